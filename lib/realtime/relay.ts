/** Delivers what was written: each event to its owner's sockets, and `task.queued` to the workers' queue. Writes no event itself. */

import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { EventOf, Stored } from '../domain/events.ts';
import { storedEventOf } from '../store/items.ts';
import { isEventKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { within } from '../telemetry/ambient.ts';
import { type Connection, connectionsOf, removeConnection } from './connections.ts';
import type { Push } from './push.ts';

export interface RelayDeps {
  readonly store: Store;
  readonly push: Push;
  /** Puts `{v: 1, taskId}` on the workers' queue. `notBefore` (ISO 8601): nobody is to receive it earlier. */
  queueTask(taskId: string, notBefore?: string): Promise<void>;
  /** Told of what went wrong without stopping the delivery. Never given an event's data. */
  warn?(what: string, error: unknown): void;
}

type OwnerConnections = (ownerId: string) => Promise<Connection[]>;

/**
 * Streams are delivered side by side, each in its own order, for a slow socket of one owner must not hold up another's task.
 * A stream stops at the first record that cannot be delivered; that one and all of the batch after it come again, so that the
 * order within a stream holds and everything is delivered at least once.
 *
 *   batch    a1  b1  a2  c1  b2  a3
 *   a        ●───────●───────────●
 *   b            ●───────────✗            comes again from b2 on: b2, and a3 a second time
 *   c                    ●
 */
export async function relay(deps: RelayDeps, { Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const connections = rememberPerBatch(deps.store);
  const streams = Map.groupBy(Records.keys(), index => Records[index]?.dynamodb?.Keys?.pk?.S ?? '');
  const stops = await Promise.all(
    [...streams.values()].map(indexes => deliverStream(deps, { Records, indexes, connections })),
  );
  const first = Math.min(...stops);
  if (!Number.isFinite(first)) return { batchItemFailures: [] };
  return { batchItemFailures: [{ itemIdentifier: Records[first]?.dynamodb?.SequenceNumber ?? '' }] };
}

interface StreamPart {
  readonly Records: readonly DynamoDBRecord[];
  /** Of the records of one stream, in their order. */
  readonly indexes: readonly number[];
  readonly connections: OwnerConnections;
}

/** The index of the record at which it stopped; infinity where it did not. */
async function deliverStream(deps: RelayDeps, { Records, indexes, connections }: StreamPart): Promise<number> {
  for (const index of indexes) {
    const record = Records[index];
    try {
      if (record !== undefined) await deliver(deps, record, connections);
    } catch (error) {
      deps.warn?.('A record could not be relayed and comes again.', error);
      return index;
    }
  }
  return Number.POSITIVE_INFINITY;
}

async function deliver(deps: RelayDeps, record: DynamoDBRecord, connections: OwnerConnections): Promise<void> {
  const event = eventOf(record);
  if (event === undefined) return;
  if (event.type === 'task.queued') await queue(deps, event);
  const followers = (await connections(event.ownerId)).filter(connection => connection.streams.has(event.stream));
  await Promise.all(followers.map(connection => pushTo(deps, connection.connectionId, event)));
}

/** Under the ids of the request that it came of, which is another invocation's. */
async function queue(deps: RelayDeps, { ownerId, data }: Stored<EventOf<'task.queued'>>): Promise<void> {
  const { taskId, notBefore, origin } = data;
  const known = { taskId, ownerId, ...(origin && { ...origin, parent: origin.traceparent }) };
  await within(known, () => deps.queueTask(taskId, notBefore));
}

/**
 * A socket that cannot be reached must not hold up the tasks of everybody: it is closed, and its client, back with a fresh
 * ticket, asks for what it missed by number.
 */
async function pushTo(deps: RelayDeps, connectionId: string, event: Stored): Promise<void> {
  try {
    if ((await deps.push.send(connectionId, { type: 'event', event })) === 'sent') return;
  } catch (error) {
    deps.warn?.('A socket did not take an event and is closed.', error);
    await deps.push.close(connectionId).catch(() => undefined);
  }
  await removeConnection(deps.store, connectionId);
}

function eventOf(record: DynamoDBRecord): Stored | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image === undefined) return undefined;
  const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
  // Only append writes under event keys, and it writes whole stored events: the key is the check.
  return isEventKey({ pk: String(item.pk), sk: String(item.sk) }) ? storedEventOf(item) : undefined;
}

/**
 * The connections of an owner are read once a batch. That is safe: whoever subscribes later replays from the table, where
 * all of this batch already is.
 */
function rememberPerBatch(store: Store): OwnerConnections {
  const known = new Map<string, Promise<Connection[]>>();
  return ownerId => {
    const found = known.get(ownerId) ?? connectionsOf(store, ownerId);
    known.set(ownerId, found);
    return found;
  };
}
