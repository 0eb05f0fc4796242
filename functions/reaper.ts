/** The reaper as a Lambda, run by a clock every minute. */

import { connectReaper, connectTracing } from '../lib/connect.ts';
import { reap } from '../lib/reap/reap.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(async () => reap(await connectReaper()), connectTracing);
