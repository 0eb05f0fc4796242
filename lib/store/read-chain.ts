/** Reads a whole stream with its chain, as it lies in the table: for audits. Checks nothing; the caller has checked whose it is. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ChainedEvent } from '../domain/audit-line.ts';
import { CHAIN_START } from '../domain/chain.ts';
import type { StreamId } from '../domain/ids.ts';
import { storedEventOf } from './items.ts';
import { eventPrefix } from './keys.ts';
import { readState } from './reads.ts';
import { reach, type Store } from './store.ts';

export interface ReadChain {
  readonly events: readonly ChainedEvent[];
  /** What the stream's state says of its last event. */
  readonly head: { readonly seq: number; readonly hash: string };
}

const MAX_TRIES = 5;

/** Where something is appended meanwhile, reads again, so that the head is that of the events. */
export async function readChain(store: Store, stream: StreamId): Promise<ReadChain> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await readState(store, stream);
    const events = await readAll(store, stream);
    const after = await readState(store, stream);
    const head = { seq: after?.seq ?? 0, hash: after?.head ?? CHAIN_START };
    if (before?.head === after?.head || attempt === MAX_TRIES) return { events, head };
  }
}

/** By their prefix, so that a row that nobody appended shows too, whatever its number. */
async function readAll(store: Store, stream: StreamId): Promise<ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': stream, ':prefix': eventPrefix },
      ConsistentRead: true,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const page = await reach(() => store.db.send(command));
    for (const item of page.Items ?? []) {
      events.push({ event: storedEventOf(item), prev: typeof item.prev === 'string' ? item.prev : undefined });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return events;
}
