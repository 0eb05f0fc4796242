/** The choice of the next task on the real table: by rank and by share, whatever the message names, and each task once. */

import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { Priority } from '../../../lib/domain/priority.ts';
import { createTask, type Task } from '../../../lib/domain/task.ts';
import { append } from '../../../lib/store/append.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { byRank } from '../../../lib/store/keys.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readState } from '../../../lib/store/reads.ts';
import { createTable, tableDefinition } from '../../../lib/store/schema.ts';
import { LEASE_SKEW_MS } from '../../../lib/store/seen-lease.ts';
import type { Store } from '../../../lib/store/store.ts';
import { takeNext } from '../../../lib/store/take-next.ts';
import { countedIds, sampleConsent, sampleProposal, sampleResult } from '../../support/domain-samples.ts';
import { takeOver } from '../../support/own-time.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../../support/table.ts';

const ids = countedIds();
const by = { workerId: 'worker', leaseMs: 30_000 };
let table: TestTable;
let store: Store;
beforeEach(async () => {
  table = await openTestTable();
  ({ store } = table);
});
afterEach(() => table.close());

async function queue(ownerId = 'alice', priority?: Priority): Promise<Task> {
  const proposal = sampleProposal(ids);
  const givenAt = new Date(store.clock()).toISOString();
  const consent = { ...sampleConsent(ids, proposal, ownerId), givenAt, ...(priority && { priority }) };
  const task = createTask(proposal, consent);
  const stream = `task/${task.taskId}` as const;
  const events = [{ type: 'task.queued', data: { taskId: task.taskId, reason: 'consented' } }] as const;
  await append(store, [{ stream, ownerId, after: 0, head: undefined, state: task, events }]);
  return task;
}

const write = (task: Task, ...events: readonly TaskEvent[]) => changeTask(store, task.taskId, () => events);
const takeFor = async (named: Task): Promise<string> => (await takeNext(store, named.taskId, by)).task.taskId;
const finish = (task: Task) => write(task, { type: 'task.finished', data: { result: sampleResult('completed') } });
const retry = (task: Task, notBefore: string) => {
  const cause = { code: 'model.unavailable', detail: '503' } as const;
  return write(task, { type: 'task.queued', data: { taskId: task.taskId, reason: 'retried', cause, notBefore } });
};

test('a message of one task gives its worker to the most urgent', async () => {
  const normal = await queue('alice');
  const low = await queue('bob', 'low');
  const urgent = await queue('carol', 'urgent');
  const high = await queue('dave', 'high');
  const order = [await takeFor(low), await takeFor(normal), await takeFor(urgent), await takeFor(high)];
  expect(order).toEqual([urgent, high, normal, low].map(({ taskId }) => taskId));
});

test('a low task that has waited for long is begun before an urgent one that came just now', async () => {
  const low = await queue('alice', 'low');
  table.advance(91 * 60_000);
  const urgent = await queue('bob', 'urgent');
  expect(await takeFor(urgent)).toBe(low.taskId);
});

test('an owner with a long queue leaves room for another, whose task is no more urgent and came later', async () => {
  const flood: Task[] = [];
  for (let count = 0; count < 8; count += 1) flood.push(await queue('alice'));
  table.advance(60_000);
  const other = await queue('bob');
  const order: string[] = [];
  for (const named of flood.slice(0, 3)) order.push(await takeFor(named));
  expect(order.indexOf(other.taskId)).toBe(1);
});

test('another owner is found behind a queue that is longer than one read of the index', async () => {
  const flood: Task[] = [];
  for (let count = 0; count < 120; count += 1) flood.push(await queue('alice'));
  table.advance(60_000);
  const other = await queue('bob');
  const [first, second] = flood;
  if (first === undefined || second === undefined) throw new Error('no flood');
  expect(await takeFor(other)).toBe(first.taskId);
  expect(await takeFor(second)).toBe(other.taskId);
});

