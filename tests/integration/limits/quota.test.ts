/** Places and money of one owner: taken with the consent, given back with the end, and by the reaper where neither came. */

import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import type { Limits } from '../../../lib/domain/quota.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { changeTask, changeTaskAndSession } from '../../../lib/store/change.ts';
import { stateKey } from '../../../lib/store/keys.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { takeForCall } from '../../../lib/store/quota.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { readUsage } from '../../../lib/store/usage.ts';
import { openTestApi, proposes, type Reply, says, type TestApi } from '../../support/api.ts';
import { ownTime } from '../../support/own-time.ts';

let api: TestApi;
const limits: Partial<Limits> = { runningTasks: 3, tasksPerDay: 5, usdPerDay: 10 };
beforeEach(async () => {
  api = await openTestApi({ limits });
});
afterEach(() => api.close());

const MINUTES = 60_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const usage = () => readUsage(api.store, 'ada');
const sweep = () => reap({ store: api.store, clock: api.store.clock, log: silent, ...ownTime() });

async function offer(): Promise<Proposal> {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  api.script(...proposes());
  return (await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list the rivers' } })).body
    .proposal;
}

const agree = ({ sessionId, proposalId, digest }: Proposal, key?: string): Promise<Reply> =>
  api.call('POST', `/sessions/${sessionId}/tasks`, { body: { proposalId, digest }, ...(key ? { key } : {}) });

async function begin(): Promise<string> {
  const { body } = await agree(await offer());
  return body.task.taskId;
}

/** As the worker ends it: one transaction over both streams. */
async function end(taskId: string): Promise<void> {
  const { state } = await readTask(api.store, 'ada', taskId);
  const result = { status: 'completed' as const, summary: 'done', evidence: 'none' as const, evidenceNotes: [] };
  await changeTaskAndSession(api.store, { taskId, sessionId: state.sessionId, ownerId: 'ada' }, () => ({
    task: [{ type: 'task.finished', data: { result } }],
    session: [{ type: 'task.reported', data: { taskId, status: 'completed' } }],
  }));
}

async function spend(taskId: string, usd: number): Promise<void> {
  const usage = { inputTokens: 1, outputTokens: 1, usd };
  const decided = { step: 1, reasoning: '', actions: [], model: 'm', usage, ms: 1 };
  await changeTask(api.store, taskId, task => [
    { type: 'task.started', data: { fence: task.attempts + 1, model: 'm' } },
    { type: 'step.decided', data: decided },
  ]);
}

/** The money a task may spend by its consent, in US dollars. */
async function reservedFor(taskId: string): Promise<number> {
  return (await readTask(api.store, 'ada', taskId)).state.consent.scope.budget.usd;
}

test('beyond the tasks at once the answer is 429, nothing is written, and an end makes room', async () => {
  const first = await begin();
  await begin();
  await begin();
  const late = await offer();
  const refused = await agree(late, 'k');
  expect(refused.body).toMatchObject({ status: 429, code: 'quota.tasks-running' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await api.call('GET', `/sessions/${late.sessionId}`)).body.session.status).toBe('awaiting_confirmation');
  expect(await usage()).toMatchObject({ tasks: 3 });
  await end(first);
  expect((await agree(late, 'k')).status).toBe(201);
  expect((await usage()).running).toHaveLength(3);
});

test('of ten yeses at once to ten proposals exactly as many as allowed start', async () => {
  const offers: Proposal[] = [];
  for (let n = 0; n < 10; n += 1) offers.push(await offer());
  const replies = await Promise.all(offers.map(one => agree(one)));
  expect(replies.filter(reply => reply.status === 201)).toHaveLength(3);
  expect(replies.filter(reply => reply.body.code === 'quota.tasks-running')).toHaveLength(7);
});

test('the same yes twice takes one place', async () => {
  const proposal = await offer();
  expect((await agree(proposal)).status).toBe(201);
  expect((await agree(proposal)).status).toBe(200);
  expect((await usage()).running).toHaveLength(1);
});

test('a plain yes in a message takes a place as well, and is refused as well', async () => {
  for (let n = 0; n < 3; n += 1) await begin();
  const { sessionId } = await offer();
  const reply = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'yes' } });
  expect(reply.body).toMatchObject({ status: 429, code: 'quota.tasks-running' });
});

