/** Errands that wait for more steps, for a secret, or hear their person in the middle: parked and gone on with in the real cloud with a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { Task } from '../../lib/domain/task.ts';
import { PASSWORD } from '../support/canaries.ts';
import { followToEnd, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type LoginSite, startLoginSite } from '../support/login-site.ts';
import {
  type ScriptedOpenAi,
  startScriptedOpenAi,
  type WireReply,
  type WireRequest,
} from '../support/scripted-openai.ts';

let cloud: TestCloud;
let shop: LoginSite;
let endpoint: ScriptedOpenAi;

const textOf = (request: WireRequest): string =>
  request.body.messages.map(message => String(message.content)).join('\n');

/** In the newest page the model was shown. */
function refOf(request: WireRequest, pattern: RegExp): string {
  const page = textOf(request).split('BEGIN PAGE').at(-1) ?? '';
  const ref = new RegExp(`\\[((?:f\\d+)?e\\d+)\\] ${pattern.source}`).exec(page)?.[1];
  if (ref === undefined) throw new Error(`No element fits ${pattern} in ${page}`);
  return ref;
}

const propose = (instruction: string, secrets?: readonly string[]): readonly WireReply[] => [
  { calls: [{ name: 'plan_errand', arguments: {} }] },
  {
    calls: [
      {
        name: 'propose',
        arguments: {
          title: 'Look at the shop',
          instruction,
          startUrl: shop.url,
          plan: ['Open the shop'],
          sites: [shop.host],
          verbs: ['read', 'navigate', 'input', 'submit', 'login'],
          ...(secrets === undefined ? {} : { secrets }),
          steps: 20,
          seconds: 100,
        },
      },
    ],
  },
];
const find: WireReply = { calls: [{ name: 'find', arguments: { text: 'Password' } }] };
const finish: WireReply = {
  calls: [{ name: 'finish', arguments: { outcome: 'done', summary: 'Seen.', evidence: ['Login shop'] } }],
};
const fillPassword = (request: WireRequest): WireReply => ({
  calls: [
    {
      name: 'fill',
      arguments: { ref: refOf(request, /textbox "Password"/), value: '{{shop-password}}', submit: true },
    },
  ],
});

const SAID = 'Only tell me the heading.';
let running = '';
const say = () =>
  cloud.client.call('POST /tasks/{taskId}/instructions', { params: { taskId: running }, body: { text: SAID } });
const pause = () => cloud.client.call('POST /tasks/{taskId}/pause', { params: { taskId: running }, body: {} });

beforeAll(async () => {
  shop = await startLoginSite();
  endpoint = await startScriptedOpenAi([
    ...propose('Look for the password field.'),
    find,
    finish,
    ...propose('Log in with {{shop-password}}.', ['shop-password']),
    fillPassword,
    fillPassword,
    finish,
    ...propose('Look at the page.'),
    // While the model thinks about its first step.
    async () => {
      await say();
      return find;
    },
    async request => {
      expect(textOf(request)).toContain(`INSTRUCTION\n${JSON.stringify({ text: SAID })}`);
      await pause();
      return find;
    },
    request => {
      expect(textOf(request).split('INSTRUCTION\n')).toHaveLength(2);
      return finish;
    },
  ]);
  cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: shop.host,
    ERRAND_PARK_AFTER: '1',
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_MODEL: 'scripted',
  });
}, 120_000);

afterAll(async () => {
  await cloud?.close();
  await Promise.all([shop?.close(), endpoint?.close()]);
});

async function begin(text: string, narrowing?: { readonly budget: { readonly steps: number } }): Promise<string> {
  const { sessionId } = (await cloud.client.call('POST /sessions', { body: {} })).session;
  const params = { sessionId };
  const { proposal } = await cloud.client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  const { proposalId = '', digest = '' } = proposal ?? {};
  const body = { proposalId, digest, ...(narrowing === undefined ? {} : { narrowing }) };
  running = (await cloud.client.call('POST /sessions/{sessionId}/tasks', { params, body })).task.taskId;
  return running;
}

const read = async (taskId: string): Promise<Task> =>
  (await cloud.client.call('GET /tasks/{taskId}', { params: { taskId } })).task;

const until = (taskId: string, holds: (task: Task) => boolean): Promise<unknown> =>
  expect.poll(async () => holds(await read(taskId)), { timeout: 60_000, interval: 100 }).toBe(true);

const endOf = (events: readonly Stored<TaskEvent>[]): unknown => {
  const last = events.at(-1);
  return last?.type === 'task.finished' ? last.data.result.status : last?.type;
};
const browsersOf = (events: readonly Stored<TaskEvent>[]): number =>
  events.filter(({ type }) => type === 'browser.opened').length;

describe('in the real cloud', () => {
  test('an errand whose steps are used up is parked, and goes on in another browser after a yes', async () => {
    const taskId = await begin('Look for the password field.', { budget: { steps: 1 } });
    await until(taskId, ({ parked }) => parked === 'budget');
    const { budgetAsk } = await read(taskId);
    expect(budgetAsk).toMatchObject({ limit: 'steps', asks: { steps: 1 } });
    const body = { digest: budgetAsk?.digest ?? '', decision: 'extend' } as const;
    await cloud.client.call('POST /tasks/{taskId}/budget', { params: { taskId }, body });
    const events = await followToEnd(cloud.client, taskId, 'decided-elsewhere');
    expect([endOf(events), browsersOf(events)]).toEqual(['completed', 2]);
    expect(await read(taskId)).toMatchObject({ steps: 2, extended: { steps: 1 } });
  }, 120_000);

  test('an errand without its secret is parked, and logs in once the secret is stored', async () => {
    const taskId = await begin(`Log in at ${shop.url} with {{shop-password}}.`);
    await until(taskId, ({ parked }) => parked === 'secret');
    expect((await read(taskId)).secretNeeded).toMatchObject({ name: 'shop-password', site: shop.host });
    const kind = 'password' as const;
    const stored = { name: 'shop-password', kind, sites: [shop.host], value: PASSWORD };
    await cloud.client.call('POST /secrets', { body: stored });
    const events = await followToEnd(cloud.client, taskId, 'decided-elsewhere');
    expect(endOf(events)).toBe('completed');
    expect(shop.arrived.filter(({ fields }) => fields.pass === PASSWORD)).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(PASSWORD);
  }, 120_000);

  test('a word in the middle is heard at the next step, and still known after a pause', async () => {
    const taskId = await begin('Look at the page.');
    await until(taskId, ({ status }) => status === 'paused');
    await cloud.client.call('POST /tasks/{taskId}/resume', { params: { taskId }, body: {} });
    const events = await followToEnd(cloud.client, taskId, 'decided-elsewhere');
    expect([endOf(events), browsersOf(events)]).toEqual(['completed', 2]);
    expect(events.filter(({ type }) => type === 'instruction.added')).toHaveLength(1);
    endpoint.assertDone();
  }, 120_000);
});
