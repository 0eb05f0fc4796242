/** The figures of days that are odd: rows of an older release, days without any, a task that crosses midnight, and ranges that are none. */

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountRoutes } from '../../../../lib/api/routes/account.ts';
import type { TaskEvent } from '../../../../lib/domain/events.ts';
import { dayOf } from '../../../../lib/domain/quota.ts';
import { changeTask } from '../../../../lib/store/change.ts';
import { dayKey } from '../../../../lib/store/keys.ts';
import { takeLease } from '../../../../lib/store/lease.ts';
import { daysUpTo } from '../../../../lib/store/usage-days.ts';
import { openTestApi, proposes, type TestApi } from '../../../support/api.ts';
import { sampleResult } from '../../../support/domain-samples.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const DAY_MS = 86_400_000;
const none = { tasks: 0, usd: { spent: 0, reserved: 0 }, steps: 0, seconds: 0, tokens: 0, bytes: 0 };

const lay = (ownerId: string, day: string, item: object) =>
  api.store.db.send(new PutCommand({ TableName: api.store.table, Item: { ...dayKey(ownerId, day), ...item } }));

async function figuresOf(owner: string, query = '') {
  const reply = await api.call('GET', `/metrics${query}`, { owner });
  expect(reply.status).toBe(200);
  expect(accountRoutes['GET /metrics'].response.safeParse(reply.body).error).toBeUndefined();
  return reply.body;
}

describe('the figures of a day', () => {
  test.each([
    [
      'without the counters that came later',
      { tasks: 2, micros: 300, spentMicros: 100 },
      { tasks: 2, usd: { spent: 0.0001, reserved: 0.0002 } },
    ],
    ['of money alone', { micros: 500 }, { usd: { spent: 0, reserved: 0.0005 } }],
    ['of counters alone', { tokensUsed: 7, stepsTaken: 1 }, { tokens: 7, steps: 1 }],
    [
      'with more spent than was taken',
      { tasks: 1, micros: 100, spentMicros: 400 },
      { tasks: 1, usd: { spent: 0.0004, reserved: 0 } },
    ],
    ['with nothing at all', {}, {}],
    ['with fields that nobody knows', { tasks: 1, fees: 'many', yen: 5 }, { tasks: 1 }],
  ])('are whole from a row %s', async (name, item, expected) => {
    const owner = `old-${name.replaceAll(' ', '-')}`;
    const yesterday = dayOf(api.store.clock() - DAY_MS);
    await lay(owner, yesterday, item);
    const { days, total } = await figuresOf(owner, '?days=3');
    const whole = { ...none, ...expected };
    expect(days.map(({ day }: { day: string }) => day)).toEqual(daysUpTo(api.store.clock(), 3));
    expect(days[1]).toEqual({ day: yesterday, ...whole });
    expect([days[0], days[2]]).toMatchObject([none, none]);
    expect(total).toEqual(whole);
    // The same row is read for the limits of today.
    await lay(owner, dayOf(api.store.clock()), item);
    const me = (await api.call('GET', '/me', { owner })).body;
    expect(accountRoutes['GET /me'].response.safeParse(me).error).toBeUndefined();
  });

  test('are zeros for an owner of whom there is no row, on each of 35 days', async () => {
    const { days, total } = await figuresOf('nobody', '?days=35');
    expect(days).toHaveLength(35);
    expect(new Set(days.map(({ day }: { day: string }) => day)).size).toBe(35);
    expect(total).toEqual(none);
  });

  test.each(['0', '-1', '36', '3650', '1.5', 'NaN', 'Infinity', 'a week', '', '%20', '7,8', '9'.repeat(400)])(
    'are refused for a range that is none, in words: days=%s',
    async days => {
      const { status, body } = await api.call('GET', `/metrics?days=${days}`);
      expect([status, body.code]).toEqual([400, 'request.invalid']);
      expect(body.errors[0]).toMatchObject({ path: 'query.days', message: expect.stringMatching(/^must be/) });
      expect(JSON.stringify(body).length).toBeLessThan(1_000);
    },
  );

  test('leave out nothing where a range from one day to another is asked for, which there is not', async () => {
    const from = await figuresOf('nobody', '?from=2026-12-31&to=2016-01-01');
    expect(from.days).toHaveLength(7);
  });
});

describe('a task that crosses midnight', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const midnight = (): number => Math.ceil((api.store.clock() + 1) / DAY_MS) * DAY_MS;

  test('counts on the day of its yes, its added budget’s money on the day of that yes, and both come out even', async () => {
    const owner = 'night';
    api.advance(midnight() - 60_000 - api.store.clock());
    const evening = dayOf(api.store.clock());
    const { sessionId } = (await api.call('POST', '/sessions', { owner })).body.session;
    api.script(...proposes());
    const { proposal } = (
      await api.call('POST', `/sessions/${sessionId}/messages`, { owner, body: { text: 'rivers' } })
    ).body;
    const { proposalId } = proposal;
    const { task } = (
      await api.call('POST', `/sessions/${sessionId}/tasks`, { owner, body: { proposalId, digest: proposal.digest } })
    ).body;
    const { taskId, reserved } = task;
    await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
    const add = (...events: readonly TaskEvent[]) => changeTask(api.store, taskId, () => events);
    const decided = (step: number, usd: number): TaskEvent => ({
      type: 'step.decided',
      data: {
        ...{ step, reasoning: '', actions: [], model: 'm', ms: 1 },
        usage: { inputTokens: 100, outputTokens: 10, usd },
        soFar: { seconds: step * 10, bytes: step * 1_000 },
      },
    });
    const micros = (usd: number): number => Math.round(usd * 1_000_000);
    await add(decided(1, reserved.micros / 1_000_000));
    api.advance(120_000);
    const morning = dayOf(api.store.clock());
    expect(morning).not.toBe(evening);
    const expiresAt = new Date(api.store.clock() + 60_000).toISOString();
    const asks = { usd: 2 };
    await add({
      type: 'budget.reached',
      data: { step: 2, limit: 'usd', spent: 1, allowed: 1, asks, digest, expiresAt },
    });
    const extended = await api.call('POST', `/tasks/${taskId}/budget`, { owner, body: { digest, decision: 'extend' } });
    expect(extended.body.task.reservedMore).toEqual([{ day: morning, micros: 2_000_000 }]);
    const running = (await figuresOf(owner, '?days=2')).days;
    expect(running.map(({ tasks }: { tasks: number }) => tasks)).toEqual([1, 0]);
    expect(running[1].usd).toEqual({ spent: 0, reserved: 2 });
    const result = sampleResult('completed');
    await add(decided(2, 0.5), { type: 'task.finished', data: { result, soFar: { seconds: 25, bytes: 3_000 } } });
    const { days, total, now } = await figuresOf(owner, '?days=2');
    expect(days[0]).toMatchObject({ day: evening, tasks: 1, steps: 2, seconds: 25, bytes: 3_000 });
    expect(days[1]).toMatchObject({ day: morning, tasks: 0, steps: 0, seconds: 0, bytes: 0, tokens: 0 });
    expect(days[1].usd).toEqual({ spent: 0.5, reserved: 0 });
    expect(days[0].usd.reserved).toBe(0);
    expect(micros(total.usd.spent)).toBe(micros(days[0].usd.spent + days[1].usd.spent));
    expect(now.runningTasks).toBe(0);
    expect((await api.call('GET', '/me', { owner })).body.today).toMatchObject({
      day: morning,
      tasks: { used: 0 },
      usd: { used: 0.5, spent: 0.5 },
    });
  });
});
