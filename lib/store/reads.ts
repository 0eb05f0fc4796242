/** Strongly consistent reads by key. A foreign id and an unknown one are the same: not found. */

import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import type { Stored } from '../domain/events.ts';
import { type StreamId, sessionStream, taskStream } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import { type StateItem, stateItemOf, storedEventOf, type Versioned } from './items.ts';
import { eventKey, stateKey } from './keys.ts';
import { reach, type Store } from './store.ts';

/** Throws `session.not-found`. */
export async function readSession(store: Store, ownerId: string, sessionId: string): Promise<Versioned<Session>> {
  const item = await readState<Session>(store, sessionStream(sessionId));
  if (item === undefined || item.ownerId !== ownerId) {
    throw new ErrandError('session.not-found', `There is no session ${sessionId}.`);
  }
  return versionedOf(item);
}

/** `ownerId` is undefined only for the worker and the reaper, which act for all owners. Throws `task.not-found`. */
export async function readTask(store: Store, ownerId: string | undefined, taskId: string): Promise<Versioned<Task>> {
  const found = await findTask(store, ownerId, taskId);
  if (found === undefined) throw new ErrandError('task.not-found', `There is no task ${taskId}.`);
  return found;
}

export async function findTask(
  store: Store,
  ownerId: string | undefined,
  taskId: string,
): Promise<Versioned<Task> | undefined> {
  const item = await readState<Task>(store, taskStream(taskId));
  return item === undefined || (ownerId !== undefined && item.ownerId !== ownerId) ? undefined : versionedOf(item);
}

/** The whole STATE item with the lease, for whoever takes or judges one. */
export async function readState<S extends Session | Task>(
  store: Store,
  stream: StreamId,
): Promise<StateItem<S> | undefined> {
  const Key = stateKey(stream);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  return stateItemOf<S>(got.Item);
}

export const versionedOf = <S extends Session | Task>(item: StateItem<S>): Versioned<S> => ({
  state: item.state,
  seq: item.seq,
  head: item.head,
});

/** Events after number `after`, oldest first, at most `limit`. The caller has checked whose stream it is. */
export async function readEvents(
  store: Store,
  stream: StreamId,
  range: { readonly after: number; readonly limit: number },
): Promise<Stored[]> {
  const events: Stored[] = [];
  let next = range.after + 1;
  while (events.length < range.limit) {
    const page = await queryEvents(store, stream, next, range.limit - events.length);
    events.push(...page.events);
    const last = page.events.at(-1);
    // A page also ends at 1 MB, before the limit.
    if (!page.more || last === undefined) break;
    next = last.seq + 1;
  }
  return events;
}

async function queryEvents(store: Store, stream: StreamId, from: number, limit: number) {
  const command = new QueryCommand({
    TableName: store.table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': stream, ':from': eventKey(stream, from).sk, ':to': LAST_EVENT },
    ConsistentRead: true,
    Limit: limit,
  });
  const page = await reach(() => store.db.send(command));
  return { events: (page.Items ?? []).map(storedEventOf), more: page.LastEvaluatedKey !== undefined };
}

/** Sorts after every event's key: ten nines. */
const LAST_EVENT = eventKey('session/', 9_999_999_999).sk;
const EVENTS_A_READ = 500;

/** The conversation, oldest first. The caller has read the session, and so checked whose it is. */
export async function readMessages(store: Store, sessionId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let after = 0; ; ) {
    const events = await readEvents(store, sessionStream(sessionId), { after, limit: EVENTS_A_READ });
    for (const event of events) if (event.type === 'message.added') messages.push(event.data.message);
    const last = events.at(-1);
    if (last === undefined || events.length < EVENTS_A_READ) return messages;
    after = last.seq;
  }
}
