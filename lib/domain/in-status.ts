/** Which statuses an event may come in. Throws `task.illegal-transition` for the others. */

import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import type { Task, TaskStatus } from './task.ts';

export function inStatus(task: Task, allowed: readonly TaskStatus[], type: TaskEvent['type'], next: Task): Task {
  if (allowed.includes(task.status)) return next;
  throw new ErrandError(
    'task.illegal-transition',
    `Task ${task.taskId} is ${task.status}; ${type} needs ${allowed.join(' or ')}.`,
  );
}
