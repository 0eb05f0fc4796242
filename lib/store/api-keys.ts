/** The records of API keys. Knows secrets only by their hash; never gives a hash out. */

import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ApiKey, isSecretOf, isUsable, type KeyToken } from '../domain/api-key.ts';
import { ErrandError } from '../domain/errors.ts';
import { auditParts } from './audit.ts';
import { waitBeforeRetry } from './backoff.ts';
import { apiKeyKey, byOwner, ownerKeys } from './keys.ts';
import { nameOf, reach, type Store } from './store.ts';

interface KeyItem {
  readonly ownerId: string;
  readonly hash: string;
  readonly key: Omit<ApiKey, 'lastUsedAt' | 'revokedAt'>;
  readonly lastUsedAt?: string;
  readonly revokedAt?: string;
}

/** Revoked keys stay in the list, so that the owner can read back what there was. */
const MAX_LISTED = 200;
const USED_EVERY_MS = 60_000;
const MAX_TRIES = 12;

export async function createKey(
  store: Store,
  ownerId: string,
  made: { readonly key: ApiKey; readonly hash: string },
): Promise<void> {
  const { key, hash } = made;
  const { keyId, name, scopes, createdAt: at, expiresAt } = key;
  const item: KeyItem = { ownerId, hash, key };
  const listed = { [byOwner.partition]: ownerKeys(ownerId), [byOwner.sort]: keyId };
  const Put = {
    TableName: store.table,
    Item: { ...item, ...listed, ...apiKeyKey(keyId) },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  const entry = { type: 'key.created' as const, at, keyId, name, scopes, ...expiry };
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    if (await transact(store, [{ Put }, ...(await auditParts(store, ownerId, entry))])) return;
    await waitBeforeRetry(attempt);
  }
  throw new ErrandError('stream.conflict', 'Other keys are being made at this very moment.');
}

/** The newest first. From an index: a key made or revoked a moment ago may still look as before. */
export async function listKeys(store: Store, ownerId: string): Promise<ApiKey[]> {
  const command = new QueryCommand({
    TableName: store.table,
    IndexName: byOwner.name,
    KeyConditionExpression: `${byOwner.partition} = :list`,
    ExpressionAttributeValues: { ':list': ownerKeys(ownerId) },
    ScanIndexForward: false,
    Limit: MAX_LISTED,
  });
  const found = await reach(() => store.db.send(command));
  return (found.Items ?? []).map(item => keyOf(item as unknown as KeyItem));
}

/** From now on it opens nothing; a second time changes nothing. Throws `key.not-found`, for a foreign one too. */
export async function revokeKey(store: Store, ownerId: string, keyId: string): Promise<ApiKey> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const item = await readItem(store, keyId);
    if (item === undefined || item.ownerId !== ownerId) throw notFound(keyId);
    if (item.revokedAt !== undefined) return keyOf(item);
    const at = new Date(store.clock()).toISOString();
    const Update = {
      TableName: store.table,
      Key: apiKeyKey(keyId),
      UpdateExpression: 'SET revokedAt = :at',
      ConditionExpression: 'ownerId = :owner AND attribute_not_exists(revokedAt)',
      ExpressionAttributeValues: { ':at': at, ':owner': ownerId },
    };
    await transact(store, [{ Update }, ...(await auditParts(store, ownerId, { type: 'key.revoked', at, keyId }))]);
  }
  throw new ErrandError('stream.conflict', `Key ${keyId} is in use at this very moment.`);
}

export interface UsableKey {
  readonly ownerId: string;
  readonly key: ApiKey;
}

/** Whom a key stands for; undefined for one that is unknown, wrong, revoked or over, and nobody hears which. Reads consistently: a revoke holds at once. */
export async function useKey(store: Store, { keyId, secret }: KeyToken): Promise<UsableKey | undefined> {
  const item = await readItem(store, keyId);
  // An unknown id takes as long as a wrong secret.
  const isRight = isSecretOf(secret, item?.hash ?? UNKNOWN_HASH);
  if (item === undefined || !isRight) return undefined;
  const key = keyOf(item);
  if (!isUsable(key, store.clock())) return undefined;
  await noteUse(store, item);
  return { ownerId: item.ownerId, key };
}

/** As long as a hash, and the hash of nothing. */
const UNKNOWN_HASH = 'A'.repeat(43);

/** The first use is audited in the same transaction. A note that cannot be written keeps nobody out. */
async function noteUse(store: Store, { ownerId, key: { keyId }, lastUsedAt }: KeyItem): Promise<void> {
  const now = store.clock();
  if (lastUsedAt !== undefined && now - Date.parse(lastUsedAt) < USED_EVERY_MS) return;
  const at = new Date(now).toISOString();
  const Update = {
    TableName: store.table,
    Key: apiKeyKey(keyId),
    UpdateExpression: 'SET lastUsedAt = :at',
    // Of several requests at once one writes.
    ConditionExpression: lastUsedAt === undefined ? 'attribute_not_exists(lastUsedAt)' : 'lastUsedAt = :before',
    ExpressionAttributeValues: { ':at': at, ...(lastUsedAt === undefined ? {} : { ':before': lastUsedAt }) },
  };
  try {
    if (lastUsedAt !== undefined) await store.db.send(new UpdateCommand(Update));
    else await transact(store, [{ Update }, ...(await auditParts(store, ownerId, { type: 'key.used', at, keyId }))]);
  } catch {
    // Another request wrote it, or the table is busy: the next use writes it.
  }
}

type TransactItems = NonNullable<TransactWriteCommand['input']['TransactItems']>;

/** False: another request wrote at the same moment, and the caller looks again. */
async function transact(store: Store, TransactItems: TransactItems): Promise<boolean> {
  try {
    await store.db.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (nameOf(error) === 'TransactionCanceledException') return false;
    return reach(() => Promise.reject(error));
  }
}

async function readItem(store: Store, keyId: string): Promise<KeyItem | undefined> {
  const Key = apiKeyKey(keyId);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  return got.Item as unknown as KeyItem | undefined;
}

/** Only what the schema names leaves: never the hash. */
function keyOf({ key, lastUsedAt, revokedAt }: KeyItem): ApiKey {
  return ApiKey.parse({ ...key, lastUsedAt, revokedAt });
}

const notFound = (keyId: string): ErrandError => new ErrandError('key.not-found', `There is no API key ${keyId}.`);
