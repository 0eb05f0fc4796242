/** Real Chromium, killed in the middle of a real errand in the whole local cloud: the errand ends, and orders at most once. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { browsersOf, renderersOf } from '../support/child-processes.ts';
import { followToEnd, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { mugOrder } from '../support/mug-order.ts';

let cloud: TestCloud;
let shop: Site;
beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await shop.close();
});

/** Each order that the shop took has a page of its own; a form that it sent back has none. */
const ordersMade = (): number =>
  new Set(shop.requests.map(({ path }) => path).filter(path => path.startsWith('/orders/'))).size;

async function begin(text: string): Promise<string> {
  const { sessionId } = (await cloud.client.call('POST /sessions', { body: {} })).session;
  const params = { sessionId };
  const { proposal } = await cloud.client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  const { proposalId = '', digest = '' } = proposal ?? {};
  const body = { proposalId, digest };
  return (await cloud.client.call('POST /sessions/{sessionId}/tasks', { params, body })).task.taskId;
}

const kill = (what: 'renderer' | 'browser'): number => {
  const browsers = cloud.local.workerPids().flatMap(browsersOf);
  const doomed = what === 'browser' ? browsers : browsers.flatMap(renderersOf);
  for (const pid of doomed) process.kill(pid, 'SIGKILL');
  return doomed.length;
};

type Moment = 'while a person is asked' | { readonly step: number };

/** Kills once, and says yes to each approval. */
async function runKilled(what: 'renderer' | 'browser', when: Moment) {
  const before = ordersMade();
  const taskId = await begin(mugOrder(shop));
  let killed = 0;
  const watching = (async () => {
    for await (const event of cloud.client.followEvents(`task/${taskId}`)) {
      if (killed === 0 && typeof when === 'object' && isBegun(event as Stored<TaskEvent>, when.step))
        killed = kill(what);
      if (event.type === 'task.finished') return;
    }
  })();
  const events = await followToEnd(cloud.client, taskId, ({ digest }) => {
    if (killed === 0 && when === 'while a person is asked') killed = kill(what);
    return { decision: 'approve', digest };
  });
  await watching;
  const last = events.at(-1);
  if (last?.type !== 'task.finished') throw new Error('It did not end.');
  return { killed, events, result: last.data.result, orders: ordersMade() - before };
}

const isBegun = (event: Stored<TaskEvent>, step: number): boolean =>
  event.type === 'action.started' && event.data.step === step;

describe.each(['renderer', 'browser'] as const)('a %s that is killed', what => {
  test.each([
    ['at the first step', 1],
    ['in the middle of a form', 7],
  ])(
    '%s costs the errand some time and nothing else: it orders once',
    async (_name, step) => {
      const { killed, events, result, orders } = await runKilled(what, { step });
      expect(killed).toBeGreaterThan(0);
      expect({ result, orders }).toMatchObject({ result: { status: 'completed' }, orders: 1 });
      expect(events.filter(({ type }) => type === 'task.finished')).toHaveLength(1);
    },
    120_000,
  );

  test('while a person is asked costs no more than that: what was typed is there again, and it orders once', async () => {
    const { killed, events, result, orders } = await runKilled(what, 'while a person is asked');
    expect(killed).toBeGreaterThan(0);
    expect({ result, orders }).toMatchObject({ result: { status: 'completed' }, orders: 1 });
    // The yes was given to what stood in the form, and is good for the same form in another browser.
    expect(events.filter(({ type }) => type === 'approval.asked')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'task.finished')).toHaveLength(1);
  }, 120_000);
});
