/** Watches over a run from beside it: keeps the lease, sees the cancel, knows the deadline. It aborts; it writes no event.
 *
 *   take ──┬── renew ──┬── renew ──┬── …                 every 10 s, for 30 s
 *   read ·····················································  every 0.5 s: a cancel aborts
 *   deadline − 20 s ─────────────────────────────▶ abort   the rest is for saving what was got
 */

import { isErrandError } from '../domain/errors.ts';
import { renewLease } from '../store/lease.ts';
import { readTask } from '../store/reads.ts';
import type { WorkerDeps } from './worker-deps.ts';

export const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 500;
/** Time left for the artifacts and the last transaction. */
const CLOSING_MS = 20_000;

export type StopReason = 'cancelled' | 'lease-lost' | 'deadline';

export class Stop extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}.`);
    this.name = 'AbortError';
    this.reason = reason;
  }
}

export interface Watched {
  readonly taskId: string;
  readonly fence: number;
  /** Milliseconds since the epoch at which the function is killed. */
  readonly deadline: number;
}

/** Aborts `stopping` with a `Stop` as its reason. Call `end` when the run is over. */
export function watch(deps: WorkerDeps, of: Watched, stopping: AbortController): { end(): Promise<void> } {
  const ending = new AbortController();
  const watching = keepWatch(deps, of, { stopping, ending: ending.signal });
  return {
    async end() {
      ending.abort();
      await watching;
    },
  };
}

const isLost = ({ reason }: AbortSignal): boolean => reason instanceof Stop && reason.reason === 'lease-lost';

async function keepWatch(
  deps: WorkerDeps,
  of: Watched,
  { stopping, ending }: { stopping: AbortController; ending: AbortSignal },
): Promise<void> {
  let renewed = deps.clock();
  // A stopped run still saves what it got and writes its end: the lease must last until then.
  while (!ending.aborted && !isLost(stopping.signal)) {
    await deps.sleep(LOOK_EVERY_MS, ending).catch(() => {});
    if (ending.aborted) return;
    const now = deps.clock();
    if (now >= of.deadline - CLOSING_MS) stopping.abort(new Stop('deadline'));
    try {
      const isDue = now - renewed >= RENEW_EVERY_MS;
      const { state } = isDue
        ? await renewLease(deps.store, of, LEASE_MS)
        : await readTask(deps.store, undefined, of.taskId);
      if (isDue) renewed = now;
      if (state.attempts !== of.fence) stopping.abort(new Stop('lease-lost'));
      else if (state.cancelRequested) stopping.abort(new Stop('cancelled'));
    } catch (error) {
      // The table may be away for a moment; acting goes on only while the lease surely holds.
      if (isErrandError(error, 'task.lease-lost') || deps.clock() - renewed > LEASE_MS - RENEW_EVERY_MS)
        stopping.abort(new Stop('lease-lost'));
    }
  }
}
