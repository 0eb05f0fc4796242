/** The records of open sockets: whose each is, and which streams it follows. Never talks to a socket itself. */

import { DeleteCommand, GetCommand, paginateQuery, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import type { StreamId } from '../domain/ids.ts';
import { connectionKey, expiryAttribute, ownerConnectionKey, ownerConnectionPrefix } from '../store/keys.ts';
import { isConditionFailure, reach, type Store } from '../store/store.ts';

/** API Gateway ends a socket after 2 h; the record may outlive it by a little, never fall short. */
const CONNECTION_SECONDS = 2 * 3_600 + 600;
/** One socket follows at most this many streams, which bounds its record (400 KB an item, some 32 bytes a stream). */
export const MAX_SUBSCRIPTIONS = 100;

export interface Connection {
  readonly connectionId: string;
  readonly streams: ReadonlySet<string>;
  /** Where it was opened with an API key's ticket. */
  readonly keyId: string | undefined;
}

export async function addConnection(
  store: Store,
  connectionId: string,
  { ownerId, keyId }: { readonly ownerId: string; readonly keyId?: string | undefined },
): Promise<void> {
  const TableName = store.table;
  const common = {
    ownerId,
    connectionId,
    keyId,
    [expiryAttribute]: Math.ceil(store.clock() / 1_000) + CONNECTION_SECONDS,
  };
  await reach(() =>
    store.db.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { ...connectionKey(connectionId), ...common } } },
          { Put: { TableName, Item: { ...ownerConnectionKey(ownerId, connectionId), ...common, streams: {} } } },
        ],
      }),
    ),
  );
}

/** Does nothing where the connection is already gone: a disconnect and a failed push may both come here. */
export async function removeConnection(store: Store, connectionId: string): Promise<void> {
  const { Attributes } = await reach(() =>
    store.db.send(
      new DeleteCommand({ TableName: store.table, Key: connectionKey(connectionId), ReturnValues: 'ALL_OLD' }),
    ),
  );
  const ownerId: unknown = Attributes?.ownerId;
  if (typeof ownerId !== 'string') return;
  await store.db.send(new DeleteCommand({ TableName: store.table, Key: ownerConnectionKey(ownerId, connectionId) }));
}

/** A revoked key's sockets hear nothing more and can follow nothing more; API Gateway ends them within 2 h. */
export async function removeConnectionsOfKey(store: Store, ownerId: string, keyId: string): Promise<void> {
  const opened = (await connectionsOf(store, ownerId)).filter(connection => connection.keyId === keyId);
  await Promise.all(opened.map(({ connectionId }) => removeConnection(store, connectionId)));
}

export async function ownerOfConnection(store: Store, connectionId: string): Promise<string> {
  const { Item } = await reach(() =>
    store.db.send(new GetCommand({ TableName: store.table, Key: connectionKey(connectionId), ConsistentRead: true })),
  );
  if (typeof Item?.ownerId === 'string') return Item.ownerId;
  throw new ErrandError('ticket.invalid', 'This connection is not known; connect again with a fresh ticket.');
}

/** Records that the connection follows the stream. Whether its owner may see it is for the caller to have checked. */
export async function addSubscription(
  store: Store,
  ownerId: string,
  connectionId: string,
  stream: StreamId,
): Promise<void> {
  const command = new UpdateCommand({
    TableName: store.table,
    Key: ownerConnectionKey(ownerId, connectionId),
    UpdateExpression: 'SET streams.#stream = :since',
    ConditionExpression: 'attribute_exists(pk) AND (size(streams) < :max OR attribute_exists(streams.#stream))',
    ExpressionAttributeNames: { '#stream': stream },
    ExpressionAttributeValues: { ':since': store.clock(), ':max': MAX_SUBSCRIPTIONS },
  });
  await reach(() => store.db.send(command)).catch((error: unknown) => {
    if (!isConditionFailure(error)) throw error;
    throw new ErrandError(
      'request.invalid',
      `A socket follows at most ${MAX_SUBSCRIPTIONS} streams; unsubscribe from one.`,
    );
  });
}

export async function removeSubscription(
  store: Store,
  ownerId: string,
  connectionId: string,
  stream: StreamId,
): Promise<void> {
  const command = new UpdateCommand({
    TableName: store.table,
    Key: ownerConnectionKey(ownerId, connectionId),
    UpdateExpression: 'REMOVE streams.#stream',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#stream': stream },
  });
  await reach(() => store.db.send(command)).catch((error: unknown) => {
    if (!isConditionFailure(error)) throw error;
  });
}

/** Reads consistently: a subscription recorded before an event was written is always seen by the relay of that event. */
export async function connectionsOf(store: Store, ownerId: string): Promise<Connection[]> {
  const { pk } = ownerConnectionKey(ownerId, '');
  const pages = paginateQuery(
    { client: store.db },
    {
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': ownerConnectionPrefix },
      ConsistentRead: true,
    },
  );
  const found: Connection[] = [];
  for await (const page of pages) {
    for (const item of page.Items ?? []) {
      const streams: unknown = item.streams;
      const names = typeof streams === 'object' && streams !== null ? Object.keys(streams) : [];
      const keyId = typeof item.keyId === 'string' ? item.keyId : undefined;
      found.push({ connectionId: String(item.connectionId), streams: new Set(names), keyId });
    }
  }
  return found;
}
