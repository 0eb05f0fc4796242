/** The same way through an OpenAI-compatible endpoint: the openai package, real HTTP, a scripted model behind it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../sites/start-site.ts';
import { doErrand, readArtifactText, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type ScriptedOpenAi, startScriptedOpenAi, type WireRequest } from '../support/scripted-openai.ts';

let cloud: TestCloud;
let shop: Site;
let endpoint: ScriptedOpenAi;

/** The ref of an element in the newest page that the model was shown. */
const refOf = (request: WireRequest, pattern: RegExp): string => {
  const text = request.body.messages.map(message => String(message.content)).join('\n');
  const ref = new RegExp(`\\[(e\\d+)\\] ${pattern.source}`).exec(text)?.[1];
  if (ref === undefined) throw new Error(`No element fits ${pattern}.`);
  return ref;
};

beforeAll(async () => {
  shop = await startSite('shop');
  endpoint = await startScriptedOpenAi([
    { calls: [{ name: 'plan_errand', arguments: {} }] },
    {
      calls: [
        {
          name: 'propose',
          arguments: {
            title: 'Kettle prices',
            instruction: 'Find the kettles and list them.',
            startUrl: shop.url,
            plan: ['Open the shop', 'Open the kettles', 'Read them'],
            sites: [shop.host],
            verbs: ['read', 'navigate'],
            steps: 4,
            seconds: 20,
          },
        },
      ],
    },
    { status: 429, headers: { 'retry-after': '0' } },
    request => ({
      text: 'I open the kettles.',
      calls: [{ name: 'click', arguments: { ref: refOf(request, /link "Kettles"/) } }],
    }),
    { text: 'I search although I may not.', calls: [{ name: 'navigate', arguments: { url: 'https://example.com/' } }] },
    {
      text: 'I read the list.',
      calls: [{ name: 'extract', arguments: { instruction: 'name and price of each kettle', name: 'kettles' } }],
    },
    { json: { rows: [{ name: 'Fell Camp Kettle', price: '£29.50' }] } },
    {
      calls: [
        {
          name: 'finish',
          arguments: {
            outcome: 'done',
            summary: 'The cheapest kettle is the Fell Camp Kettle at £29.50.',
            evidence: ['kettles'],
          },
        },
      ],
    },
  ]);
  cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: shop.host,
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_MODEL: 'scripted',
  });
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await shop.close();
  await endpoint.close();
});

test('a model behind an HTTP endpoint plans, acts, is held to the consent, and reports', async () => {
  const done = await doErrand(cloud.client, `Which kettle at ${shop.url} is the cheapest?`);
  expect(done.proposal).toMatchObject({
    title: 'Kettle prices',
    model: 'scripted',
    scope: { sites: [shop.host], verbs: ['read', 'navigate'] },
  });
  expect(done.result).toMatchObject({
    status: 'completed',
    evidence: 'verified',
    summary: expect.stringContaining('£29.50'),
  });
  expect(done.events.filter(event => event.type === 'action.refused')).toMatchObject([
    { data: { code: 'scope.site-outside' } },
  ]);
  expect(await readArtifactText(cloud.client, done.taskId, 'kettles.csv')).toContain('Fell Camp Kettle,£29.50');
  endpoint.assertDone();
  expect(JSON.stringify(endpoint.requests[1]?.body.messages)).not.toContain('BEGIN PAGE');
}, 60_000);
