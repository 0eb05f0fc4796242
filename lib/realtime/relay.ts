/** Delivers what was written: each event to its owner's sockets, and `task.queued` to the workers' queue. Writes no event itself. */

import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Stored } from '../domain/events.ts';
import { isEventKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { type Connection, connectionsOf, removeConnection } from './connections.ts';
import type { Push } from './push.ts';

export interface RelayDeps {
  readonly store: Store;
  readonly push: Push;
  /** Puts `{v: 1, taskId}` on the workers' queue. */
  queueTask(taskId: string): Promise<void>;
  /** Told of what went wrong without stopping the delivery. Never given an event's data. */
  warn?(what: string, error: unknown): void;
}

type OwnerConnections = (ownerId: string) => Promise<Connection[]>;

/**
 * Goes through the batch in order and stops at the first record it cannot deliver: that one and all after it come again,
 * so the order within a stream holds, and everything is delivered at least once.
 */
export async function relay(deps: RelayDeps, batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const connections = rememberPerBatch(deps.store);
  for (const record of batch.Records) {
    try {
      await deliver(deps, record, connections);
    } catch (error) {
      deps.warn?.('A record could not be relayed and comes again.', error);
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

async function deliver(deps: RelayDeps, record: DynamoDBRecord, connections: OwnerConnections): Promise<void> {
  const event = eventOf(record);
  if (event === undefined) return;
  if (event.type === 'task.queued') await deps.queueTask(event.data.taskId);
  const followers = (await connections(event.ownerId)).filter(connection => connection.streams.has(event.stream));
  await Promise.all(followers.map(connection => pushTo(deps, connection.connectionId, event)));
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
  const { pk, sk, ...event } = unmarshall(image as Parameters<typeof unmarshall>[0]);
  // Only append writes under event keys, and it writes whole stored events: the key is the check.
  return isEventKey({ pk: String(pk), sk: String(sk) }) ? (event as Stored) : undefined;
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
