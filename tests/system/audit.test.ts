/** The audit of a real errand: what the person decided and what left the house, exported over HTTP and by the command line, and checked. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../lib/api/client.ts';
import { AuditLine } from '../../lib/domain/audit-line.ts';
import { verifyAudit } from '../../lib/domain/verify-audit.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { type Done, doErrand, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { mugOrder } from '../support/mug-order.ts';

let cloud: TestCloud;
let shop: Site;
let folder: string;
let done: Done;
let text: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-audit-'));
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
  done = await doErrand(cloud.client, mugOrder(shop), approval => ({ decision: 'approve', digest: approval.digest }));
  text = await cloud.client.call('GET /tasks/{taskId}/audit', { params: { taskId: done.taskId } });
}, 120_000);
afterAll(async () => {
  await cloud.close();
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

const linesOf = (audit: string): AuditLine[] =>
  audit
    .split('\n')
    .filter(line => line !== '')
    .map(line => AuditLine.parse(JSON.parse(line)));

test('has every event of the task in its chain, and shows the decisions, the hosts and the end', () => {
  const { faults, streams } = verifyAudit(text);
  expect(faults).toEqual([]);
  const task = streams.find(({ stream }) => stream === `task/${done.taskId}`);
  expect(task?.events).toBe(done.events.length);
  const shown = linesOf(text).flatMap(line => ('data' in line && line.data !== undefined ? [line.type] : []));
  for (const type of [
    'proposal.made',
    'consent.given',
    'hosts.contacted',
    'approval.asked',
    'approval.given',
    'approval.used',
    'artifact.saved',
    'task.finished',
    'task.reported',
  ])
    expect.soft(shown).toContain(type);
  expect(shown).not.toContain('page.observed');
  expect(shown).not.toContain('message.added');
});

test('is for its owner alone', async () => {
  const stranger = createClient({ baseUrl: cloud.local.url, token: await cloud.local.tokenFor('mallory') });
  const theirs = stranger.call('GET /tasks/{taskId}/audit', { params: { taskId: done.taskId } });
  await expect(theirs).rejects.toMatchObject({ status: 404, code: 'task.not-found' });
});

const errand = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['lib/cli/errand.ts', 'audit', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    maxBuffer: 50_000_000,
  });

test('is exported by the command line, holds there, and breaks where one word of it is another', async () => {
  const { stdout } = await errand(done.taskId, '--url', cloud.local.url, '--token', cloud.local.token);
  expect(stdout === text).toBe(true);
  const file = join(folder, 'audit.jsonl');
  await writeFile(file, stdout);
  expect((await errand('--verify', file, '--earlier', file)).stdout).toContain('The chain holds.');
  const forged = join(folder, 'forged.jsonl');
  await writeFile(forged, (await readFile(file, 'utf8')).replace('"verb":"pay"', '"verb":"read"'));
  await expect(errand('--verify', forged)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/has other data than its digest says[\s\S]*The chain is broken\./),
  });
}, 60_000);

test('tells what happened to keys in the same way', async () => {
  const made = await cloud.client.call('POST /keys', { body: { name: '<img src=x>', scopes: ['tasks:read'] } });
  const account = await cloud.client.call('GET /audit/export');
  expect(verifyAudit(account).faults).toEqual([]);
  expect(account).toContain(made.key.keyId);
  expect(account).not.toContain(made.secret);
});
