/** A model server at its worst, behind the whole local cloud: what may pass is tried again, nonsense is sent back, and nothing is done twice. */

import { afterEach, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../sites/start-site.ts';
import { type Done, doErrand, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import {
  type ScriptedOpenAi,
  startScriptedOpenAi,
  type WireReply,
  type WireScript,
} from '../support/scripted-openai.ts';

let shop: Site;
let cloud: TestCloud;
let endpoint: ScriptedOpenAi;
let script: WireReply[] = [];

/** One cloud for all: the replies are given to it anew for each errand. */
beforeAll(async () => {
  shop = await startSite('shop');
  const next = (): WireReply => script.shift() ?? { status: 400, message: 'The script has no reply left.' };
  const endless: WireScript = Array.from({ length: 500 }, () => () => next());
  endpoint = await startScriptedOpenAi(endless);
  cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: shop.host,
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_MODEL: 'scripted',
  });
  return async () => {
    await cloud.close();
    await endpoint.close();
    await shop.close();
  };
}, 60_000);
afterEach(() => {
  script = [];
});

const call = (name: string, args: unknown): WireReply => ({ calls: [{ name, arguments: args }] });
const proposal = (): readonly WireReply[] => [
  call('plan_errand', {}),
  call('propose', {
    title: 'Kettles',
    instruction: 'Open the kettles.',
    startUrl: shop.url,
    plan: ['Open the shop', 'Open the kettles'],
    sites: [shop.host],
    verbs: ['read', 'navigate'],
    steps: 6,
    seconds: 60,
  }),
];
const openKettles = (): WireReply => call('navigate', { url: new URL('/category/kettles', shop.url).href });
const finish = call('finish', { outcome: 'done', summary: 'The kettles are open.', evidence: [] });

const run = (replies: readonly WireReply[]): Promise<Done> => {
  script = [...proposal(), ...replies];
  return doErrand(cloud.client, `Open the kettles at ${shop.url}`);
};
const opened = (): number => shop.requests.filter(({ path }) => path === '/category/kettles').length;

test.each<[string, readonly WireReply[]]>([
  ['refuses for a while with 429', [{ status: 429, headers: { 'retry-after': '0' } }, { status: 429 }]],
  ['fails with 500 and 503', [{ status: 500 }, { status: 503 }]],
  ['answers what is no JSON', [{ raw: '<html>502 Bad Gateway</html>' }]],
  ['breaks off in the middle of its answer', [{ raw: '{"choices":[{"index":0,"message":{"role":"assis' }]],
  ['answers with nothing', [{ raw: '{}' }]],
  ['says something and calls no tool', [{ text: 'I will open the kettles now.' }]],
  ['calls a tool that there is not', [call('fly_to_the_moon', { speed: 11 })]],
  ['calls a tool with arguments of the wrong kind', [call('navigate', { url: 17 })]],
  [
    'calls a tool with arguments that are no JSON',
    [
      {
        raw: JSON.stringify({
          choices: [
            {
              index: 0,
              finish_reason: 'tool_calls',
              message: {
                role: 'assistant',
                content: '',
                tool_calls: [{ id: 'c', type: 'function', function: { name: 'navigate', arguments: '{"url": ' } }],
              },
            },
          ],
          usage: { prompt_tokens: 1, completion_tokens: 1 },
        }),
      },
    ],
  ],
])(
  'a server that %s: the errand goes on, and does each act once',
  async (_what, faults) => {
    const before = opened();
    const { result } = await run([...faults, openKettles(), ...faults, finish]);
    expect(result).toMatchObject({ status: 'completed', summary: 'The kettles are open.' });
    expect(opened() - before).toBe(1);
    expect(script).toEqual([]);
  },
  60_000,
);

test('a server that refuses the key ends the errand at once, and says so', async () => {
  const { result } = await run([openKettles(), { status: 401, message: 'no such key' }]);
  expect(result).toMatchObject({ status: 'failed', code: 'model.key-refused' });
  expect(script).toEqual([]);
}, 60_000);

test('a model that answers nonsense without end ends the errand with a clear error', async () => {
  const { result } = await run(Array.from({ length: 12 }, () => ({ text: 'I have no idea.' })));
  expect(result).toMatchObject({ status: 'failed', code: 'agent.malformed-answers' });
}, 60_000);
