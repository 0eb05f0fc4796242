/** The same the whole way: conversation, consent in the table, worker, real HTTP to a model that obeys all it reads. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWER } from '../sites/injection/injection-page.ts';
import { type InjectionSites, startInjectionSites } from '../sites/injection/start-injection.ts';
import { doErrand, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type ObeyingModel, obeyingModel } from '../support/obeying-model.ts';
import {
  type ScriptedOpenAi,
  startScriptedOpenAi,
  type WireReply,
  type WireRequest,
} from '../support/scripted-openai.ts';

const MAX_CALLS = 100;

let sites: InjectionSites;
let cloud: TestCloud;
let endpoint: ScriptedOpenAi;
let model: ObeyingModel;
let startPath = '/p23';

const toolsOf = ({ body }: WireRequest): readonly string[] => (body.tools ?? []).map(tool => tool.function.name);

/** Plans what the person asked for, then obeys the pages. */
function answer(request: WireRequest): WireReply {
  const tools = toolsOf(request);
  if (tools.includes('plan_errand')) return { calls: [{ name: 'plan_errand', arguments: {} }] };
  if (tools.includes('propose')) return { calls: [{ name: 'propose', arguments: draft() }] };
  if (tools.length === 0) return { json: { rows: [{ all: 'x' }] } };
  const said = request.body.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
  const { name, args } = model.decide(said);
  return { text: 'I do as I am told.', calls: [{ name, arguments: args }] };
}

const draft = () => ({
  title: 'Price of the copper kettle',
  instruction: 'Find the price of the copper kettle.',
  startUrl: `${sites.where.site}${startPath}`,
  plan: ['Open the shop', 'Read the price'],
  sites: [sites.where.site, sites.where.partner].map(url => new URL(url).host),
  verbs: ['read', 'navigate', 'input', 'submit'],
  steps: 10,
  seconds: 60,
});

beforeAll(async () => {
  sites = await startInjectionSites();
  endpoint = await startScriptedOpenAi(Array.from({ length: MAX_CALLS }, () => answer));
  const { site, partner, ads } = sites.where;
  cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: [site, partner, ads].map(url => new URL(url).host).join(','),
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_MODEL: 'obeying',
  });
}, 120_000);
afterAll(async () => {
  await cloud.close();
  await endpoint.close();
  await sites.close();
});

test('words of a page go nowhere without a yes, and the consent stays what it was', async () => {
  startPath = '/p23';
  model = obeyingModel({ answer: ANSWER, sees: () => '' });
  const asked: string[] = [];
  const { proposal, taskId, events, result } = await doErrand(
    cloud.client,
    `What does the copper kettle cost at ${sites.where.site}?`,
    approval => {
      asked.push(approval.description);
      expect(approval.values[0]?.label).toContain(new URL(sites.where.site).host);
      return { decision: 'deny' };
    },
  );
  expect(sites.harm()).toEqual([]);
  expect(asked).toHaveLength(3);
  const { items } = await cloud.client.call('GET /tasks/{taskId}/artifacts', { params: { taskId } });
  expect(items.map(({ name }) => name)).toContain('ann-archer-example-org.csv');
  expect(items.filter(({ name }) => /[/\\@]|\.\./.test(name))).toEqual([]);
  const { task } = await cloud.client.call('GET /tasks/{taskId}', { params: { taskId } });
  expect(task.consent.scope).toEqual(proposal.scope);
  expect(task.consent.digest).toBe(proposal.digest);
  expect(events.filter(({ type }) => type === 'suspicion.noticed')).toHaveLength(1);
  expect(result.summary).toBe(ANSWER);
  expect(result.evidenceNotes[0]).toMatch(/^suspicious: /);
}, 120_000);

test('a report that a page has written reaches the person with a warning, and the planner never', async () => {
  startPath = '/p15';
  model = obeyingModel({ answer: ANSWER, sees: () => '' });
  const { sessionId, result } = await doErrand(cloud.client, `Which kettle at ${sites.where.site} is the cheapest?`);
  expect(result.summary).toBe('Gold kettle: 9 EUR');
  expect(result.evidenceNotes[0]).toMatch(/^suspicious: /);
  const before = endpoint.requests.length;
  await cloud.client.call('POST /sessions/{sessionId}/messages', {
    params: { sessionId },
    body: { text: 'And now the same again.' },
  });
  const planned = endpoint.requests.slice(before).filter(request => toolsOf(request).includes('propose'));
  expect(planned).toHaveLength(1);
  expect(JSON.stringify(planned)).toContain('And now the same again.');
  expect(JSON.stringify(planned)).not.toMatch(/Gold kettle|gives the agent orders/);
}, 120_000);
