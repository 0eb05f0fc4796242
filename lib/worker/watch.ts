/** Watches over a run from beside it: keeps the lease, sees the cancel, knows the deadline. It aborts; it writes no event.
 *
 *   take ──┬── renew ──┬── renew ──┬── …                 every 10 s, for 30 s
 *   read ·····················································  every 0.5 s, and by each write of the run: a cancel aborts,
 *                                                              a pause rests after the step
 *   deadline − 60 s ──▶ rest after the step ── deadline − 20 s ──▶ abort   what is left is for saving what was got
 */

import type { RestReason } from '../agent/run.ts';
import { isErrandError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import { renewLease } from '../store/lease.ts';
import { readTask } from '../store/reads.ts';
import { LEASE_MS } from '../store/seen-lease.ts';
import type { WorkerDeps } from './worker-deps.ts';

const RENEW_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 500;

export type StopReason = 'cancelled' | 'lease-lost' | 'deadline';

export class Stop extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}.`);
    this.name = 'AbortError';
    this.reason = reason;
  }
}

export interface Watching {
  /** Asked between two steps. */
  readonly wantsRest: () => RestReason | undefined;
  /** As it was seen last, which may be half a second ago. */
  readonly task: () => Task | undefined;
  /** What the run itself has just read or written: newer than what the watch is still reading. */
  readonly note: (task: Task) => void;
  /** Asked right before each act: a worker that slept between its intent and the act must not do it. */
  readonly surelyHolds: () => boolean;
  end(): Promise<void>;
}

export interface Watched {
  readonly taskId: string;
  readonly fence: number;
  /** By the steady clock, from before the lease was asked for. */
  readonly since: number;
  /** Milliseconds since the epoch at which the function is killed. */
  readonly deadline: number;
}

/** Aborts `stopping` with a `Stop` as its reason. Call `end` when the run is over. */
export function watch(deps: WorkerDeps, of: Watched, stopping: AbortController): Watching {
  const ending = new AbortController();
  const heldAt = deps.clock() - (deps.steady() - of.since);
  const seen: Seen = { task: undefined, notes: 0, heldSince: of.since, heldAt };
  const watching = keepWatch(deps, of, { stopping, ending: ending.signal, seen });
  const { restMs } = deps.timing;
  return {
    wantsRest() {
      if (seen.task?.pauseRequested === true) return 'pause';
      return deps.clock() >= of.deadline - restMs ? 'deadline' : undefined;
    },
    task: () => seen.task,
    note(task) {
      seen.task = task;
      seen.notes += 1;
    },
    surelyHolds: () => !isLost(stopping.signal) && surelyHolds(deps, seen),
    async end() {
      ending.abort();
      await watching;
    },
  };
}

/** What the watch has seen of the task. */
interface Seen {
  task: Task | undefined;
  /** How often the run has told it. */
  notes: number;
  /** By the steady clock, when the newest renewal that came through was sent. */
  heldSince: number;
  /** The same by the wall clock: a machine that is put to sleep as a whole stops its steady clock. */
  heldAt: number;
}

/** So long before its end the lease no longer counts: an act takes time, and no two clocks go at quite the same pace. */
const MARGIN_MS = 10_000;

/** By both clocks: one that was set forward costs the run its lease, and none that was set back lends it more. */
const surelyHolds = ({ steady, clock }: WorkerDeps, { heldSince, heldAt }: Seen): boolean =>
  steady() - heldSince <= LEASE_MS - MARGIN_MS && clock() - heldAt <= LEASE_MS - MARGIN_MS;

const isLost = ({ reason }: AbortSignal): boolean => reason instanceof Stop && reason.reason === 'lease-lost';

async function keepWatch(
  deps: WorkerDeps,
  of: Watched,
  { stopping, ending, seen }: { stopping: AbortController; ending: AbortSignal; seen: Seen },
): Promise<void> {
  const { closingMs } = deps.timing;
  // A stopped run still saves what it got and writes its end: the lease must last until then.
  while (!ending.aborted && !isLost(stopping.signal)) {
    await deps.sleep(LOOK_EVERY_MS, ending).catch(() => {});
    if (ending.aborted) return;
    if (deps.clock() >= of.deadline - closingMs) stopping.abort(new Stop('deadline'));
    try {
      const sent = deps.steady();
      const sentAt = deps.clock();
      const { notes } = seen;
      const isDue = sent - seen.heldSince >= RENEW_EVERY_MS;
      const { state } = isDue
        ? await renewLease(deps.store, of, LEASE_MS)
        : await readTask(deps.store, undefined, of.taskId);
      if (isDue) Object.assign(seen, { heldSince: sent, heldAt: sentAt });
      if (seen.notes === notes) seen.task = state;
      if (state.attempts !== of.fence) stopping.abort(new Stop('lease-lost'));
      else if (state.cancelRequested) stopping.abort(new Stop('cancelled'));
    } catch (error) {
      // The table may be away for a moment; acting goes on only while the lease surely holds.
      if (isErrandError(error, 'task.lease-lost') || !surelyHolds(deps, seen)) stopping.abort(new Stop('lease-lost'));
    }
  }
}
