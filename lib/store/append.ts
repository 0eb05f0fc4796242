/** THE one write path: events, the states they make and what goes with them, in one transaction. Decides nothing, delivers nothing. */

import { randomUUID } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { CHAIN_START, hashOfEvent, storable } from '../domain/chain.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Stored } from '../domain/events.ts';
import { MAX_EVENT_BYTES } from '../domain/max-event-bytes.ts';
import { waitBeforeRetry } from './backoff.ts';
import { explainCancel, isOwnWrite, reasonCodes } from './explain-cancel.ts';
import { putDone } from './idempotency.ts';
import { eventItemOf } from './items.ts';
import { eventKey, type Key } from './keys.ts';
import { settlementOf, settleParts, takeParts } from './quota.ts';
import { updateState } from './state-update.ts';
import { nameOf, type Store } from './store.ts';
import type { Alongside, Commit, Part, StreamWrite, TransactItem } from './write.ts';

export type { Alongside, StreamWrite } from './write.ts';

/** An item that is written once and never changes: an event, a consent, an artifact's record. */
const IS_NEW = 'attribute_not_exists(pk)';
/** DynamoDB's own limit for one transaction. */
const MAX_PARTS = 100;
const MAX_TRIES = 4;

/**
 * Throws `stream.conflict`, `task.lease-lost`, `task.lease-held`, `idempotency.*`, `quota.*`, `event.too-large`,
 * `store.unavailable`.
 * After an error other than `store.unavailable` nothing was written; after that one it is unknown, and the caller's
 * Idempotency-Key or the stream's number tells.
 */
export async function append(
  store: Store,
  writes: readonly StreamWrite[],
  alongside: Alongside = {},
): Promise<Stored[]> {
  const writeId = randomUUID();
  const at = new Date(store.clock()).toISOString();
  // An event's text comes back in the state: a question, the values of an approval. What no table takes goes into neither.
  const effective = writes
    .filter(write => write.events.length > 0)
    .map(write => ({ ...write, state: storable(write.state) }));
  const chained = effective.map(write => ({ write, ...chainEvents(write, at) }));
  const links = chained.flatMap(({ events }) => events);
  const stored = links.map(({ event }) => event);
  const parts = [
    ...chained.map(({ write, head }): Part => ({ kind: 'state', write, item: updateState(store.table, write, head) })),
    ...links.map((link): Part => ({ kind: 'event', item: putEvent(store, link, writeId) })),
    ...(alongside.puts ?? []).map((put): Part => ({ kind: 'put', item: putOnce(store, put.key, put.item) })),
    ...(alongside.idempotency === undefined
      ? []
      : [{ kind: 'idempotency', item: putDone(store, alongside.idempotency) } satisfies Part]),
    ...quotaItems(store, effective, alongside).map((item): Part => ({ kind: 'quota', item })),
  ];
  if (parts.length > MAX_PARTS) {
    throw new ErrandError('internal.unexpected', `An append of ${parts.length} parts; ${MAX_PARTS} is the limit.`);
  }
  if (parts.length > 0) await commit(store, { parts, writeId, first: stored[0], alongside });
  for (const write of effective) store.written?.(write);
  return stored;
}

/**
 * The same token goes with every try, so that DynamoDB answers a repeated transaction with its first success for 10
 * minutes. Where that fails too, a failed condition is checked against the write id of the first event.
 */
async function commit(store: Store, plan: Commit): Promise<void> {
  const input = { TransactItems: plan.parts.map(part => part.item), ClientRequestToken: plan.writeId };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await store.db.send(new TransactWriteCommand(input));
      return;
    } catch (error) {
      const outcome = classify(error);
      switch (outcome) {
        case 'condition-failed':
          if (await isOwnWrite(store, plan)) return;
          throw await explainCancel(store, plan, error);
        case 'refused':
          throw new ErrandError('internal.unexpected', `The table refused the write: ${nameOf(error)}.`, {}, error);
        case 'contended':
          if (attempt === MAX_TRIES) throw new ErrandError('stream.conflict', 'Others write here too.', {}, error);
          break;
        case 'unclear':
          if (attempt === MAX_TRIES) {
            throw new ErrandError(
              'store.unavailable',
              `It is unknown whether it was written: ${nameOf(error)}.`,
              {},
              error,
            );
          }
          break;
        default:
          outcome satisfies never;
      }
      await waitBeforeRetry(attempt);
    }
  }
}

type Failure = 'condition-failed' | 'contended' | 'refused' | 'unclear';

function classify(error: unknown): Failure {
  if (nameOf(error) === 'TransactionCanceledException') {
    const codes = reasonCodes(error);
    if (codes.includes('ConditionalCheckFailed')) return 'condition-failed';
    if (codes.includes('ValidationError') || codes.includes('ItemCollectionSizeLimitExceeded')) return 'refused';
    return 'contended';
  }
  if (nameOf(error) === 'TransactionInProgressException' || nameOf(error) === 'TransactionConflictException') {
    return 'contended';
  }
  const refusals = ['ValidationException', 'ResourceNotFoundException', 'IdempotentParameterMismatchException'];
  return refusals.includes(nameOf(error)) || error instanceof TypeError ? 'refused' : 'unclear';
}

function quotaItems(store: Store, writes: readonly StreamWrite[], { take, settle }: Alongside): TransactItem[] {
  const settlements = [...writes.map(settlementOf), settle].filter(one => one !== undefined);
  return [
    ...(take === undefined ? [] : takeParts(store, take)),
    ...settlements.flatMap(settlement => settleParts(store, settlement)),
  ];
}

function numberEvents(write: StreamWrite, at: string): Stored[] {
  return write.events.map((event, index) => {
    const { stream, ownerId } = write;
    const stored = eventItemOf(storable(event), { stream, seq: write.after + index + 1, at, ownerId });
    const bytes = Buffer.byteLength(JSON.stringify(stored));
    if (bytes <= MAX_EVENT_BYTES) return stored;
    throw new ErrandError('event.too-large', `${event.type} has ${bytes} bytes; ${MAX_EVENT_BYTES} is the limit.`, {
      type: event.type,
      bytes,
      limit: MAX_EVENT_BYTES,
    });
  });
}

interface Chained {
  readonly event: Stored;
  readonly prev: string;
}

/** In the same transaction as the state that names the last one's hash: a chain has no gap and no fork. */
function chainEvents(write: StreamWrite, at: string): { readonly events: readonly Chained[]; readonly head: string } {
  let head = write.head ?? CHAIN_START;
  const events = numberEvents(write, at).map(event => {
    const prev = head;
    head = hashOfEvent(event, prev);
    return { event, prev };
  });
  return { events, head };
}

function putEvent(store: Store, { event, prev }: Chained, writeId: string): TransactItem {
  return putOnce(store, eventKey(event.stream, event.seq), { ...event, prev, writeId });
}

function putOnce(store: Store, key: Key, item: Readonly<Record<string, unknown>>): TransactItem {
  return { Put: { TableName: store.table, Item: { ...item, ...key }, ConditionExpression: IS_NEW } };
}
