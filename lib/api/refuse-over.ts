/** Whether a person's answer to a run can still come to anything. Reads and writes nothing. */

import { ErrandError } from '../domain/errors.ts';
import { isTerminal, type Task } from '../domain/task.ts';

/** No step follows a cancel: a yes that was said after it would be kept, and paid, for nothing. Throws `task.finished`, `task.cancelled`. */
export function refuseOver({ taskId, status, cancelRequested }: Task): void {
  if (isTerminal(status)) throw new ErrandError('task.finished', `Task ${taskId} is ${status}.`);
  if (cancelRequested) throw new ErrandError('task.cancelled', `Task ${taskId} is being cancelled.`);
}
