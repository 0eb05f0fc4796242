/** The handlers of what a person answers to a run, and says to it in its middle. */

import { ErrandError } from '../../domain/errors.ts';
import type { TaskEvent } from '../../domain/events.ts';
import { withQueue } from '../../domain/queue-again.ts';
import type { Task } from '../../domain/task.ts';
import { askOfTask } from '../ask-of-task.ts';
import type { ConsentDeps, TaskDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { extendBudget } from '../extend-budget.ts';
import { instruct } from '../instruct.ts';
import { noteKey } from '../note-key.ts';
import { refuseOver } from '../refuse-over.ts';
import type { askRoutes, budgetRoutes } from '../routes/asks.ts';

export const budgetHandlers: Handlers<ConsentDeps, typeof budgetRoutes> = {
  'POST /tasks/{taskId}/budget': extendBudget,
};

export const askHandlers: Handlers<TaskDeps, typeof askRoutes> = {
  'POST /tasks/{taskId}/secret-needed': (deps, input) =>
    askOfTask(deps, input, current => {
      refuseOver(current);
      const { name } = secretOf(current);
      const skipped: TaskEvent = { type: 'secret.skipped', data: { name, ...noteKey(input.caller) } };
      return withQueue(current, [skipped], { reason: 'answered', now: deps.clock() });
    }),

  'POST /tasks/{taskId}/instructions': (deps, input) =>
    askOfTask(deps, input, current => [instruct(current, input.body.text, noteKey(input.caller))]),
};

function secretOf({ taskId, secretNeeded }: Task): NonNullable<Task['secretNeeded']> {
  if (secretNeeded !== undefined) return secretNeeded;
  throw new ErrandError('secret.not-needed', `Task ${taskId} does not wait for a secret.`);
}
