/** Streams laid down in a test's table: a session, or a consented task that is queued. */

import type { Ids } from '../../lib/domain/ids.ts';
import { sessionStream, taskStream } from '../../lib/domain/ids.ts';
import type { Message } from '../../lib/domain/message.ts';
import { createSession, type Session } from '../../lib/domain/session.ts';
import type { Task } from '../../lib/domain/task.ts';
import { append } from '../../lib/store/append.ts';
import { createSessionStream } from '../../lib/store/change.ts';
import type { Store } from '../../lib/store/store.ts';
import { sampleTask } from './domain-samples.ts';

export async function laySession(store: Store, ids: Ids, ownerId = 'alice'): Promise<Session> {
  const session = createSession({ sessionId: ids('session'), ownerId, title: 'Rivers', now: store.clock() });
  const made = await createSessionStream(store, session, [{ type: 'session.created', data: { title: 'Rivers' } }]);
  return made.session;
}

export async function layTask(store: Store, ids: Ids, ownerId = 'alice'): Promise<Task> {
  const state = sampleTask(ids, ownerId);
  const stream = taskStream(state.taskId);
  const events = [{ type: 'task.queued', data: { taskId: state.taskId, reason: 'consented' } }] as const;
  await append(store, [{ stream, ownerId, after: 0, head: undefined, state, events }]);
  return state;
}

export function message(ids: Ids, text: string): { type: 'message.added'; data: { message: Message } } {
  const at = '2026-11-21T08:00:00.000Z';
  return {
    type: 'message.added',
    data: { message: { messageId: ids('message'), role: 'user', text, origin: 'person', at } },
  };
}

export const streamOf = (session: Session): ReturnType<typeof sessionStream> => sessionStream(session.sessionId);