test('beyond the tasks of a day the answer names the seconds to the next UTC day, and then it goes on', async () => {
  for (let n = 0; n < 5; n += 1) await end(await begin());
  const late = await offer();
  const refused = await agree(late);
  expect(refused.body).toMatchObject({ status: 429, code: 'quota.tasks-today' });
  // The test's clock stands at 08:00 UTC.
  expect(refused.headers['retry-after']).toBe(String(16 * 3_600));
  api.advance(16 * 3_600_000);
  await begin();
  expect(await usage()).toMatchObject({ tasks: 1 });
});

test('money is reserved whole, settled with what was spent, and back to zero where nothing was', async () => {
  const idle = await begin();
  const busy = await begin();
  const [one, two] = [await reservedFor(idle), await reservedFor(busy)];
  expect(one).toBeGreaterThan(0);
  expect((await usage()).micros).toBe(Math.round((one + two) * 1e6));
  await end(idle);
  expect((await usage()).micros).toBe(Math.round(two * 1e6));
  await spend(busy, 0.1);
  await end(busy);
  expect(await usage()).toMatchObject({ running: [], micros: 100_000, spentMicros: 100_000 });
});

test('a consent that could cost more than the day has left is refused until its budget is narrowed', async () => {
  const poor = await openTestApi({ limits: { ...limits, usdPerDay: 0.3 } });
  const { sessionId } = (await poor.call('POST', '/sessions')).body.session;
  poor.script(...proposes());
  const { proposal } = (await poor.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'rivers' } })).body;
  const body = { proposalId: proposal.proposalId, digest: proposal.digest };
  const target = `/sessions/${sessionId}/tasks`;
  expect((await poor.call('POST', target, { body })).body).toMatchObject({ status: 429, code: 'quota.money-today' });
  const narrowing = { budget: { usd: 0.2 } };
  expect((await poor.call('POST', target, { body: { ...body, narrowing } })).status).toBe(201);
  const second = (await poor.call('POST', '/sessions')).body.session;
  const reply = await poor.call('POST', `/sessions/${second.sessionId}/messages`, { body: { text: 'hello' } });
  expect(reply.status).not.toBe(429);
  await poor.close();
});

test('a message that could cost more than the day has left is kept and not answered', async () => {
  const broke = await openTestApi({ limits: { usdPerDay: 0.05 } });
  const { sessionId } = (await broke.call('POST', '/sessions')).body.session;
  const reply = await broke.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'hello' } });
  expect(reply.body).toMatchObject({ status: 429, code: 'quota.money-today' });
  expect(broke.asked).toEqual([]);
  await broke.close();
});

test('a model call holds its money only while it is asked, and leaves what it cost', async () => {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  let during = 0;
  api.script(async () => {
    during = (await usage()).micros;
    return { text: 'Hello.', usage: { inputTokens: 1, outputTokens: 1, usd: 0.02 } };
  });
  await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'hello' } });
  expect(during).toBe(100_000);
  expect(await usage()).toMatchObject({ calls: [], micros: 20_000, spentMicros: 20_000 });
  api.script(async () => Promise.reject(new Error('gone')));
  await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'again' } });
  expect(await usage()).toMatchObject({ calls: [], micros: 20_000 });
  api.script(says('Fine.'));
  expect((await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'x' } })).status).toBe(201);
});

test('a worker that dies keeps the place for the next, and the end gives it back once', async () => {
  const taskId = await begin();
  for (let worker = 1; worker <= 2; worker += 1) {
    await takeLease(api.store, taskId, { workerId: `w${worker}`, leaseMs: 30_000 });
    api.advance(6 * MINUTES);
    expect(await sweep()).toMatchObject({ reclaimed: 1, freed: 0 });
    expect((await usage()).running).toHaveLength(1);
  }
  await end(taskId);
  await expect(end(taskId)).rejects.toThrow('task.finished');
  expect(await usage()).toMatchObject({ running: [], micros: 0 });
});

