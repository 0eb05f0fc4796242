/** The chain of events on the real engine: whoever changes, removes or adds a row of the table afterwards is found out by the export. */

import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportAudit } from '../../../lib/api/export-audit.ts';
import { CHAIN_START, hashOfEvent } from '../../../lib/domain/chain.ts';
import { type StreamId, sessionStream, taskStream } from '../../../lib/domain/ids.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { verifyAudit } from '../../../lib/domain/verify-audit.ts';
import { append } from '../../../lib/store/append.ts';
import { changeSession, changeTask, changeTaskAndSession } from '../../../lib/store/change.ts';
import { eventKey, stateKey } from '../../../lib/store/keys.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readChain } from '../../../lib/store/read-chain.ts';
import { readEvents, readTask } from '../../../lib/store/reads.ts';
import { countedIds, sampleConsent, sampleProposal, sampleResult, sampleTask } from '../../support/domain-samples.ts';
import { laySession, message } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

/** A conversation with a consent, and its task up to its end, by every kind of writer that there is. */
async function layErrand(): Promise<Task> {
  const { store } = table;
  const session = await laySession(store, ids);
  const of = { ownerId: 'alice', sessionId: session.sessionId };
  const proposal = sampleProposal(ids, session.sessionId);
  await changeSession(store, of, () => [message(ids, 'hello'), { type: 'proposal.made', data: { proposal } }]);
  const sample = sampleTask(ids);
  const consent = { ...sampleConsent(ids, proposal), taskId: sample.taskId };
  const task: Task = { ...sample, sessionId: session.sessionId, consent };
  const { taskId } = task;
  await changeTaskAndSession(store, { ...of, taskId }, () => ({
    session: [{ type: 'consent.given', data: { consent } }],
    task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
    createTask: task,
  }));
  const { fence } = await takeLease(store, taskId, { workerId: 'w', leaseMs: 60_000 });
  const page = { step: 1, url: 'https://a.test/', title: 'half \ud83d', text: 'page text', ms: 0.1 + 0.2 };
  const secret = { name: 'shop-password', origin: 'https://a.test' };
  await changeTask(
    store,
    taskId,
    () => [
      { type: 'page.observed', data: { ...page, ms: 3 } },
      { type: 'secret.used', data: secret },
    ],
    { fence },
  );
  await changeTask(store, taskId, () => [{ type: 'cancel.requested', data: { reason: undefined } }]);
  await changeTask(store, taskId, () => [{ type: 'task.finished', data: { result: sampleResult('cancelled') } }], {
    fence,
  });
  return (await readTask(store, 'alice', taskId)).state;
}

const faultsOf = async (task: Task, earlier?: string): Promise<readonly string[]> =>
  verifyAudit(await exportAudit(table.store, task), earlier).faults.map(({ what }) => what);

type Item = Readonly<Record<string, unknown>>;

/** Puts an event's row back, changed: what somebody with the right to write in the table could do. */
async function put(stream: StreamId, seq: number, change: (item: Item) => Item): Promise<void> {
  const { db, table: TableName } = table.store;
  const { Item = {} } = await db.send(new GetCommand({ TableName, Key: eventKey(stream, seq) }));
  await db.send(new PutCommand({ TableName, Item: { ...Item, ...change(Item) } }));
}

const setHead = (stream: StreamId, head: string) =>
  table.store.db.send(
    new UpdateCommand({
      TableName: table.store.table,
      Key: stateKey(stream),
      UpdateExpression: 'SET head = :head',
      ExpressionAttributeValues: { ':head': head },
    }),
  );

describe('an untouched audit', () => {
  it('holds, by every writer there is, and names the heads', async () => {
    const task = await layErrand();
    const text = await exportAudit(table.store, task);
    const check = verifyAudit(text);
    expect(check.faults).toEqual([]);
    expect(check.streams.map(({ stream, events }) => [stream, events])).toEqual([
      [sessionStream(task.sessionId), 4],
      [taskStream(task.taskId), 6],
    ]);
  });

  it('shows who agreed to what and what left the house, and no word of a page or a message', async () => {
    const text = await exportAudit(table.store, await layErrand());
    const shown = text.split('\n').flatMap(line => (line.includes('"data"') ? [JSON.parse(line).type] : []));
    expect(shown).toEqual([
      'proposal.made',
      'consent.given',
      'task.queued',
      'task.started',
      'secret.used',
      'cancel.requested',
      'task.finished',
    ]);
    expect(text).toContain('"name":"shop-password"');
    expect(text).not.toMatch(/page text|hello/);
  });

  it('keeps its links to itself: readers of events see none', async () => {
    const task = await layErrand();
    const [first] = await readEvents(table.store, taskStream(task.taskId), { after: 0, limit: 1 });
    expect(Object.keys(first ?? {}).toSorted()).toEqual(['at', 'data', 'ownerId', 'seq', 'stream', 'type', 'v']);
  });

  it('is still the beginning of a later one', async () => {
    const { store } = table;
    const task = await layErrand();
    const earlier = await exportAudit(store, task);
    await changeSession(store, task, () => [message(ids, 'thanks')]);
    expect(await faultsOf(task, earlier)).toEqual([]);
  });
});

