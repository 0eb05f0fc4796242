/** The event of a person's word to a run in its middle. Tells nobody: the worker does, at its next step. */

import { ErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import { MAX_INSTRUCTIONS } from '../domain/instruction.ts';
import type { Task } from '../domain/task.ts';
import { refuseOver } from './refuse-over.ts';

/** Throws `task.finished`, `task.cancelled` and `instruction.too-many`. */
export function instruct(task: Task, text: string, by: { readonly keyId?: string }): TaskEvent {
  refuseOver(task);
  if ((task.instructions ?? 0) >= MAX_INSTRUCTIONS)
    throw new ErrandError('instruction.too-many', `Task ${task.taskId} was told ${MAX_INSTRUCTIONS} things already.`);
  return { type: 'instruction.added', data: { text, ...by } };
}