test('the reaper leaves those who live, and frees those who ended or vanished without giving back', async () => {
  const alive = await begin();
  const ended = await begin();
  const vanished = await begin();
  const state = (await readTask(api.store, 'ada', ended)).state;
  // As no code of ours does it: an end past the one write path, and a task that is gone.
  const TableName = api.store.table;
  const Update = {
    TableName,
    Key: stateKey(`task/${ended}`),
    UpdateExpression: 'SET #state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':state': { ...state, status: 'failed', spent: { ...state.spent, usd: 0.25 } } },
  };
  await api.store.db.send(new TransactWriteCommand({ TransactItems: [{ Update }] }));
  await api.store.db.send(new DeleteCommand({ TableName, Key: stateKey(`task/${vanished}`) }));
  expect(await sweep()).toMatchObject({ freed: 0 });
  api.advance(6 * MINUTES);
  expect(await sweep()).toMatchObject({ freed: 2 });
  const left = await usage();
  expect(left.running.map(({ id }) => id)).toEqual([alive]);
  expect(left.micros).toBe(Math.round((await reservedFor(alive)) * 1e6) + 250_000);
  await end(alive);
  api.advance(6 * MINUTES);
  expect(await sweep()).toMatchObject({ freed: 0 });
  expect(await usage()).toMatchObject({ running: [], micros: 250_000, spentMicros: 250_000 });
});

test('a call whose function died is counted as spent by the reaper, once', async () => {
  const since = api.store.clock();
  const holder = { id: 'msg_x', day: '2026-11-21', micros: 100_000, since };
  const all = { runningTasks: 3, tasksPerDay: 5, usdPerDay: 10 };
  await takeForCall(api.store, { ownerId: 'ada', holder, as: 'call', limits: all });
  expect(await usage()).toMatchObject({ calls: [holder], micros: 100_000, spentMicros: 0 });
  api.advance(6 * MINUTES);
  expect(await sweep()).toMatchObject({ freed: 1 });
  expect(await usage()).toMatchObject({ calls: [], micros: 100_000, spentMicros: 100_000 });
  api.advance(6 * MINUTES);
  expect(await sweep()).toMatchObject({ freed: 0 });
});

test('whoever asks sees the limits and what is used', async () => {
  await begin();
  const { body } = await api.call('GET', '/me');
  expect(body).toMatchObject({
    ownerId: 'ada',
    runningTasks: { used: 1, limit: 3 },
    today: { day: '2026-11-21', tasks: { used: 1, limit: 5 }, usd: { limit: 10, spent: 0 } },
  });
});

test('requests beyond the rate are 429 with Retry-After, before anything is read or kept', async () => {
  const slow = await openTestApi({ limits: { requestsPerMinute: 1, burst: 2 } });
  await slow.call('POST', '/sessions');
  await slow.call('POST', '/sessions');
  const refused = await slow.call('POST', '/sessions', { rawBody: '{"title":' });
  expect(refused.body).toMatchObject({ status: 429, code: 'rate.exceeded' });
  expect(refused.headers['retry-after']).toBe('60');
  expect((await slow.call('GET', '/sessions', { owner: 'eve' })).status).toBe(200);
  slow.advance(60_000);
  expect((await slow.call('GET', '/sessions')).body.items).toHaveLength(2);
  expect((await slow.call('GET', '/health', { owner: undefined })).status).toBe(200);
  await slow.close();
});

test('limits that are lowered below what is in use end nothing that runs, and let nothing new begin until there is room', async () => {
  const [first, second, third] = [await begin(), await begin(), await begin()];
  await spend(first, 0.01);
  api.limit({ runningTasks: 1 });
  const late = await offer();
  expect((await agree(late)).body).toMatchObject({ status: 429, code: 'quota.tasks-running' });
  expect((await usage()).running).toHaveLength(3);
  // What runs goes on, is taken over by another worker, and ends.
  await spend(first, 0.01);
  expect((await readTask(api.store, 'ada', first)).state.status).toBe('running');
  await end(first);
  await end(second);
  expect((await agree(late)).body).toMatchObject({ status: 429, code: 'quota.tasks-running' });
  await end(third);
  expect((await agree(late)).status).toBe(201);
  expect((await usage()).running).toHaveLength(1);
});

test('money of a day that is lowered below what is reserved ends nothing that runs, and reserves no more', async () => {
  const running = await begin();
  const reserved = await reservedFor(running);
  const late = await offer();
  api.limit({ usdPerDay: reserved / 2 });
  expect((await agree(late)).body).toMatchObject({ status: 429, code: 'quota.money-today' });
  await spend(running, reserved);
  expect((await readTask(api.store, 'ada', running)).state.spent.usd).toBe(reserved);
  await end(running);
  expect(await usage()).toMatchObject({ running: [], spentMicros: Math.round(reserved * 1_000_000) });
  expect((await agree(late)).body).toMatchObject({ status: 429, code: 'quota.money-today' });
});
