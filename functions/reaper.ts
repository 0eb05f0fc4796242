/** The reaper as a Lambda, run by a clock every minute. */

import { connectReaper } from '../lib/connect.ts';
import { reap } from '../lib/reap/reap.ts';

export const handler = async () => reap(await connectReaper());
