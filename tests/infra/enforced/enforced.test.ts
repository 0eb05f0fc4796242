/** The bundles under their roles: all that people do, once, with each function's rights as the template gives them. Nothing is refused, and nothing is granted in vain. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../../../lib/api/client.ts';
import { bundleFunctions } from '../../../scripts/bundle-functions.ts';
import { bundleWorker } from '../../../scripts/bundle-worker.ts';
import { type Site, startSite } from '../../sites/start-site.ts';
import { doErrand, followToEnd, readArtifactText } from '../../support/local-cloud.ts';
import { mugOrder } from '../../support/mug-order.ts';
import { functionNames } from '../open-template.ts';
import { type EnforcedCloud, startEnforcedCloud } from './enforced-cloud.ts';
import { rightsIn } from './guard.ts';

const bundles = mkdtempSync(join(tmpdir(), 'errand-enforced-bundles-'));
let shop: Site;
let cloud: EnforcedCloud;
let client: Client;

beforeAll(async () => {
  shop = await startSite('shop');
  await bundleFunctions(bundles);
  await bundleWorker(join(bundles, 'worker'));
  cloud = await startEnforcedCloud({ bundles, allowHosts: [shop.host] });
  client = createClient({ baseUrl: cloud.url, token: cloud.token });
}, 300_000);

afterAll(async () => {
  await cloud?.close();
  await shop?.close();
  rmSync(bundles, { recursive: true, force: true });
}, 60_000);

/** What the emulators do not ask for, or what happens only when something breaks. */
const unseen = [
  // Mappings take from queues and streams in the function's name; here pumps do, in their own. What the worker and ingress
  // themselves ask of their queues is in `what is no message of ours …` and `… what is no request`.
  /^(?:worker|ingress) sqs:(?!ChangeMessageVisibility )/,
  /^relay (?:sqs:\S+ → QueuesDeadRecords|dynamodb:ListStreams|dynamodb:\S+ → Table\.StreamArn)/,
  // A key file stands in for KMS.
  / kms:/,
  // Which limit was reached is read after one was.
  /^(?:sessions|consent|ingress) dynamodb:GetItem → Table \[limits\/\*\]/,
  // A request whose model failed gives its key up.
  /^sessions dynamodb:DeleteItem → Table \[idempotency\/\*\]/,
  // A socket that vanished is forgotten by whoever meets it first.
  /^relay (?:dynamodb:DeleteItem|execute-api:\S+ → \S+\/DELETE\/)/,
  // Nothing was left behind that it would have to mend; tests/integration/reap does that.
  /^reaper dynamodb:(?:Get|Put|Update)Item/,
  // A socket that vanished watches no more.
  /^worker dynamodb:DeleteItem → Table \[watch\/\*\]/,
  // No errand here waits for a secret that is stored only then; tests/integration/api/asks has some that do.
  /^secrets dynamodb:(?:Get|Put|Update)Item → Table \[task\/\*\]/,
  // A secret is noted as used where it is typed, and a file of an earlier step is read where one is uploaded.
  /^worker dynamodb:UpdateItem → Table \[secret\/\*\]/,
  /^worker s3:GetObject → ArtifactsBucket\/\*\/tsk/,
];

const kettles = (): string => `go to ${shop.url}, search for kettle and list the name and price as a table`;

async function propose(text: string) {
  const { session } = await client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const said = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  if (said.proposal === undefined) throw new Error(`No proposal was made: ${said.reply?.text}`);
  return { params, proposal: said.proposal };
}

test('an errand is said, agreed to, done and read back, and its socket hears of it', async () => {
  const { ticket } = await client.call('POST /tickets', {});
  const socket = new WebSocket(`${cloud.socketUrl}?ticket=${ticket}`);
  const heard: string[] = [];
  socket.on('message', data => heard.push(String(data)));
  await new Promise(resolve => socket.once('open', resolve));

  const { params, proposal } = await propose(kettles());
  const { proposalId, digest } = proposal;
  const stream = `session/${params.sessionId}`;
  socket.send(JSON.stringify({ action: 'subscribe', stream, after: 0 }));
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  const { taskId } = task;
  socket.send(JSON.stringify({ action: 'subscribe', stream: `task/${taskId}`, after: 0 }));
  socket.send(JSON.stringify({ action: 'watch', taskId }));
  const events = await followToEnd(client, taskId);
  expect(events.at(-1)).toMatchObject({ type: 'task.finished', data: { result: { status: 'completed' } } });
  expect(await readArtifactText(client, taskId, 'name-and-price.csv')).toContain('Heron Gooseneck Kettle');
  await expect.poll(() => heard.some(one => one.includes('"task.finished"')), { timeout: 10_000 }).toBe(true);
  expect(heard.some(one => one.includes('"frame"'))).toBe(true);
  socket.send(JSON.stringify({ action: 'unwatch', taskId }));
  socket.send(JSON.stringify({ action: 'unsubscribe', stream }));
  await expect.poll(() => heard.some(one => one.includes('"unsubscribed"')), { timeout: 10_000 }).toBe(true);
  socket.close();

  expect((await client.call('GET /tasks', { query: {} })).items).toHaveLength(1);
  expect((await client.call('GET /sessions', { query: {} })).items).toHaveLength(1);
  await client.call('GET /tasks/{taskId}/trace', { params: { taskId }, query: {} });
  expect(await client.call('GET /tasks/{taskId}/audit', { params: { taskId } })).toContain('consent.given');
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test('a typed yes starts an order, which is paused, goes on from its checkpoint, and ends after an approval', async () => {
  const { params, proposal } = await propose(mugOrder(shop));
  const said = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text: 'yes' } });
  const taskId = said.task?.taskId ?? '';
  const read = async () => (await client.call('GET /tasks/{taskId}', { params: { taskId } })).task;
  await expect.poll(async () => (await read()).steps, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  await client.call('POST /tasks/{taskId}/pause', { params: { taskId }, body: {} });
  await expect.poll(async () => (await read()).status, { timeout: 30_000 }).toBe('paused');
  await client.call('POST /tasks/{taskId}/resume', { params: { taskId }, body: {} });
  const events = await followToEnd(client, taskId, ({ digest }) => ({ decision: 'approve', digest }));
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['checkpoint.saved', 'task.resumed']));
  expect(events.at(-1)).toMatchObject({ type: 'task.finished', data: { result: { status: 'completed' } } });
  const { proposalId, digest } = proposal;
  const again = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  expect(again.task.taskId).toBe(taskId);
  expect(cloud.account.refused).toEqual([]);
}, 90_000);

