/** The memory of POSTs: the same key and body get the first answer again, for 24 h. Knows no routes. */

import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { expiryAttribute, idempotencyKey } from './keys.ts';
import { isConditionFailure, reach, type Store } from './store.ts';
import type { IdempotencyRecord, IdempotentRequest, TransactItem } from './write.ts';

export type { IdempotencyRecord, IdempotentRequest } from './write.ts';

export type IdempotentState =
  | { readonly kind: 'none' }
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'in-progress' };

interface IdempotencyItem {
  readonly bodyHash: string;
  readonly progress: 'in_progress' | 'done';
  readonly claim?: string;
  readonly startedAt: number;
  readonly status?: number;
  readonly body?: unknown;
  readonly [expiryAttribute]: number;
}

const KEPT_MS = 24 * 3_600_000;
/** The API answers within 30 s or its function is dead; after this a claim belongs to nobody. */
const TAKE_OVER_AFTER_MS = 60_000;

/** Unknown, forgotten after 24 h (DynamoDB removes items late), or left behind by a request that died. */
const IS_FREE =
  '(attribute_not_exists(pk) OR expiresAtSeconds <= :nowSeconds OR (progress = :inProgress AND startedAt <= :stale))';
const IS_MINE = '(progress = :inProgress AND claim = :claim)';

/** Throws `idempotency.key-reused` where the key came with another request before. */
export async function findIdempotent(store: Store, request: IdempotentRequest): Promise<IdempotentState> {
  const item = await readItem(store, request);
  if (item === undefined) return { kind: 'none' };
  if (item.bodyHash !== request.bodyHash) throw keyReused(request);
  if (item.progress === 'done') return { kind: 'done', status: item.status ?? 200, body: item.body };
  return item.startedAt <= store.clock() - TAKE_OVER_AFTER_MS ? { kind: 'none' } : { kind: 'in-progress' };
}

/**
 * For requests that do something slow or outside the table (a model call) before their append: marks the key as taken
 * first. Of two at once exactly one gets `claimed`. Throws `idempotency.key-reused`.
 */
export async function claimIdempotent(
  store: Store,
  request: IdempotentRequest,
): Promise<{ readonly kind: 'claimed'; readonly claim: string } | Exclude<IdempotentState, { kind: 'none' }>> {
  const found = await findIdempotent(store, request);
  if (found.kind !== 'none') return found;
  const claim = randomUUID();
  const item: IdempotencyItem = {
    bodyHash: request.bodyHash,
    progress: 'in_progress',
    claim,
    startedAt: store.clock(),
    [expiryAttribute]: expirySeconds(store),
  };
  const put = new PutCommand({
    TableName: store.table,
    Item: { ...item, ...idempotencyKey(request.ownerId, request.key) },
    ConditionExpression: IS_FREE,
    ExpressionAttributeValues: freeValues(store),
  });
  try {
    await reach(() => store.db.send(put));
    return { kind: 'claimed', claim };
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    // The SDK may have sent it twice after a lost answer: then the claim that stands is our own.
    const standing = await readItem(store, request);
    if (standing?.claim === claim) return { kind: 'claimed', claim };
    const state = await findIdempotent(store, request);
    return state.kind === 'none' ? { kind: 'in-progress' } : state;
  }
}

/** Gives a claim up after a failure, so that the client's retry is taken afresh. A claim taken over or done stays. */
export async function releaseIdempotent(store: Store, request: IdempotentRequest, claim: string): Promise<void> {
  const command = new DeleteCommand({
    TableName: store.table,
    Key: idempotencyKey(request.ownerId, request.key),
    ConditionExpression: IS_MINE,
    ExpressionAttributeValues: { ':inProgress': 'in_progress', ':claim': claim },
  });
  try {
    await reach(() => store.db.send(command));
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}

/** The part of an append that remembers the answer. Fails where another request with the key was faster. */
export function putDone(store: Store, record: IdempotencyRecord): TransactItem {
  const item: IdempotencyItem = {
    bodyHash: record.bodyHash,
    progress: 'done',
    startedAt: store.clock(),
    status: record.status,
    body: record.body,
    [expiryAttribute]: expirySeconds(store),
  };
  const claimed = record.claim !== undefined;
  return {
    Put: {
      TableName: store.table,
      Item: { ...item, ...idempotencyKey(record.ownerId, record.key) },
      ConditionExpression: claimed ? IS_MINE : IS_FREE,
      ExpressionAttributeValues: claimed ? { ':inProgress': 'in_progress', ':claim': record.claim } : freeValues(store),
    },
  };
}

/** What a request hears whose key was taken by another: reused with another body, or still (or just) being handled. */
export async function refuseIdempotent(store: Store, request: IdempotentRequest): Promise<ErrandError> {
  const item = await readItem(store, request);
  if (item !== undefined && item.bodyHash !== request.bodyHash) return keyReused(request);
  return new ErrandError(
    'idempotency.in-progress',
    `The key "${request.key}" was taken by a request at the same moment.`,
  );
}

async function readItem(store: Store, request: IdempotentRequest): Promise<IdempotencyItem | undefined> {
  const Key = idempotencyKey(request.ownerId, request.key);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  if (got.Item === undefined) return undefined;
  const item = got.Item as unknown as IdempotencyItem;
  return item[expiryAttribute] * 1_000 <= store.clock() ? undefined : item;
}

function keyReused(request: IdempotentRequest): ErrandError {
  return new ErrandError('idempotency.key-reused', `The key "${request.key}" came with another request before.`);
}

const expirySeconds = (store: Store): number => Math.ceil((store.clock() + KEPT_MS) / 1_000);

const freeValues = (store: Store): Record<string, unknown> => ({
  ':nowSeconds': Math.floor(store.clock() / 1_000),
  ':inProgress': 'in_progress',
  ':stale': store.clock() - TAKE_OVER_AFTER_MS,
});
