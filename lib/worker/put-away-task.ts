/** Puts a task away: parked until a person has said something, or queued again for a worker with more time. Writes one event. */

import type { PutAwayReason } from '../agent/put-away.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface PuttingAway {
  readonly task: Pick<Task, 'taskId'>;
  readonly fence: number;
  readonly reason: PutAwayReason;
  readonly step: number;
}

/** The lease goes with the event. What was said meanwhile is seen in the same transaction: then the task is queued instead. */
export async function putAwayTask(deps: WorkerDeps, { task, fence, reason, step }: PuttingAway): Promise<void> {
  const { taskId } = task;
  await changeTask(deps.store, taskId, current => [eventFor(current, { reason, step })], { fence });
}

function eventFor(task: Task, { reason, step }: Pick<PuttingAway, 'reason' | 'step'>): TaskEvent {
  const { taskId } = task;
  const queued = (why: 'answered' | 'yielded' | 'resumed'): TaskEvent => {
    return { type: 'task.queued', data: { taskId, reason: why } };
  };
  // A cancel that came meanwhile is for the next worker to end with.
  if (task.cancelRequested) return queued('resumed');
  switch (reason) {
    case 'deadline':
      return queued('yielded');
    case 'pause':
      return task.pauseRequested === true ? { type: 'task.parked', data: { step, reason } } : queued('resumed');
    case 'question':
      return task.question === undefined ? queued('answered') : { type: 'task.parked', data: { step, reason } };
    case 'budget':
      return task.budgetAsk === undefined ? queued('answered') : { type: 'task.parked', data: { step, reason } };
    case 'secret':
      return task.secretNeeded === undefined ? queued('answered') : { type: 'task.parked', data: { step, reason } };
    case 'approval':
      return task.approval === undefined ? queued('answered') : { type: 'task.parked', data: { step, reason } };
    default:
      return reason satisfies never;
  }
}
