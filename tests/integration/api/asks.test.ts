/** What a person answers to a run over the API where its budget is used up or a secret is missing, and says to it in its middle. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../../lib/domain/caller.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import { dayOf } from '../../../lib/domain/quota.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readUsage } from '../../../lib/store/usage.ts';
import { consentTo, openTestApi, proposes, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ limits: { usdPerDay: 100, runningTasks: 100 } });
});
afterAll(() => api.close());

const digest = `sha256:${'1'.repeat(64)}`;
const keyWith = (...scopes: ('tasks:control' | 'consent:give' | 'sessions:write')[]): Caller => {
  return { kind: 'key', ownerId: 'ada', keyId: 'key_1', scopes };
};

interface Begun {
  readonly taskId: string;
  readonly sessionId: string;
  readonly fence: number;
}

async function begin(more: Record<string, unknown> = {}, owner = 'ada'): Promise<Begun> {
  const { sessionId } = (await api.call('POST', '/sessions', { owner })).body.session;
  api.script(...proposes());
  const said = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list rivers' }, owner });
  const { proposalId, digest: yes } = said.body.proposal as Proposal;
  const body = { proposalId, digest: yes, ...more };
  const { taskId } = (await api.call('POST', `/sessions/${sessionId}/tasks`, { body, owner })).body.task;
  const { fence } = await takeLease(api.store, taskId, { workerId: 'w1', leaseMs: 30_000 });
  return { taskId, sessionId, fence };
}

const record = ({ taskId, fence }: Begun, ...events: readonly TaskEvent[]) =>
  changeTask(api.store, taskId, () => events, { fence });
const later = (ms = 60_000): string => new Date(api.store.clock() + ms).toISOString();
const reached = (asks: object = { steps: 3 }, expiresAt = later()): TaskEvent => ({
  type: 'budget.reached',
  data: { step: 4, limit: 'steps', spent: 4, allowed: 4, asks, digest, expiresAt },
});
const needed: TaskEvent = {
  type: 'secret.needed',
  data: { step: 2, name: 'river-password', site: 'example.com', why: 'fill', expiresAt: '2099-01-01T00:00:00.000Z' },
};
const parked = (reason: 'budget' | 'secret'): TaskEvent => ({ type: 'task.parked', data: { step: 4, reason } });

const answer = (taskId: string, body: object, more: object = {}) =>
  api.call('POST', `/tasks/${taskId}/budget`, { body, ...more });
const read = async (taskId: string) => (await api.call('GET', `/tasks/${taskId}`)).body.task;
const typesOf = async (taskId: string): Promise<string[]> =>
  (await api.call('GET', `/tasks/${taskId}/events`)).body.events.map(({ type }: { type: string }) => type);

describe('a budget that is used up', () => {
  test('is extended by exactly what was asked, and the consent stays as it was', async () => {
    const begun = await begin();
    await record(begun, reached());
    const before = await read(begun.taskId);
    expect(before).toMatchObject({ status: 'waiting', budgetAsk: { asks: { steps: 3 }, digest } });
    const { status, body } = await answer(
      begun.taskId,
      { digest, decision: 'extend' },
      { caller: keyWith('consent:give') },
    );
    expect([status, body.task.status, body.task.extended]).toEqual([202, 'running', { steps: 3 }]);
    expect(body.task.consent).toEqual(before.consent);
    const { events } = (await api.call('GET', `/tasks/${begun.taskId}/events`)).body;
    expect(events.at(-1)).toMatchObject({ type: 'budget.extended', data: { add: { steps: 3 }, keyId: 'key_1' } });
  });

  test('queues the task again in the same transaction where it is parked, after a yes and after a no', async () => {
    for (const decision of ['extend', 'end']) {
      const begun = await begin();
      await record(begun, reached(), parked('budget'));
      expect((await answer(begun.taskId, { digest, decision })).body.task.status).toBe('queued');
      const said = decision === 'extend' ? 'budget.extended' : 'budget.declined';
      expect((await typesOf(begun.taskId)).slice(-2)).toEqual([said, 'task.queued']);
    }
  });

  test('is extended once, however often it is clicked', async () => {
    const begun = await begin();
    await record(begun, reached());
    const press = (key?: string) =>
      answer(begun.taskId, { digest, decision: 'extend' }, key === undefined ? {} : { key });
    const replies = await Promise.all([press(), press(), press('extend-1'), press('extend-1')]);
    const done = replies.filter(({ status }) => status === 202);
    expect(done.length).toBeGreaterThan(0);
    for (const { body, status } of replies)
      if (status !== 202) expect(['budget.not-asked', 'idempotency.in-progress']).toContain(body.code);
    expect((await read(begun.taskId)).extended).toEqual({ steps: 3 });
    expect((await typesOf(begun.taskId)).filter(type => type === 'budget.extended')).toHaveLength(1);
  });

  test.each<[string, string, object, object, number]>([
    ['another digest', 'budget.digest-mismatch', { digest: `sha256:${'2'.repeat(64)}`, decision: 'extend' }, {}, 409],
    ['another owner', 'task.not-found', { digest, decision: 'extend' }, { owner: 'eve' }, 404],
    [
      'a key that may not consent',
      'key.scope-missing',
      { digest, decision: 'extend' },
      { caller: keyWith('tasks:control') },
      403,
    ],
    ['an amount of its own', 'request.invalid', { digest, decision: 'extend', add: { steps: 99 } }, {}, 400],
  ])('stays as it is for %s', async (_, code, body, more, status) => {
    const begun = await begin();
    await record(begun, reached());
    expect((await answer(begun.taskId, body, more)).body).toMatchObject({ code, status });
    expect(await read(begun.taskId)).toMatchObject({ status: 'waiting', budgetAsk: { digest } });
  });

  test('is not extended after its time, nor where nothing is asked', async () => {
    const late = await begin();
    await record(late, reached({ steps: 3 }, later(0)));
    expect((await answer(late.taskId, { digest, decision: 'extend' })).body.code).toBe('budget.ask-expired');
    const other = await begin();
    expect((await answer(other.taskId, { digest, decision: 'extend' })).body.code).toBe('budget.not-asked');
  });

  test("takes its money from the owner's day in the same transaction, and its end gives back what was not spent", async () => {
    const day = dayOf(api.store.clock());
    const before = (await readUsage(api.store, 'ada', day)).micros;
    const begun = await begin();
    const own = (await read(begun.taskId)).reserved.micros;
    await record(begun, reached({ usd: 2 }));
    const { task } = (await answer(begun.taskId, { digest, decision: 'extend' })).body;
    expect(task.reservedMore).toEqual([{ day, micros: 2_000_000 }]);
    expect((await readUsage(api.store, 'ada', day)).micros).toBe(before + own + 2_000_000);
    await record(begun, {
      type: 'task.finished',
      data: { result: { status: 'failed', summary: '', evidence: 'none', evidenceNotes: [], code: 'agent.gave-up' } },
    });
    const after = await readUsage(api.store, 'ada', day);
    expect(after.micros).toBe(before);
    expect(after.running.map(({ id }) => id)).not.toContain(begun.taskId);
  });

  test("is not extended beyond the day's money, and still waits", async () => {
    const begun = await begin();
    await record(begun, reached({ usd: 99.99 }));
    const refused = await answer(begun.taskId, { digest, decision: 'extend' });
    expect(refused.body).toMatchObject({ status: 429, code: 'quota.money-today' });
    expect(await read(begun.taskId)).toMatchObject({ status: 'waiting', budgetAsk: { digest } });
    expect((await answer(begun.taskId, { digest, decision: 'end' })).status).toBe(202);
  });

  test('is said up front in the consent, which another yes does not change', async () => {
    const { sessionId } = (await api.call('POST', '/sessions')).body.session;
    api.script(...proposes());
    const { proposal } = (await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list' } })).body;
    const { task } = (await consentTo(api, proposal, { onBudget: 'end' })).body;
    expect(task.consent.onBudget).toBe('end');
    expect((await consentTo(api, proposal)).body.code).toBe('proposal.not-open');
    expect((await consentTo(api, proposal, { onBudget: 'end' })).status).toBe(200);
  });
});

describe('a secret that a task waits for', () => {
  const store = (name: string, owner = 'ada') =>
    api.call('POST', '/secrets', {
      body: { name, kind: 'password', sites: ['example.com'], value: 'Canary-1' },
      owner,
    });

  test('queues the task again in the request that stores it, and another does not', async () => {
    const begun = await begin();
    await record(begun, needed, parked('secret'));
    const other = await begin();
    await record(other, needed);
    await store('river-code');
    expect((await read(begun.taskId)).status).toBe('waiting');
    await store('river-password', 'eve');
    expect((await read(begun.taskId)).status).toBe('waiting');
    expect((await store('river-password')).status).toBeLessThan(300);
    expect(await read(begun.taskId)).toMatchObject({ status: 'queued' });
    expect((await typesOf(begun.taskId)).slice(-2)).toEqual(['secret.stored', 'task.queued']);
    expect(await read(other.taskId)).toMatchObject({ status: 'running' });
    expect(JSON.stringify((await api.call('GET', `/tasks/${begun.taskId}/events`)).body)).not.toContain('Canary');
  });

  test('is gone without where the person says so', async () => {
    const begun = await begin();
    await record(begun, needed, parked('secret'));
    const skip = (more: object = {}) =>
      api.call('POST', `/tasks/${begun.taskId}/secret-needed`, { body: { decision: 'skip' }, ...more });
    expect((await skip({ owner: 'eve' })).body.code).toBe('task.not-found');
    expect((await skip({ caller: keyWith('sessions:write') })).body.code).toBe('key.scope-missing');
    expect((await skip()).body.task).toMatchObject({ status: 'queued', secretsSkipped: ['river-password'] });
    expect((await skip()).body.code).toBe('secret.not-needed');
  });
});

describe('a word to a run in its middle', () => {
  const tell = (taskId: string, text: string, more: object = {}) =>
    api.call('POST', `/tasks/${taskId}/instructions`, { body: { text }, ...more });

  test('is kept as an event, also where the task is parked, and sets nothing going', async () => {
    const begun = await begin();
    expect((await tell(begun.taskId, '  Only those in Europe. ')).body.task.instructions).toBe(1);
    await record(begun, reached(), parked('budget'));
    expect((await tell(begun.taskId, 'And by length.', { caller: keyWith('consent:give') })).body.task).toMatchObject({
      status: 'waiting',
      instructions: 2,
    });
    const { events } = (await api.call('GET', `/tasks/${begun.taskId}/events`)).body;
    const told = events.filter(({ type }: TaskEvent) => type === 'instruction.added');
    expect(told.map(({ data }: { data: object }) => data)).toEqual([
      { text: 'Only those in Europe.' },
      { text: 'And by length.', keyId: 'key_1' },
    ]);
  });

  test('is refused of strangers, of keys that may not consent, after a cancel, and where it is too long or too much', async () => {
    const { taskId } = await begin();
    expect((await tell(taskId, 'x', { owner: 'eve' })).body.code).toBe('task.not-found');
    expect((await tell(taskId, 'x', { caller: keyWith('tasks:control') })).body.code).toBe('key.scope-missing');
    expect((await tell(taskId, 'x'.repeat(2_001))).body.code).toBe('request.invalid');
    for (let count = 0; count < 20; count += 1) expect((await tell(taskId, `Word ${count}.`)).status).toBe(202);
    expect((await tell(taskId, 'one more')).body.code).toBe('instruction.too-many');
    const other = await begin();
    await api.call('POST', `/tasks/${other.taskId}/cancel`, { body: {} });
    expect((await tell(other.taskId, 'x')).body.code).toBe('task.cancelled');
  });

  test('comes by the conversation too, where nothing is asked and whoever says it may', async () => {
    const { taskId, sessionId } = await begin();
    const say = (text: string, more: object = {}) =>
      api.call('POST', `/sessions/${sessionId}/messages`, { body: { text }, ...more });
    const told = await say('Only those in Europe.');
    expect(told.body).toMatchObject({ reply: { origin: 'code', taskId }, task: { instructions: 1 } });
    expect(told.body.reply.text).toContain('told the agent');
    const noted = await say('And by length.', { caller: keyWith('sessions:write') });
    expect(noted.body.reply.text).toContain('not act on it');
    expect((await read(taskId)).instructions).toBe(1);
  });
});