test('a no is taken, and a key opens what its scopes name, sockets too, until it is revoked', async () => {
  const { params, proposal } = await propose(kettles());
  const declined = { ...params, proposalId: proposal.proposalId };
  await client.call('POST /sessions/{sessionId}/proposals/{proposalId}/decline', { params: declined, body: {} });
  const made = await client.call('POST /keys', { body: { name: 'test', scopes: ['sessions:read', 'tasks:read'] } });
  const headers = { 'x-api-key': made.secret };
  expect((await fetch(`${cloud.url}/sessions`, { headers })).status).toBe(200);
  expect((await fetch(`${cloud.url}/keys`, { headers })).status).toBe(403);
  const withKey = await fetch(`${cloud.url}/tickets`, { method: 'POST', headers });
  const { ticket } = (await withKey.json()) as { ticket: string };
  const socket = new WebSocket(`${cloud.socketUrl}?ticket=${ticket}`);
  await new Promise(resolve => socket.once('open', resolve));
  expect((await client.call('GET /keys', {})).items).toHaveLength(1);
  await client.call('POST /keys/{keyId}/revoke', { params: { keyId: made.key.keyId } });
  socket.close();
  expect((await client.call('GET /audit', { query: {} })).items.map(({ type }) => type).toSorted()).toEqual([
    'key.created',
    'key.revoked',
    'key.used',
  ]);
  expect(await client.call('GET /audit/export', {})).toContain('key.used');
  expect((await client.call('GET /me', {})).ownerId).toBe('alice');
  expect((await client.call('GET /metrics', { query: {} })).days.length).toBeGreaterThan(0);
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test('secrets are stored, listed, used by name and removed', async () => {
  const body = { name: 'shop-code', kind: 'text' as const, sites: [shop.host], value: 'six-letters' };
  await client.call('POST /secrets', { body });
  expect((await client.call('GET /secrets', {})).items).toHaveLength(1);
  const done = await doErrand(client, `go to ${shop.url}, search for {{shop-code}} and list the name as a table`);
  expect(done.events.at(-1)?.type).toBe('task.finished');
  await client.call('DELETE /secrets/{name}', { params: { name: 'shop-code' } });
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test("another service's request becomes a proposal, and the reaper finds what is over", async () => {
  const detail = { v: 1, ownerId: 'alice', text: kettles() };
  const body = JSON.stringify({ source: 'test', 'detail-type': 'errand.requested', detail });
  await cloud.invoke('ingress', {
    Records: [{ messageId: 'm1', attributes: { SentTimestamp: String(Date.now()) }, body }],
  });
  const { items } = await client.call('GET /sessions', { query: {} });
  expect(items.find(({ title }) => title === 'Requested by test')?.status).toBe('awaiting_confirmation');
  await cloud.invoke('reaper', {});
  expect((await fetch(`${cloud.url}/health`)).status).toBe(200);
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test('ingress may give back at once what is no request', async () => {
  const Records = [{ messageId: 'm2', receiptHandle: 'none', body: 'no request' }];
  expect(await cloud.invoke('ingress', { Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
  expect(cloud.account.used.get('ingress')).toContain('sqs:ChangeMessageVisibility → QueuesRequests');
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test('what is no message of ours is put aside in seconds, by the queue and not by the worker', async () => {
  await cloud.send('no message of ours');
  await expect.poll(cloud.deadLetters, { timeout: 30_000 }).toEqual(['no message of ours']);
  expect(cloud.account.refused).toEqual([]);
}, 60_000);

test('no role has a right that none of this needed, but for those that are named here', () => {
  const inVain = functionNames.flatMap(name =>
    cloud
      .linesOf(name)
      .flatMap(rightsIn)
      .filter(right => cloud.account.used.get(name)?.has(right) !== true)
      .filter(right => !unseen.some(pattern => pattern.test(`${name} ${right}`)))
      .map(right => `${name} ${right}`),
  );
  expect(inVain).toEqual([]);
});
