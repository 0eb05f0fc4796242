/** The reaper on the real table: what it ends, what it queues again, and what it leaves alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLeases, type ReapOptions, reap } from '../../../lib/reap/reap.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { renewLease, takeLease } from '../../../lib/store/lease.ts';
import { openTestApi, proposes, type TestApi } from '../../support/api.ts';
import { ownTime, takeOver } from '../../support/own-time.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = (options: ReapOptions = {}, patience = ownTime()) =>
  reap({ store: api.store, clock: api.store.clock, log: silent, ...patience }, options);

async function offer(): Promise<string> {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  api.script(...proposes());
  await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list the rivers' } });
  return sessionId;
}

async function queue(): Promise<string> {
  const sessionId = await offer();
  return (await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'yes' } })).body.task.taskId;
}

test('a proposal whose time is over ends once', async () => {
  const sessionId = await offer();
  expect(await run()).toMatchObject({ expired: 0 });
  api.advance(31 * 60_000);
  expect(await run()).toMatchObject({ expired: 1 });
  expect(await run()).toMatchObject({ expired: 0 });
  const { session } = (await api.call('GET', `/sessions/${sessionId}`)).body;
  expect(session).toMatchObject({ status: 'idle', decided: [{ status: 'expired' }] });
});

test('a task is queued again after a minute in the queue, and after its worker died, never before', async () => {
  const taskId = await queue();
  expect(await run()).toMatchObject({ reclaimed: 0 });
  api.advance(1);
  expect(await run({ queuedForMs: 0 })).toMatchObject({ reclaimed: 1 });
  api.advance(61_000);
  expect(await run()).toMatchObject({ reclaimed: 1 });
  const { fence } = await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
  api.advance(20_000);
  await renewLease(api.store, { taskId, fence }, 30_000);
  api.advance(20_000);
  expect(await run()).toMatchObject({ reclaimed: 0 });
  api.advance(20_000);
  expect(await run()).toMatchObject({ reclaimed: 1 });
  const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
  expect(events.at(-1)).toMatchObject({ type: 'task.queued', data: { reason: 'reclaimed' } });
  await expect(renewLease(api.store, { taskId, fence }, 30_000)).rejects.toThrow('task.lease-lost');
});

test('a task whose worker renews while the reaper waits is left alone, and so is one where it was woken too early', async () => {
  const taskId = await queue();
  const { fence } = await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
  api.advance(31_000);
  const waits: number[] = [];
  const renewing = ownTime(async ms => {
    waits.push(ms);
    await renewLease(api.store, { taskId, fence }, -1);
  });
  expect(await run({}, renewing)).toMatchObject({ reclaimed: 0 });
  expect(await run({}, { steady: () => 0, sleep: async () => {} })).toMatchObject({ reclaimed: 0 });
  await renewLease(api.store, { taskId, fence }, 30_000);
  api.advance(31_000);
  expect(
    await run(
      {},
      ownTime(ms => void waits.push(ms)),
    ),
  ).toMatchObject({ reclaimed: 1 });
  // One wait for a run with suspects, and none where there are none.
  expect(
    await run(
      {},
      ownTime(ms => void waits.push(ms)),
    ),
  ).toMatchObject({ reclaimed: 0 });
  expect(waits).toHaveLength(2);
});

test('at the start of a local cloud what dead workers left is queued again at once, and not what a new one has taken', async () => {
  const [dead, taken] = [await queue(), await queue()];
  for (const taskId of [dead, taken]) await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
  const left = await listLeases({ store: api.store });
  await takeOver({ ...api.store, clock: () => api.store.clock() + 60_000 }, taken, {
    workerId: 'new',
    leaseMs: 30_000,
  });
  const waits: number[] = [];
  expect(
    await run(
      { left },
      ownTime(ms => void waits.push(ms)),
    ),
  ).toMatchObject({ reclaimed: 1 });
  expect(waits).toEqual([]);
  expect((await api.call('GET', `/tasks/${dead}`)).body.task.status).toBe('queued');
  expect((await api.call('GET', `/tasks/${taken}`)).body.task.status).toBe('running');
});

test('a task that rests before its next try is left alone, and its message is sent again a minute after it was due', async () => {
  const taskId = await queue();
  const notBefore = new Date(api.store.clock() + 150_000).toISOString();
  const cause = { code: 'model.unavailable', detail: '503' } as const;
  await changeTask(api.store, taskId, () => [
    { type: 'task.queued', data: { taskId, reason: 'retried', cause, notBefore } },
  ]);
  const sent = async (): Promise<number> => {
    await run();
    return (await api.call('GET', `/tasks/${taskId}/events`)).body.events.length;
  };
  for (let half = 0; half < 6; half += 1) {
    api.advance(30_000);
    expect(await sent()).toBe(2);
  }
  api.advance(30_000);
  expect(await sent()).toBe(3);
  const { task } = (await api.call('GET', `/tasks/${taskId}`)).body;
  expect(task).toMatchObject({ status: 'queued', retries: 1 });
});

test('at the start of a local cloud a resting task is queued again too, and still rests', async () => {
  const taskId = await queue();
  const notBefore = new Date(api.store.clock() + 60_000).toISOString();
  await changeTask(api.store, taskId, () => [{ type: 'task.queued', data: { taskId, reason: 'retried', notBefore } }]);
  api.advance(1);
  expect((await run({ queuedForMs: 0 })).reclaimed).toBeGreaterThan(0);
  const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
  expect(events.at(-1)).toMatchObject({ type: 'task.queued', data: { reason: 'reclaimed', notBefore } });
  await expect(takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 })).rejects.toThrow('rests until');
});
