/** The offline model hears its person in the middle of an errand: in the real cloud, with a real Chromium and no key. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../sites/start-site.ts';
import { followToEnd, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

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

test('what is told in mid-run is done after the plan, and what is not understood is said', async () => {
  const { client } = cloud;
  const { session } = await client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const text = `go to ${shop.url}, click Kettles and list the name and price as a table`;
  const { proposal } = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  const { proposalId = '', digest = '' } = proposal ?? {};
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  for (const said of ['Also click Teapots, please.', 'Paint it blue.'])
    await client.call('POST /tasks/{taskId}/instructions', { params: { taskId: task.taskId }, body: { text: said } });
  const events = await followToEnd(client, task.taskId);
  const acts = events.flatMap(event => (event.type === 'action.started' ? [event.data.description] : []));
  const kettles = acts.findIndex(act => act.includes('Kettles'));
  expect(kettles).toBeGreaterThanOrEqual(0);
  expect(acts.findIndex(act => act.includes('Teapots'))).toBeGreaterThan(kettles);
  const end = events.at(-1);
  const result = end?.type === 'task.finished' ? end.data.result : undefined;
  expect(result?.status).toBe('completed');
  expect(result?.summary).toContain('I do not understand "Paint it blue"');
}, 120_000);
