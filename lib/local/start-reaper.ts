/** The clock that runs the reaper, as EventBridge does. Knows nothing of what the reaper finds. */

import { connectReaper } from '../connect.ts';
import { listLeases, reap } from '../reap/reap.ts';
import type { SeenLease } from '../store/seen-lease.ts';
import type { Close } from './closers.ts';
import { type LoadFunction, lambdaContext } from './lambda.ts';

const REAP_EVERY_MS = 20_000;
/** Half a minute of it is one wait, where leases look over. */
const LIMIT_MS = 120_000;

/** What the workers of the process before held: they ended with it. To be asked before there are workers of this one. */
export async function findLeftLeases(): Promise<readonly SeenLease[]> {
  return listLeases(await connectReaper());
}

export interface ReaperOptions {
  readonly load: LoadFunction;
  readonly left: readonly SeenLease[];
  readonly log: (line: string) => void;
}

/** Once now, because the queue was in memory and what is queued in the table must be in it; then by the clock, one run at a time. */
export async function startReaper({ load, left, log }: ReaperOptions): Promise<Close> {
  await reap(await connectReaper(), { queuedForMs: 0, left });
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    void load('reaper')
      .then(run => run({}, lambdaContext('reaper', Date.now() + LIMIT_MS)))
      .catch(error => log(`the reaper failed: ${String(error)}`))
      .finally(() => {
        isRunning = false;
      });
  }, REAP_EVERY_MS).unref();
  return async () => clearInterval(timer);
}
