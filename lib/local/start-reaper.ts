/** The clock that runs the reaper, as EventBridge does. Knows nothing of what the reaper finds. */

import { connectReaper } from '../connect.ts';
import { reap } from '../reap/reap.ts';
import type { Close } from './closers.ts';
import { type LoadFunction, lambdaContext } from './lambda.ts';

const REAP_EVERY_MS = 20_000;

/** Once now, because the queue was in memory and what is queued in the table must be in it; then by the clock. */
export async function startReaper(load: LoadFunction, log: (line: string) => void): Promise<Close> {
  await reap(await connectReaper(), { queuedForMs: 0 });
  const timer = setInterval(() => {
    void load('reaper')
      .then(run => run({}, lambdaContext('reaper', Date.now() + REAP_EVERY_MS)))
      .catch(error => log(`the reaper failed: ${String(error)}`));
  }, REAP_EVERY_MS).unref();
  return async () => clearInterval(timer);
}
