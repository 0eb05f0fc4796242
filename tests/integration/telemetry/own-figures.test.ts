/** `GET /metrics`: an owner's own figures, day by day, from the sums that the table keeps anyway. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dayOf, reserve } from '../../../lib/domain/quota.ts';
import { settle, takeForCall } from '../../../lib/store/quota.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const DAY_MS = 86_400_000;
const noUse = { steps: 0, seconds: 0, tokens: 0, bytes: 0 };
const limits = { runningTasks: 100, tasksPerDay: 100, usdPerDay: 100 };

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** A model call of the owner's that took so much, and gave back what it did not spend. */
async function spend(ownerId: string, reserved: number, spent?: number, as: 'call' | 'task' = 'call'): Promise<void> {
  const now = api.store.clock();
  const holder = { id: `msg_${ownerId}_${reserved}`, ...reserve(reserved, now), since: now };
  await takeForCall(api.store, { ownerId, holder, as, limits });
  if (spent !== undefined) await settle(api.store, { ownerId, holder, as, usd: spent });
}

describe('GET /metrics', () => {
  test('tells a week of days, today last, with zeros where nothing was', async () => {
    const { status, body } = await api.call('GET', '/metrics', { owner: 'nobody-yet' });
    expect(status).toBe(200);
    expect(body.days).toHaveLength(7);
    expect(body.days.at(-1)).toEqual({
      ...{ day: dayOf(api.store.clock()), tasks: 0, usd: { spent: 0, reserved: 0 } },
      ...noUse,
    });
    expect(body.now).toEqual({ runningTasks: 0, messagesInAnswer: 0 });
  });

  test('tells what was spent on each day, and what is reserved for what runs', async () => {
    await spend('ada', 2, 0.5);
    api.advance(DAY_MS);
    await spend('ada', 3, 1.25);
    await spend('ada', 4);
    await spend('ada', 1, undefined, 'task');
    const { body } = await api.call('GET', '/metrics?days=2', { owner: 'ada' });
    expect(body.days.map((day: { usd: unknown }) => day.usd)).toEqual([
      { spent: 0.5, reserved: 0 },
      { spent: 1.25, reserved: 5 },
    ]);
    expect(body.total).toEqual({ tasks: 1, usd: { spent: 1.75, reserved: 5 }, ...noUse });
    expect(body.days.map((day: { tasks: number }) => day.tasks)).toEqual([0, 1]);
    expect(body.now).toEqual({ runningTasks: 1, messagesInAnswer: 1 });
  });

  test('tells nothing of another owner', async () => {
    await spend('eve', 9, 9);
    const { body } = await api.call('GET', '/metrics', { owner: 'nobody-yet' });
    expect(body.total).toEqual({ tasks: 0, usd: { spent: 0, reserved: 0 }, ...noUse });
  });

  test('reads by key: one query over the owner’s own days, whatever the table holds', async () => {
    const sent = vi.spyOn(api.store.db, 'send');
    await api.call('GET', '/metrics?days=35', { owner: 'ada' });
    const commands = sent.mock.calls.map(([command]) => command);
    sent.mockRestore();
    expect(commands.filter(command => /Scan/.test(command.constructor.name))).toEqual([]);
    const queries = commands.filter(command => command instanceof QueryCommand);
    expect(queries).toHaveLength(1);
  });

  test.each(['0', '36', 'x'])('refuses %s days', async days => {
    expect(await api.call('GET', `/metrics?days=${days}`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });
});
