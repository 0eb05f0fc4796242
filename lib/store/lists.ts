/** Lists through the two indexes, newest first for an owner, due first for the reaper. Eventually consistent: act only after a read by key. */

import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ErrandError } from '../domain/errors.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import { byOwner, byStatus, idIn, ownerSessions, ownerTasks } from './keys.ts';
import { reach, type Store } from './store.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: T[];
  /** Present while there is more. */
  readonly cursor?: string;
}

export async function listSessions(store: Store, ownerId: string, page: PageRequest): Promise<Page<Session>> {
  return listByOwner<Session>(store, ownerSessions(ownerId), page);
}

export async function listTasks(store: Store, ownerId: string, page: PageRequest): Promise<Page<Task>> {
  return listByOwner<Task>(store, ownerTasks(ownerId), page);
}

export interface DueRequest extends PageRequest {
  /** ISO 8601; only what is due before it. Left out: all that is active. */
  readonly dueBefore?: string | undefined;
}

/** Whose it is, and which: the index holds no more, for everybody's running tasks write into it. */
export type ActiveTask = Pick<Task, 'taskId' | 'ownerId'>;
export type OpenProposal = Pick<Session, 'sessionId' | 'ownerId'>;

/**
 * All owners' tasks that have not ended, the longest due first: by the end of the lease, else of the question's time, else the last
 * change. For the reaper, and for filling a local queue at start.
 */
export async function listActiveTasks(store: Store, request: DueRequest): Promise<Page<ActiveTask>> {
  const found = await listActive(store, 'tasks', request);
  return { ...found, items: found.items.map(({ id, ownerId }) => ({ taskId: id, ownerId })) };
}

/** All owners' sessions with an open proposal, the first to expire first. */
export async function listOpenProposals(store: Store, request: DueRequest): Promise<Page<OpenProposal>> {
  const found = await listActive(store, 'sessions', request);
  return { ...found, items: found.items.map(({ id, ownerId }) => ({ sessionId: id, ownerId })) };
}

async function listByOwner<S extends Session | Task>(store: Store, list: string, page: PageRequest): Promise<Page<S>> {
  // A STATE item is only ever written by `append`, so its shape is ours.
  const found = await queryIndex<{ state: S }>(store, page, {
    IndexName: byOwner.name,
    KeyConditionExpression: `${byOwner.partition} = :list`,
    ExpressionAttributeValues: { ':list': list },
    ScanIndexForward: false,
  });
  return { ...found, items: found.items.map(item => item.state) };
}

async function listActive(store: Store, list: 'tasks' | 'sessions', request: DueRequest) {
  const { dueBefore } = request;
  const found = await queryIndex<{ pk: string; ownerId: string }>(store, request, {
    IndexName: byStatus.name,
    KeyConditionExpression: `${byStatus.partition} = :list${dueBefore === undefined ? '' : ` AND ${byStatus.sort} < :due`}`,
    ExpressionAttributeValues: { ':list': list, ...(dueBefore === undefined ? {} : { ':due': dueBefore }) },
  });
  return { ...found, items: found.items.map(item => ({ id: idIn(item), ownerId: item.ownerId })) };
}

async function queryIndex<Entry>(
  store: Store,
  page: PageRequest,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<Page<Entry>> {
  const start = page.cursor === undefined ? undefined : readCursor(page.cursor, query);
  const command = new QueryCommand({
    ...query,
    TableName: store.table,
    Limit: page.limit,
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  });
  const found = await reach(() => store.db.send(command));
  const items = (found.Items ?? []) as unknown as Entry[];
  return found.LastEvaluatedKey === undefined ? { items } : { items, cursor: writeCursor(found.LastEvaluatedKey) };
}

const Cursor = z.record(z.string(), z.string().min(1));

function writeCursor(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A cursor comes back from the client: it may only go on in the same list, so that it opens no other owner's. */
function readCursor(cursor: string, query: Omit<QueryCommandInput, 'TableName'>): Record<string, string> {
  const partition = query.IndexName === byOwner.name ? byOwner.partition : byStatus.partition;
  const key = Cursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (key.success && key.data[partition] === query.ExpressionAttributeValues?.[':list']) return key.data;
  throw new ErrandError('request.invalid', 'The cursor is not one of this list.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
