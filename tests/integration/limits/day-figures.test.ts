/** The sums of an owner's days: written in the transaction that ends a task, so exact for any number of tasks, and counted once. */

import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { taskStream } from '../../../lib/domain/ids.ts';
import { dayOf, reserve } from '../../../lib/domain/quota.ts';
import { createTask, type Task } from '../../../lib/domain/task.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { append } from '../../../lib/store/append.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { dayKey, expiryAttribute, stateKey } from '../../../lib/store/keys.ts';
import { holderOfTask } from '../../../lib/store/quota.ts';
import { documentClient, type Store } from '../../../lib/store/store.ts';
import { readDays } from '../../../lib/store/usage-days.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { consentedTask } from '../../support/consented-task.ts';
import { countedIds, sampleResult } from '../../support/domain-samples.ts';
import { ownTime } from '../../support/own-time.ts';
import { testCredentials, testRegion } from '../../support/table.ts';

let api: TestApi;
const ids = countedIds();
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const DAY_MS = 86_400_000;
/** The console once read 300 at most. */
const TASKS = 330;
const limits = { runningTasks: 2_000, tasksPerDay: 2_000, usdPerDay: 100_000 };

/** A queued task of the owner's, with its place and its money. */
async function begin(ownerId: string): Promise<Task> {
  const { store } = api;
  const now = store.clock();
  const sample = consentedTask({ now });
  const task = createTask(sample, { ...sample.consent, ownerId, taskId: ids('task') }, reserve(1, now));
  const { taskId } = task;
  const events = [{ type: 'task.queued', data: { taskId, reason: 'consented' } }] as const;
  const holder = holderOfTask(task);
  if (holder === undefined) throw new Error('The task takes part in no quota.');
  const stream = taskStream(taskId);
  await append(store, [{ stream, ownerId, after: 0, head: undefined, state: task, events }], {
    take: { ownerId, holder, as: 'task', limits },
  });
  return task;
}

interface Work {
  readonly tokens: number;
  readonly seconds: number;
  readonly bytes: number;
}

/** One step that took so much, and the end. */
const worked = ({ tokens, seconds, bytes }: Work): readonly TaskEvent[] => [
  { type: 'task.started', data: { fence: 1, model: 'm' } },
  {
    type: 'step.decided',
    data: {
      ...{ step: 1, reasoning: '', actions: [], model: 'm', ms: 1 },
      usage: { inputTokens: tokens, outputTokens: 0, usd: 0.001 },
    },
  },
  { type: 'task.finished', data: { result: sampleResult('completed'), soFar: { seconds, bytes } } },
];

const end = ({ taskId }: Task, work: Work, store: Store = api.store) => changeTask(store, taskId, () => worked(work));
const work: Work = { tokens: 500, seconds: 12, bytes: 3_000 };

async function figuresOf(owner: string, days = 1) {
  const { body } = await api.call('GET', `/metrics?days=${days}`, { owner });
  return body;
}

describe('the figures of a day', () => {
  test('are exact for an owner with more tasks than a list of them would be read', async () => {
    const sum = { tokens: 0, seconds: 0, bytes: 0 };
    for (let n = 1; n <= TASKS; n += 1) {
      const took = { tokens: 100 + n, seconds: n % 60, bytes: n * 7 };
      await end(await begin('busy'), took);
      sum.tokens += took.tokens;
      sum.seconds += took.seconds;
      sum.bytes += took.bytes;
    }
    const figures = { tasks: TASKS, steps: TASKS, ...sum, usd: { spent: TASKS / 1_000, reserved: 0 } };
    const body = await figuresOf('busy');
    expect(body.days).toEqual([{ day: dayOf(api.store.clock()), ...figures }]);
    expect(body.total).toEqual(figures);
  }, 120_000);

  test.each([
    { name: 'while DynamoDB remembers its token', freshTokens: false },
    { name: 'after DynamoDB has forgotten its token', freshTokens: true },
  ])('count an end once whose answer is lost, $name', async ({ freshTokens }) => {
    const owner = `lossy-${freshTokens}`;
    const task = await begin(owner);
    await end(task, work, lossyStore(freshTokens));
    expect((await figuresOf(owner)).total).toMatchObject({ tasks: 1, steps: 1, ...work });
  });

  test('count one end where two workers write one', async () => {
    const task = await begin('twice');
    const ends = await Promise.allSettled([end(task, work), end(task, work), end(task, work)]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await figuresOf('twice')).total).toMatchObject({ tasks: 1, steps: 1, ...work });
  });

  test('count once what the reaper settles for a task whose end did not', async () => {
    const { store } = api;
    const task = await begin('reaped');
    const state = { ...task, status: 'failed', spent: { ...task.spent, steps: 3, ...work } };
    // As no code of ours does it: an end past the one write path.
    const Update = {
      TableName: store.table,
      Key: stateKey(taskStream(task.taskId)),
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    };
    await store.db.send(new TransactWriteCommand({ TransactItems: [{ Update }] }));
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    for (let sweep = 1; sweep <= 2; sweep += 1) {
      api.advance(6 * 60_000);
      await reap({ store, clock: store.clock, log: silent, ...ownTime() });
    }
    expect((await figuresOf('reaped')).total).toMatchObject({ tasks: 1, steps: 3, ...work });
  });

  test('are those of the day on which a task was begun, whenever it ends', async () => {
    const task = await begin('late');
    api.advance(DAY_MS);
    await end(task, work);
    const { days } = await figuresOf('late', 2);
    expect(days).toMatchObject([
      { tasks: 1, ...work },
      { tasks: 0, tokens: 0, seconds: 0 },
    ]);
  });

  test('have the tokens of conversations too', async () => {
    const { sessionId } = (await api.call('POST', '/sessions', { owner: 'talker' })).body.session;
    api.script(async () => ({ text: 'Hello.', usage: { inputTokens: 30, outputTokens: 4, usd: 0.01 } }));
    await api.call('POST', `/sessions/${sessionId}/messages`, { owner: 'talker', body: { text: 'hello' } });
    expect((await figuresOf('talker')).total).toMatchObject({ tasks: 0, tokens: 34, steps: 0, usd: { spent: 0.01 } });
  });

  test('are kept for more than a year', async () => {
    await end(await begin('kept'), work);
    const { store } = api;
    const Key = dayKey('kept', dayOf(store.clock()));
    const { Item } = await store.db.send(new GetCommand({ TableName: store.table, Key }));
    const days = (Number(Item?.[expiryAttribute]) - store.clock() / 1_000) / 86_400;
    expect(days).toBeCloseTo(400, 1);
    const [day] = await readDays(store, 'kept', [dayOf(store.clock())]);
    expect(day).toMatchObject({ tasks: 1, ...work });
  });
});

/** The real engine behind a line that loses the answer of the first write although it was done. */
function lossyStore(freshTokens: boolean): Store {
  let isLost = false;
  const { endpoint } = api;
  const client = new DynamoDBClient({ region: testRegion, endpoint, credentials: testCredentials, maxAttempts: 1 });
  client.middlewareStack.add(
    (next, context) => async args => {
      const isWrite = context.commandName === 'TransactWriteItemsCommand';
      if (isWrite && freshTokens) Object.assign(args.input, { ClientRequestToken: randomUUID() });
      const result = await next(args);
      if (!isWrite || isLost) return result;
      isLost = true;
      throw Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' });
    },
    { step: 'initialize', priority: 'low' },
  );
  return { ...api.store, db: documentClient(client) };
}
