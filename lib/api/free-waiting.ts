/** Tells an owner's tasks that wait for a secret that it is stored now, and queues those that are parked. Reads no value. */

import { isErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Clock } from '../domain/ids.ts';
import { withQueue } from '../domain/queue-again.ts';
import type { Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import { findTask } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { readUsage } from '../store/usage.ts';

export interface Stored {
  readonly ownerId: string;
  readonly name: string;
  readonly by: { readonly keyId?: string };
}

/** Whoever has not ended holds a place, so that there are never more to read than may run. */
export async function freeWaiting(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { ownerId, name, by }: Stored,
): Promise<void> {
  const { running } = await readUsage(store, ownerId);
  const tasks = await Promise.all(running.map(({ id }) => findTask(store, ownerId, id)));
  for (const found of tasks) {
    if (found === undefined || !waitsFor(found.state, name)) continue;
    await changeTask(store, found.state.taskId, current => eventsFor(current), { ownerId }).catch(unlessEnded);
  }

  function eventsFor(current: Task): readonly TaskEvent[] {
    if (!waitsFor(current, name)) return [];
    const stored: TaskEvent = { type: 'secret.stored', data: { name, ...by } };
    return withQueue(current, [stored], { reason: 'answered', now: clock() });
  }
}

const waitsFor = ({ secretNeeded, status }: Task, name: string): boolean =>
  secretNeeded?.name === name && (status === 'waiting' || status === 'paused');

function unlessEnded(error: unknown): undefined {
  if (!isErrandError(error, 'task.finished')) throw error;
  return undefined;
}