describe('a tampered table', () => {
  it('is found out where the data of an event was changed', async () => {
    const task = await layErrand();
    const [session, own] = [sessionStream(task.sessionId), taskStream(task.taskId)];
    await put(session, 4, ({ data }) => ({
      data: JSON.parse(JSON.stringify(data).replaceAll('example.com', 'evil.test')),
    }));
    await put(own, 4, () => ({ data: { name: 'shop-password', origin: 'https://evil.test' } }));
    expect(await faultsOf(task)).toEqual([
      `Event 4 of ${session} is not the one that the head names.`,
      `Event 5 of ${own} does not follow from the event before: one of the two was changed.`,
    ]);
  });

  it('is found out where what the audit does not show was changed', async () => {
    const task = await layErrand();
    await put(taskStream(task.taskId), 3, () => ({
      data: { step: 1, url: 'https://b.test/', title: '', text: '', ms: 3 },
    }));
    expect(await faultsOf(task)).toHaveLength(1);
  });

  it.each([{ at: '2026-01-01T00:00:00.000Z' }, { ownerId: 'bob' }, { type: 'stuck.noticed' }, { prev: CHAIN_START }])(
    'is found out where an event has another %o',
    async change => {
      const task = await layErrand();
      await put(taskStream(task.taskId), 2, () => change);
      expect(await faultsOf(task)).not.toEqual([]);
    },
  );

  it.each([1, 3, 6])('is found out where event %i was removed', async seq => {
    const task = await layErrand();
    const { store } = table;
    await store.db.send(new DeleteCommand({ TableName: store.table, Key: eventKey(taskStream(task.taskId), seq) }));
    expect(await faultsOf(task)).not.toEqual([]);
  });

  it('is found out where an event was put at the end', async () => {
    const task = await layErrand();
    await put(taskStream(task.taskId), 5, () => ({ ...eventKey(taskStream(task.taskId), 7), seq: 7 }));
    expect(await faultsOf(task)).not.toEqual([]);
  });

  it('is found out where an event was put between', async () => {
    const task = await layErrand();
    await put(taskStream(task.taskId), 5, ({ sk }) => ({ sk: `${sk}x` }));
    expect(await faultsOf(task)).not.toEqual([]);
  });

  it('is found out by an earlier export alone where somebody made the whole chain anew', async () => {
    const { store } = table;
    const task = await layErrand();
    const stream = taskStream(task.taskId);
    const earlier = await exportAudit(store, task);
    const { events } = await readChain(store, stream);
    let head = CHAIN_START;
    for (const { event } of events) {
      const prev = head;
      const data = event.type === 'secret.used' ? { ...event.data, origin: 'https://evil.test' } : event.data;
      await put(stream, event.seq, () => ({ data, prev }));
      head = hashOfEvent({ ...event, data }, prev);
    }
    await setHead(stream, head);
    expect(await faultsOf(task)).toEqual([]);
    expect(await faultsOf(task, earlier)).toEqual([`Event 4 of ${stream} is not what it was in the earlier export.`]);
  });

  it('is found out where its head was changed, whatever is appended then', async () => {
    const { store } = table;
    const task = await layErrand();
    await setHead(sessionStream(task.sessionId), `sha256:${'a'.repeat(64)}`);
    expect(await faultsOf(task)).toHaveLength(1);
    await changeSession(store, task, () => [message(ids, 'next')]);
    expect(await faultsOf(task)).toHaveLength(1);
  });

  it('takes no event of a writer that read another head', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const at = { stream: sessionStream(session.sessionId), ownerId: 'alice', after: 1, state: session };
    const write = { ...at, events: [message(ids, 'next')] };
    for (const head of [undefined, CHAIN_START]) {
      await expect(append(store, [{ ...write, head }])).rejects.toMatchObject({ code: 'stream.conflict' });
    }
  });
});
