/** How a worker asks a person and waits in place for the answer, which another writer appends; after a while the run is put away. Decides nothing. */

import { PutAway, type PutAwayReason } from '../agent/put-away.ts';
import { isErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import { readTask } from '../store/reads.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface AskingOf {
  readonly taskId: string;
  readonly ownerId: string;
  readonly fence: number;
  readonly signal: AbortSignal;
  /** A person takes over instead of answering. */
  readonly tookOver?: () => void;
  /** The task as each write of the run left it, and so with what was asked of it meanwhile. */
  readonly wrote?: (task: Task) => void;
}

const ANSWER_POLL_MS = 500;

export interface Waited<Decided> {
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly read: (task: Task) => Decided | undefined | Promise<Decided | undefined>;
  /** What is asked lapses where a person takes over. */
  readonly isOpen: (task: Task) => boolean;
  readonly reason: Exclude<PutAwayReason, 'pause' | 'deadline'>;
}

export async function untilDecided<Decided>(
  deps: WorkerDeps,
  of: AskingOf,
  { expires, read, isOpen, reason }: Waited<Decided>,
): Promise<Decided | { readonly kind: 'cancelled' | 'expired' | 'taken-over' }> {
  const began = deps.steady();
  for (;;) {
    await deps.sleep(ANSWER_POLL_MS, of.signal);
    // The time comes before the read: an answer accepted in the last moment is still seen.
    const isOver = deps.clock() >= expires;
    const task = await lookForAnswer(deps, of);
    if (task?.cancelRequested) return { kind: 'cancelled' };
    const decided = task === undefined ? undefined : await read(task);
    if (decided !== undefined) return decided;
    if (task !== undefined && !isOpen(task)) {
      of.tookOver?.();
      return { kind: 'taken-over' };
    }
    if (isOver && task !== undefined) return { kind: 'expired' };
    if (deps.steady() - began >= deps.timing.parkAfterMs && deps.keys !== undefined) throw new PutAway(reason);
  }
}

/** False where a person takes over: then nothing is asked of them. */
export async function ask(deps: WorkerDeps, of: AskingOf, event: TaskEvent): Promise<boolean> {
  let isAsked = true;
  const decide = ({ control }: Task): readonly TaskEvent[] => {
    isAsked = control === undefined;
    return isAsked ? [event] : [];
  };
  await changeTask(deps.store, of.taskId, decide, { fence: of.fence });
  if (!isAsked) of.tookOver?.();
  return isAsked;
}

/** Undefined while the table is away: a wait of minutes must not end by one bad moment. The lease's watch ends it if that lasts. */
async function lookForAnswer(deps: WorkerDeps, of: AskingOf): Promise<Task | undefined> {
  try {
    return (await readTask(deps.store, of.ownerId, of.taskId)).state;
  } catch (error) {
    if (!isErrandError(error, 'store.unavailable')) throw error;
    return undefined;
  }
}
