/** The table in memory is the real engine's equal: the same random doings on both give the same answers and leave the same rows. ERRAND_DEEDS=5000 does more. */

import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { isErrandError } from '../../lib/domain/errors.ts';
import type { Store } from '../../lib/store/store.ts';
import { countedIds } from '../support/domain-samples.ts';
import { openMemoryStore } from '../support/memory/memory-store.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { type Dice, dieFrom } from './dice.ts';
import { rawCommandBy } from './raw-commands.ts';
import { deedBy, type Known } from './store-deeds.ts';

const uuid = vi.hoisted(() => {
  const own = { count: 0, next: (): string => '' };
  own.next = () => {
    own.count += 1;
    return `uuid-of-twenty-and-more-${String(own.count).padStart(6, '0')}`;
  };
  return own;
});
vi.mock('node:crypto', async given => ({
  ...(await given<typeof import('node:crypto')>()),
  // What only differs by chance would hide what differs by a slip.
  randomUUID: uuid.next,
}));
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

const DEEDS = Number(process.env.ERRAND_DEEDS ?? 250);
const SEED = Number(process.env.ERRAND_SEED ?? 1);
const EACH_MS = 1_000;

let real: TestTable | undefined;
let memory: Store;
beforeEach(async () => {
  await real?.close();
  real = await openTestTable();
  memory = openMemoryStore(real.store.clock).store;
});
afterAll(() => real?.close());

type Done = { readonly did: unknown } | { readonly threw: unknown };

/** What callers can tell: the answer, or what kind of error it was. */
async function doneBy(doing: Promise<unknown>): Promise<Done> {
  try {
    return { did: withoutNotes(await doing) };
  } catch (error) {
    if (isErrandError(error)) return { threw: [error.code, error.detail] };
    const { name, CancellationReasons, Item } = error as {
      name: string;
      CancellationReasons?: unknown;
      Item?: unknown;
    };
    const codes = Array.isArray(CancellationReasons)
      ? CancellationReasons.map(({ Code }) => Code ?? 'None')
      : undefined;
    return { threw: { name, codes, Item } };
  }
}

function withoutNotes(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const { $metadata: _metadata, ...rest } = answer as Record<string, unknown>;
  const { ConsumedCapacity: _capacity, ItemCollectionMetrics: _metrics, ScannedCount: _count, ...own } = rest;
  const { cursor } = own;
  // The order of a cursor's names means nothing.
  const place: unknown = typeof cursor === 'string' ? JSON.parse(Buffer.from(cursor, 'base64url').toString()) : cursor;
  return { ...own, cursor: place };
}

async function rowsOf({ db, table }: Store): Promise<readonly unknown[]> {
  const rows: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

const nameOf = ({ pk, sk }: Record<string, unknown>): string => `${pk} ${sk}`;

async function compare(at: string, doing: (store: Store) => Promise<unknown>): Promise<Done> {
  if (real === undefined) throw new Error('There is no engine.');
  const before = uuid.count;
  const expected = await doneBy(doing(real.store));
  uuid.count = before;
  const got = await doneBy(doing(memory));
  expect(got, at).toEqual(expected);
  return got;
}

test('for commands and expressions of every kind', { timeout: DEEDS * EACH_MS }, async () => {
  const dice: Dice = dieFrom(SEED);
  for (let count = 1; count <= DEEDS; count += 1) {
    const { name, do: send } = rawCommandBy(dice, `token-${dice.below(6)}`);
    await compare(`${count}: ${name}`, send);
    if (count % 50 === 0 && real !== undefined) expect(await rowsOf(memory)).toEqual(await rowsOf(real.store));
  }
});

test('but it refuses what no expression uses, as DynamoDB does and the engine does not', async () => {
  const { db, table: TableName } = memory;
  const Item = { pk: 'p', sk: 's' };
  const of = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  const given = { ExpressionAttributeValues: { ':unused': 1 } };
  await expect(db.send(new PutCommand({ ...of, ...given }))).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(db.send(new PutCommand(of))).resolves.toBeDefined();
});

test('for all that the store does', { timeout: DEEDS * EACH_MS }, async () => {
  const dice = dieFrom(SEED);
  const known: Known = { owners: ['owner-1', 'owner-2'], tasks: [], cursors: [], claims: [] };
  let deeds = 0;
  for (let count = 1; count <= DEEDS; count += 1) {
    real?.advance(dice.one([0, 10, 1_000, 40_000]));
    const { name, do: doing } = deedBy(dice, known);
    // Both make the same ids, and no two doings the same.
    const idsOf = () => {
      const ids = countedIds();
      return (kind: Parameters<typeof ids>[0]) =>
        ids(kind).replace(/_.{6}(.{14})/, `_000000${String(count).padStart(14, '0')}`);
    };
    const done = await compare(`${count}: ${name}`, store => doing(store, idsOf()));
    if ('did' in done) deeds += 1;
    if ('did' in done) remember(known, done.did);
    if (count % 50 === 0 && real !== undefined) expect(await rowsOf(memory), name).toEqual(await rowsOf(real.store));
  }
  // Else they only ever refuse the same.
  expect(deeds).toBeGreaterThan(DEEDS / 4);
});

function remember({ tasks, cursors, claims }: Known, did: unknown): void {
  if (typeof did !== 'object' || did === null) return;
  const found = did as { taskId?: string; sessionId?: string; ownerId?: string; cursor?: object; claim?: string };
  const { taskId, sessionId, ownerId, cursor, claim } = found;
  if (taskId !== undefined && sessionId !== undefined && ownerId !== undefined)
    tasks.push({ taskId, sessionId, ownerId });
  if (cursor !== undefined) cursors.push(Buffer.from(JSON.stringify(cursor)).toString('base64url'));
  if (claim !== undefined) claims.push(claim);
}
