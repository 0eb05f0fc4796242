/** Consented tasks that are queued, each in a session of its own, as many and of as many owners as a test wants. Sends no message. */

import type { Ids } from '../../lib/domain/ids.ts';
import type { Priority } from '../../lib/domain/priority.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import { changeTaskAndSession } from '../../lib/store/change.ts';
import type { Store } from '../../lib/store/store.ts';
import { consentedTask } from './consented-task.ts';
import { laySession } from './streams.ts';

export interface ToQueue {
  readonly ownerId: string;
  readonly priority?: Priority;
}

export async function layQueued(store: Store, ids: Ids, { ownerId, priority }: ToQueue): Promise<Task> {
  const { sessionId } = await laySession(store, ids, ownerId);
  const sample = consentedTask({ now: store.clock() });
  const consent = { ...sample.consent, ownerId, sessionId, taskId: ids('task'), ...(priority && { priority }) };
  const task = createTask(sample, consent);
  const { taskId } = task;
  await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
    createTask: task,
    task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
    session: [{ type: 'consent.given', data: { consent } }],
  }));
  return task;
}
