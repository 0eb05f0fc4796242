/** The end of a task: terminal event, report in the conversation, session's status, in one transaction over both streams. */

import { clipResult } from '../agent/endings.ts';
import type { SoFar } from '../domain/budget.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import type { Task } from '../domain/task.ts';
import { changeTaskAndSession } from '../store/change.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface Ending {
  readonly result: TaskResult;
  /** Left out where it was only taken up to be ended. */
  readonly soFar?: SoFar | undefined;
  readonly fence: number;
}

/** A task that is already over stays as it is; a lost lease means that another worker ends it. */
export async function endTask(
  deps: WorkerDeps,
  task: Task,
  { result, soFar, fence }: Ending,
): Promise<Task | undefined> {
  const { taskId, sessionId, ownerId } = task;
  const messageId = deps.ids('message');
  try {
    let left: Task | undefined;
    await changeTaskAndSession(deps.store, { taskId, sessionId, ownerId, fence }, current => {
      left = current;
      if (current === undefined) throw new ErrandError('task.not-found', `There is no task ${taskId}.`);
      const end =
        current.cancelRequested && result.status !== 'cancelled'
          ? { ...result, status: 'cancelled' as const, code: 'task.cancelled' as const }
          : result;
      const told = clipResult(end);
      const text = told.summary;
      const at = new Date(deps.clock()).toISOString();
      return {
        task: [{ type: 'task.finished', data: { result: told, ...(soFar === undefined ? {} : { soFar }) } }],
        session: [
          {
            type: 'message.added',
            data: { message: { messageId, role: 'assistant', text, origin: 'task', taskId, at } },
          },
          { type: 'task.reported', data: { taskId, status: end.status } },
        ],
      };
    });
    return left;
  } catch (error) {
    if (!isErrandError(error, 'task.finished') && !isErrandError(error, 'task.lease-lost')) throw error;
    deps.log('warn', 'the task was ended by another worker', { taskId, code: error.code });
    return undefined;
  }
}
