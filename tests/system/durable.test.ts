/** An errand that outlives its browser: parked for a person, paused and gone on with, in the real cloud with a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Task } from '../../lib/domain/task.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { followToEnd, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { mugOrder } from '../support/mug-order.ts';

let cloud: TestCloud;
let shop: Site;
beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host, ERRAND_PARK_AFTER: '1' });
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await shop.close();
});

async function begin(text: string): Promise<string> {
  const { sessionId } = (await cloud.client.call('POST /sessions', { body: {} })).session;
  const params = { sessionId };
  const { proposal } = await cloud.client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  const { proposalId = '', digest = '' } = proposal ?? {};
  const { task } = await cloud.client.call('POST /sessions/{sessionId}/tasks', {
    params,
    body: { proposalId, digest },
  });
  return task.taskId;
}

const read = async (taskId: string): Promise<Task> =>
  (await cloud.client.call('GET /tasks/{taskId}', { params: { taskId } })).task;

const until = (taskId: string, holds: (task: Task) => boolean): Promise<unknown> =>
  expect.poll(async () => holds(await read(taskId)), { timeout: 60_000, interval: 100 }).toBe(true);

const sent = (path: string): number => shop.requests.filter(one => one.method === 'POST' && one.path === path).length;

describe('an order that nobody approves at once', () => {
  test('is parked without a browser, and placed once by another after the yes', async () => {
    const taskId = await begin(mugOrder(shop));
    await until(taskId, ({ parked }) => parked === 'approval');
    const parked = await read(taskId);
    expect(parked).toMatchObject({ status: 'waiting', checkpoint: { checkpointId: expect.any(String) } });
    expect(sent('/checkout')).toBe(0);
    const baskets = sent('/basket');
    const { approvalId = '', digest = '' } = parked.approval ?? {};
    const body = { decision: 'approve', digest } as const;
    await cloud.client.call('POST /approvals/{approvalId}', { params: { approvalId }, body });
    const events = await followToEnd(cloud.client, taskId, 'decided-elsewhere');
    const last = events.at(-1);
    expect(last?.type === 'task.finished' && last.data.result).toMatchObject({ status: 'completed' });
    // The form was filled by the first browser and is restored in the second; the basket is the shop's own, by its cookie.
    expect(sent('/checkout')).toBe(1);
    expect(sent('/basket')).toBe(baskets);
    expect(events.filter(({ type }) => type === 'browser.opened')).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'approval.asked')).toHaveLength(1);
  }, 120_000);
});

describe('a pause', () => {
  test('rests the errand, and it ends as if it had not been', async () => {
    const taskId = await begin(mugOrder(shop));
    await until(taskId, ({ steps }) => steps >= 2);
    await cloud.client.call('POST /tasks/{taskId}/pause', { params: { taskId }, body: {} });
    await until(taskId, ({ status }) => status === 'paused');
    await cloud.client.call('POST /tasks/{taskId}/resume', { params: { taskId }, body: {} });
    await until(taskId, ({ parked }) => parked === 'approval');
    await cloud.client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} });
    const events = await followToEnd(cloud.client, taskId, 'decided-elsewhere');
    expect(events.at(-1)).toMatchObject({ type: 'task.finished', data: { result: { status: 'cancelled' } } });
    expect(events.filter(({ type }) => type === 'task.resumed').length).toBeGreaterThanOrEqual(1);
  }, 120_000);
});
