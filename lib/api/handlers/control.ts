/** The handlers of taking over: what a person asks and does is written down; a worker's hands do it. */

import { cutText } from '../../domain/cut-text.ts';
import { ErrandError } from '../../domain/errors.ts';
import type { TaskEvent } from '../../domain/events.ts';
import type { PersonInput } from '../../domain/person-input.ts';
import { covers } from '../../domain/scope.ts';
import { isTerminal, type Task } from '../../domain/task.ts';
import { refuseUnlessTaken } from '../../domain/task-control.ts';
import { addInputs } from '../../store/inputs.ts';
import { readTask } from '../../store/reads.ts';
import { askOfTask } from '../ask-of-task.ts';
import type { TaskDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { noteKey } from '../note-key.ts';
import type { controlRoutes } from '../routes/control.ts';

export const controlHandlers: Handlers<TaskDeps, typeof controlRoutes> = {
  'POST /tasks/{taskId}/control': (deps, input) =>
    askOfTask(deps, input, current => {
      if (current.control !== undefined || current.cancelRequested) return [];
      const asked: TaskEvent = { type: 'control.requested', data: noteKey(input.caller) };
      // Nobody holds a parked task: a worker must take it up to hand it over.
      return current.parked === undefined
        ? [asked]
        : [asked, { type: 'task.queued', data: { taskId: current.taskId, reason: 'control' } }];
    }),

  'POST /tasks/{taskId}/control/return': (deps, input) =>
    askOfTask(deps, input, ({ steps }) => {
      const { note } = input.body;
      const left = note === undefined ? {} : { note };
      return [{ type: 'control.returned', data: { step: steps, by: 'person', ...left, ...noteKey(input.caller) } }];
    }),

  async 'POST /tasks/{taskId}/inputs'({ store }, { params, body, ownerId, remember }) {
    const { inputs } = body;
    const { state: task } = await readTask(store, ownerId, params.taskId);
    if (isTerminal(task.status)) throw new ErrandError('task.finished', `Task ${task.taskId} is ${task.status}.`);
    refuseUnlessTaken(task);
    for (const input of inputs) refuseOutside(task, input);
    const accepted = { accepted: inputs.length };
    await addInputs(store, { taskId: task.taskId, taking: task.takings ?? 1, inputs }, remember(202, accepted));
    return { body: accepted };
  },
};

/** The browser's guard would stop it; here the person hears why. */
function refuseOutside({ consent }: Task, input: PersonInput): void {
  if (input.kind !== 'navigate' || covers(consent.scope, input.url)) return;
  throw new ErrandError(
    'scope.site-outside',
    `${cutText(input.url, 200)} is not on a consented site (${consent.scope.sites.join(', ')}).`,
  );
}
