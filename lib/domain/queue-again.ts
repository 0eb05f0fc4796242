/** The event that brings a parked task back to a worker, where nothing more is missing. Goes into the transaction of what freed it. */

import type { TaskEvent } from './events.ts';
import { evolveTask, type Task } from './task.ts';
import { isReadyToRun } from './task-waits.ts';

/** The events, and `task.queued` after them where they leave nothing to wait for. */
export function withQueue(
  task: Task,
  events: readonly TaskEvent[],
  { reason, now }: { reason: 'answered' | 'resumed'; now: number },
): readonly TaskEvent[] {
  const after = events.reduce((state, event) => evolveTask(state, event, now), task);
  return isReadyToRun(after) ? [...events, { type: 'task.queued', data: { taskId: task.taskId, reason } }] : events;
}
