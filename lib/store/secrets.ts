/** The owner's secrets in the table: what they are for in the open, their value sealed. Opens none. */

import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import type { SecretFacts } from '../domain/secret.ts';
import { secretKey, secretPrefix } from './keys.ts';
import { isConditionFailure, reach, type Store } from './store.ts';

export interface SecretRecord extends SecretFacts {
  readonly ownerId: string;
  /** Goes up by one with each value. */
  readonly version: number;
  /** As lib/secrets made it; to the table it is a map of texts. */
  readonly sealed: Readonly<Record<string, string | number>>;
  /** ISO 8601, as the others. */
  readonly madeAt: string;
  readonly updatedAt: string;
  readonly lastUsedAt?: string;
}

export async function findSecret(store: Store, ownerId: string, name: string): Promise<SecretRecord | undefined> {
  const Key = secretKey(ownerId, name);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  return got.Item === undefined ? undefined : recordOf(got.Item);
}

/** By name. */
export async function listSecrets(store: Store, ownerId: string): Promise<readonly SecretRecord[]> {
  const records: SecretRecord[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': secretKey(ownerId, '').pk, ':prefix': secretPrefix },
      ConsistentRead: true,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const page = await reach(() => store.db.send(command));
    records.push(...(page.Items ?? []).map(recordOf));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return records;
}

/** On condition of the version before it. Throws `stream.conflict` where another write came between. */
export async function putSecret(store: Store, record: SecretRecord): Promise<void> {
  const command = new PutCommand({
    TableName: store.table,
    Item: { ...secretKey(record.ownerId, record.name), ...record },
    ...(record.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :before', ExpressionAttributeValues: { ':before': record.version - 1 } }),
  });
  try {
    await reach(() => store.db.send(command));
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    throw new ErrandError('stream.conflict', `The secret "${record.name}" was changed at the same moment.`);
  }
}

/** Throws `secret.not-found`. */
export async function deleteSecret(store: Store, ownerId: string, name: string): Promise<void> {
  const command = new DeleteCommand({
    TableName: store.table,
    Key: secretKey(ownerId, name),
    ConditionExpression: 'attribute_exists(pk)',
  });
  try {
    await reach(() => store.db.send(command));
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    throw new ErrandError('secret.not-found', `There is no secret "${name}".`);
  }
}

/** One that was removed meanwhile stays removed. */
export async function markSecretUsed(store: Store, ownerId: string, name: string): Promise<void> {
  const command = new UpdateCommand({
    TableName: store.table,
    Key: secretKey(ownerId, name),
    UpdateExpression: 'SET lastUsedAt = :now',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': new Date(store.clock()).toISOString() },
  });
  try {
    await reach(() => store.db.send(command));
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}

/** Only ever written by `putSecret`, so its shape is ours. */
function recordOf({ pk: _pk, sk: _sk, ...item }: Record<string, unknown>): SecretRecord {
  return item as unknown as SecretRecord;
}
