/** Which sockets watch a run's page live: a row each, good for a minute. Whether they may is for the caller to have checked. */

import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { connectionKey, expiryAttribute, watchKey, watchPrefix } from './keys.ts';
import { reach, type Store } from './store.ts';

const WATCH_MS = 60_000;
/** More watch in vain: a picture is sent to each by itself. */
export const MAX_WATCHERS = 10;

export interface Watcher {
  readonly taskId: string;
  readonly connectionId: string;
}

export interface Watching {
  readonly connectionId: string;
  /** Ms since the epoch. Another than before: it was asked anew. */
  readonly until: number;
}

/** Again: for longer. Returns until when, ms since the epoch. */
export async function addWatcher(store: Store, { taskId, connectionId }: Watcher): Promise<number> {
  const until = store.clock() + WATCH_MS;
  const expiry = { [expiryAttribute]: Math.ceil(until / 1_000) };
  const Item = { ...watchKey(taskId, connectionId), connectionId, until, ...expiry };
  await reach(() => store.db.send(new PutCommand({ TableName: store.table, Item })));
  return until;
}

export async function removeWatcher(store: Store, { taskId, connectionId }: Watcher): Promise<void> {
  const command = new DeleteCommand({ TableName: store.table, Key: watchKey(taskId, connectionId) });
  await reach(() => store.db.send(command));
}

/**
 * Their connections, as far as they are open and the owner's: a revoked key's socket watches no more. Not consistent, which halves
 * its price: it is asked again in a moment.
 */
export async function watchersOf(
  store: Store,
  { taskId, ownerId }: { readonly taskId: string; readonly ownerId: string },
): Promise<readonly Watching[]> {
  const command = new QueryCommand({
    TableName: store.table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': watchKey(taskId, '').pk, ':prefix': watchPrefix },
  });
  const { Items = [] } = await reach(() => store.db.send(command));
  const now = store.clock();
  // A page that is loaded anew leaves its last row behind: who asked last is the likeliest to be there.
  const watching = Items.flatMap(({ connectionId, until }) =>
    typeof connectionId === 'string' && Number(until) > now ? [{ connectionId, until: Number(until) }] : [],
  )
    .toSorted((one, other) => other.until - one.until)
    .slice(0, MAX_WATCHERS);
  const open = await Promise.all(watching.map(({ connectionId }) => isOpenFor(store, ownerId, connectionId)));
  return watching.filter((_, index) => open[index]);
}

async function isOpenFor(store: Store, ownerId: string, connectionId: string): Promise<boolean> {
  const command = new GetCommand({ TableName: store.table, Key: connectionKey(connectionId) });
  return (await reach(() => store.db.send(command))).Item?.ownerId === ownerId;
}