test('of twenty workers with the messages of ten tasks each task is begun by one, and the others go without', async () => {
  const tasks: Task[] = [];
  for (let count = 0; count < 10; count += 1) tasks.push(await queue(`owner-${count % 3}`));
  const taken = await Promise.allSettled([...tasks, ...tasks].map(takeFor));
  const begun = taken.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
  expect(begun.toSorted()).toEqual(tasks.map(({ taskId }) => taskId).toSorted());
  const refusals = taken.flatMap(one => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(refusals).toHaveLength(10);
  for (const refusal of refusals) expect(refusal).toContain('task.lease-held');
});

describe('a message that comes again or late', () => {
  test('of a running task gives its worker to another that is queued, and to none where none is', async () => {
    const first = await queue();
    expect(await takeFor(first)).toBe(first.taskId);
    await expect(takeFor(first)).rejects.toMatchObject({ code: 'task.lease-held' });
    const second = await queue();
    expect(await takeFor(first)).toBe(second.taskId);
    await expect(takeFor(second)).rejects.toMatchObject({ code: 'task.lease-held' });
  });

  test('of an ended task says so, and the index knows that task no more', async () => {
    const task = await queue();
    const ranked = async (): Promise<unknown[]> => {
      const scan = new ScanCommand({ TableName: store.table, IndexName: byRank.name });
      return ((await store.db.send(scan)).Items ?? []).map(({ rankList }) => rankList as unknown);
    };
    expect(await ranked()).toEqual(['queued']);
    await takeFor(task);
    expect(await ranked()).toEqual(['running']);
    await finish(task);
    expect(await ranked()).toEqual([]);
    await expect(takeFor(task)).rejects.toMatchObject({ code: 'task.finished' });
  });

  test('of a task whose worker died takes it over where nothing else is queued', async () => {
    const task = await queue();
    await takeFor(task);
    table.advance(30_000 + LEASE_SKEW_MS + 1);
    await expect(takeFor(task)).rejects.toMatchObject({ code: 'task.lease-held' });
    expect((await takeOver(store, task.taskId, by)).fence).toBe(2);
  });
});

describe('what is not to be begun', () => {
  test('is a paused task, and once it is resumed it has its place', async () => {
    const paused = await queue('alice', 'urgent');
    await write(paused, { type: 'pause.requested', data: {} });
    const other = await queue('bob', 'low');
    expect(await takeFor(paused)).toBe(other.taskId);
    const { taskId } = paused;
    await write(
      paused,
      { type: 'resume.requested', data: {} },
      { type: 'task.queued', data: { taskId, reason: 'resumed' } },
    );
    expect(await takeFor(paused)).toBe(taskId);
  });

  test('is a task that rests before its next try, not even by its own message', async () => {
    const resting = await queue('alice', 'urgent');
    await takeFor(resting);
    await retry(resting, new Date(store.clock() + 20_000).toISOString());
    await expect(takeFor(resting)).rejects.toMatchObject({ code: 'task.lease-held' });
    const other = await queue('bob', 'low');
    expect(await takeFor(resting)).toBe(other.taskId);
    table.advance(20_000);
    expect(await takeFor(other)).toBe(resting.taskId);
    expect((await readState<Task>(store, `task/${resting.taskId}`))?.state.notBefore).toBeUndefined();
  });

  test('rests no longer once it is cancelled', async () => {
    const resting = await queue();
    await takeFor(resting);
    await retry(resting, new Date(store.clock() + 20_000).toISOString());
    await write(resting, { type: 'cancel.requested', data: {} });
    const other = await queue('bob', 'urgent');
    expect(await takeFor(other)).toBe(resting.taskId);
  });
});

test('a task that is reclaimed keeps its place, and one that yielded goes behind those that wait', async () => {
  const lost = await queue('alice');
  table.advance(1_000);
  const second = await queue('bob');
  table.advance(1_000);
  await write(lost, { type: 'task.queued', data: { taskId: lost.taskId, reason: 'reclaimed' } });
  expect(await takeFor(second)).toBe(lost.taskId);
  await write(lost, { type: 'task.queued', data: { taskId: lost.taskId, reason: 'yielded' } });
  expect(await takeFor(lost)).toBe(second.taskId);
  expect(await takeFor(second)).toBe(lost.taskId);
});

test('a question that was open when its worker died holds nobody up once another has taken the task over', async () => {
  const task = await queue();
  await takeFor(task);
  const expiresAt = new Date(store.clock() + 3_600_000).toISOString();
  await write(task, { type: 'question.asked', data: { step: 1, questionId: 'qst', question: '?', expiresAt } });
  table.advance(30_000 + LEASE_SKEW_MS + 1);
  expect((await takeOver(store, task.taskId, by)).task.question).toBeUndefined();
});

test('where the index cannot be read, the named task is run all the same, and that is said', async () => {
  const low = await queue('alice', 'low');
  await queue('bob', 'urgent');
  const send = store.db.send.bind(store.db);
  const without = new Proxy(store.db, {
    get: (target, name) =>
      name === 'send'
        ? (command: { input: { IndexName?: string } }) =>
            command.input.IndexName === undefined
              ? send(command as Parameters<typeof send>[0])
              : Promise.reject(Object.assign(new Error('no index'), { name: 'ValidationException' }))
        : Reflect.get(target, name),
  });
  const said: string[] = [];
  const taker = { ...by, blind: (error: Error) => void said.push(error.message) };
  expect((await takeNext({ ...store, db: without }, low.taskId, taker)).task.taskId).toBe(low.taskId);
  expect(said).toHaveLength(1);
});

test('a table from before there were priorities gets the index, and what is queued in it keeps its message', async () => {
  const client = new DynamoDBClient({ region: testRegion, endpoint: table.endpoint, credentials: testCredentials });
  const { AttributeDefinitions = [], GlobalSecondaryIndexes = [], ...rest } = tableDefinition('older');
  const isOld = (name = ''): boolean => name !== 'byRank' && !name.startsWith('rank');
  await client.send(
    new CreateTableCommand({
      ...rest,
      AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => isOld(AttributeName)),
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.filter(({ IndexName }) => isOld(IndexName)),
    }),
  );
  await createTable(client, 'older');
  await createTable(client, 'older');
  store = { ...store, table: 'older' };
  const low = await queue('alice', 'low');
  const urgent = await queue('bob', 'urgent');
  expect(await takeFor(low)).toBe(urgent.taskId);
  expect((await takeLease(store, low.taskId, by)).fence).toBe(1);
  await client.send(new DeleteTableCommand({ TableName: 'older' }));
  client.destroy();
});
