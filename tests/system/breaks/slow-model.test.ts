/** The command line before a model that does not answer at first: what was said is said again by itself, and stands in the conversation once. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { type ScriptedOpenAi, startScriptedOpenAi, type WireReply } from '../../support/scripted-openai.ts';

const root = join(import.meta.dirname, '../../..');
let cloud: TestCloud;
let endpoint: ScriptedOpenAi;
let failures = 0;

beforeAll(async () => {
  const next = (): WireReply => {
    failures -= 1;
    return failures >= 0 ? { status: 500 } : { text: 'Which shop do you mean?' };
  };
  endpoint = await startScriptedOpenAi(Array.from({ length: 100 }, () => next));
  cloud = await startTestCloud({ OPENAI_API_KEY: 'key', OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'scripted' });
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await endpoint.close();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function errand(text: string): Promise<Ended> {
  const { url, token } = cloud.local;
  const child = spawn(
    process.execPath,
    [join(root, 'lib/cli/errand.ts'), text, '--yes', '--url', url, '--token', token],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => (out += chunk));
  child.stderr.on('data', chunk => (err += chunk));
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

async function said(): Promise<readonly string[]> {
  const { items } = await cloud.client.call('GET /sessions');
  const sessionId = items[0]?.sessionId ?? '';
  const { messages } = await cloud.client.call('GET /sessions/{sessionId}/messages', { params: { sessionId } });
  return messages.filter(({ role }) => role === 'user').map(({ text }) => text);
}

test('says it again, and says that it does', async () => {
  failures = 5;
  const { out, err } = await errand('Find me a kettle.');
  expect(err).toContain('Asking it again');
  expect(out).toContain('Which shop do you mean?');
  expect(await said()).toEqual(['Find me a kettle.']);
}, 60_000);

test('gives up where it never answers, with what to do next', async () => {
  failures = 100;
  const { code, err } = await errand('Find me a mug.');
  expect(code).toBe(1);
  expect(err.match(/Asking it again/g)).toHaveLength(2);
  expect(err).toMatch(/model\.unavailable: .+\n {2}Check OPENAI_BASE_URL and the network/);
  expect(await said()).toEqual(['Find me a mug.']);
}, 90_000);
