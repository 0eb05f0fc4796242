/** Runs what is in examples/, against a whole local cloud. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../sites/start-site.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);
let cloud: TestCloud;
let shop: Site;
let env: NodeJS.ProcessEnv;
let errand: string;

beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
  env = { ...process.env, ERRAND_DATA: cloud.local.dataDir };
  errand = `go to ${shop.url}, click Kettles and list the name and price as a table`;
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await shop.close();
});

test('the curl conversation ends with the table', async () => {
  const { stdout } = await execute('bash', [join(root, 'examples/conversation.sh'), errand], { env });
  expect(stdout).toContain('- click link "Kettles"');
  expect(stdout).toContain('Heron Gooseneck Kettle,£64.50');
}, 60_000);

test('the typed client shows plan, steps and result', async () => {
  const { stdout } = await execute(process.execPath, [join(root, 'examples/client.ts'), errand], { env });
  expect(stdout).toMatch(/Click "Kettles"[\s\S]*- click link "Kettles"[\s\S]*8 rows/);
}, 60_000);

test.each(['conversation.sh', 'client.ts'])(
  '%s ends an errand that asks something: nobody would answer',
  async file => {
    const program = file.endsWith('.sh') ? 'bash' : process.execPath;
    const asking = `go to ${shop.url}, ask me "Which one?" and click Kettles`;
    const { stdout } = await execute(program, [join(root, 'examples', file), asking], { env });
    expect(stdout).toMatch(/It asks.*Which one\?/);
    expect(stdout).not.toContain('click link "Kettles"');
    expect(stdout).toMatch(/cancel/i);
  },
  60_000,
);

test('the EventBridge payload becomes a proposal that waits for a yes, and starts nothing', async () => {
  const { handler } = await import('../../functions/ingress.ts');
  const event = JSON.parse(readFileSync(join(root, 'examples/eventbridge.json'), 'utf8'));
  const before = shop.requests.length;
  const attributes = { SentTimestamp: String(Date.now()) };
  const recordOf = (messageId: string, asked: object) => ({ messageId, attributes, body: JSON.stringify(asked) });
  const unknown = { ...event, detail: { ...event.detail, v: 2 } };
  const asked = { Records: [recordOf('good', event), recordOf('of another version', unknown)] } as SQSEvent;
  // As its queue delivers them: what cannot be taken comes again alone, and ends among the dead letters.
  expect(await handler(asked)).toEqual({ batchItemFailures: [{ itemIdentifier: 'of another version' }] });
  const { items } = await cloud.client.call('GET /sessions', { query: {} });
  const found = items.filter(({ title }) => title === 'Requested by com.example.inventory');
  expect(found).toHaveLength(1);
  const params = { sessionId: found[0]?.sessionId ?? '' };
  const { session } = await cloud.client.call('GET /sessions/{sessionId}', { params });
  expect(session.status).toBe('awaiting_confirmation');
  const { events } = await cloud.client.call('GET /sessions/{sessionId}/events', { params, query: {} });
  const made = events.find(({ type }) => type === 'proposal.made');
  expect(made?.data).toMatchObject({ proposal: { scope: { sites: ['127.0.0.1:4311'] } } });
  expect(
    (await cloud.client.call('GET /tasks', {})).items.filter(task => task.sessionId === session.sessionId),
  ).toEqual([]);
  expect(shop.requests).toHaveLength(before);
});

test('the sample of the README names the files that are there', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const [, file = ''] of readme.matchAll(/\]\(([\w./-]+)\)/g))
    expect(() =>
      readFileSync(join(root, file.replace(/\/$/, '/0001-page-text-is-quoted-line-by-line.md'))),
    ).not.toThrow();
});
