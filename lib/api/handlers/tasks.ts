/** The handlers of running and finished tasks. */

import { keyIdOf } from '../../domain/caller.ts';
import type { TaskEvent } from '../../domain/events.ts';
import { taskStream } from '../../domain/ids.ts';
import { withQueue } from '../../domain/queue-again.ts';
import { listArtifacts, readArtifact } from '../../store/artifacts.ts';
import { listTasks } from '../../store/lists.ts';
import { readTask } from '../../store/reads.ts';
import { askOfTask } from '../ask-of-task.ts';
import type { TaskDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { exportAudit } from '../export-audit.ts';
import { noteKey } from '../note-key.ts';
import type { taskRoutes } from '../routes/tasks.ts';
import { waitForEvents } from '../wait-for-events.ts';
import { askHandlers } from './asks.ts';
import { controlHandlers } from './control.ts';

export const taskHandlers: Handlers<TaskDeps, typeof taskRoutes> = {
  ...askHandlers,
  ...controlHandlers,

  async 'GET /tasks'({ store }, { query, ownerId }) {
    return { body: await listTasks(store, ownerId, query) };
  },

  async 'GET /tasks/{taskId}'({ store }, { params, ownerId }) {
    const { state: task, seq } = await readTask(store, ownerId, params.taskId);
    return { body: { task, seq } };
  },

  async 'GET /tasks/{taskId}/events'(deps, { params, query, ownerId }) {
    await readTask(deps.store, ownerId, params.taskId);
    return { body: { events: await waitForEvents(deps, taskStream(params.taskId), query) } };
  },

  async 'GET /tasks/{taskId}/artifacts'({ store }, { params, ownerId }) {
    await readTask(store, ownerId, params.taskId);
    return { body: { items: await listArtifacts(store, params.taskId) } };
  },

  async 'GET /artifacts/{artifactId}'({ store, linkArtifact }, { params, ownerId }) {
    const artifact = await readArtifact(store, ownerId, params.artifactId);
    const link = await linkArtifact(ownerId, artifact);
    return { body: { artifact, ...link } };
  },

  'POST /tasks/{taskId}/pause': (deps, input) =>
    askOfTask(deps, input, current => {
      const isAsked = current.status === 'paused' || current.pauseRequested === true;
      // A cancel that was taken goes on: a paused task would wait for a week with it.
      return isAsked || current.cancelRequested ? [] : [{ type: 'pause.requested', data: noteKey(input.caller) }];
    }),

  'POST /tasks/{taskId}/resume': (deps, input) =>
    askOfTask(deps, input, current => {
      const isPaused = current.status === 'paused' || current.pauseRequested === true;
      const asked: TaskEvent = { type: 'resume.requested', data: noteKey(input.caller) };
      return isPaused ? withQueue(current, [asked], { reason: 'resumed', now: deps.clock() }) : [];
    }),

  'POST /tasks/{taskId}/cancel': (deps, input) =>
    askOfTask(deps, input, ({ taskId, cancelRequested, parked }) => {
      if (cancelRequested) return [];
      const { reason } = input.body;
      const asked: TaskEvent = {
        type: 'cancel.requested',
        data: { ...(reason === undefined ? {} : { reason }), ...noteKey(input.caller) },
      };
      // Nobody holds a parked task: a worker must take it up to end it.
      return parked === undefined ? [asked] : [asked, { type: 'task.queued', data: { taskId, reason: 'cancelled' } }];
    }),

  async 'GET /tasks/{taskId}/trace'(deps, { params, query, ownerId }) {
    const { state: task } = await readTask(deps.store, ownerId, params.taskId);
    const saved = task.artifacts.trace === undefined ? [] : await listArtifacts(deps.store, task.taskId);
    const artifact = saved.findLast(({ kind }) => kind === 'trace');
    if (artifact === undefined) {
      const events = await waitForEvents<TaskEvent>(deps, taskStream(task.taskId), { ...query, wait: 0 });
      return { body: { kind: 'events', task, events } };
    }
    const link = await deps.linkArtifact(ownerId, artifact);
    return { body: { kind: 'link', artifact, ...link } };
  },

  async 'GET /tasks/{taskId}/audit'({ store }, { params, ownerId }) {
    const { state: task } = await readTask(store, ownerId, params.taskId);
    const headers = { 'content-disposition': `attachment; filename="${task.taskId}.audit.jsonl"` };
    return { body: await exportAudit(store, task), headers };
  },

  async 'POST /tickets'({ makeTicket }, { ownerId, origin, caller }) {
    return { body: await makeTicket({ ownerId, origin, keyId: keyIdOf(caller) }) };
  },
};
