/** What every route does with requests that are wrong, foreign, repeated or too large. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeList } from '../../../lib/api/routes.ts';
import { artifactIdOf } from '../../../lib/domain/ids.ts';
import { recordArtifact } from '../../../lib/store/artifacts.ts';
import { openTestApi, proposes, type TestApi } from '../../support/api.ts';

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
let api: TestApi;
let sessionId: string;
let proposalId: string;
let taskId: string;
let artifactId: string;
beforeAll(async () => {
  api = await openTestApi();
  sessionId = (await api.call('POST', '/sessions')).body.session.sessionId;
  api.script(...proposes());
  const { proposal } = (await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'rivers' } })).body;
  proposalId = proposal.proposalId;
  const body = { proposalId, digest: proposal.digest };
  taskId = (await api.call('POST', `/sessions/${sessionId}/tasks`, { body })).body.task.taskId;
  artifactId = artifactIdOf(taskId, `art_${ULID}`);
  const madeAt = new Date(api.store.clock()).toISOString();
  const file = { name: 'page.jpg', mediaType: 'image/jpeg', bytes: 3, step: 1, madeAt };
  await recordArtifact(api.store, { artifactId, taskId, kind: 'screenshot', ...file });
});
afterAll(async () => {
  await api.close();
});

const targetOf = (path: string): string =>
  path
    .replace('{sessionId}', sessionId)
    .replace('{proposalId}', proposalId)
    .replace('{taskId}', taskId)
    .replace('{artifactId}', artifactId);
const withParams = routeList.filter(route => route.params !== undefined);

describe('the owner', () => {
  const reads = routeList.filter(route => route.method === 'GET' && route.mediaType === undefined);
  test.each(reads.map(route => [route.key, route] as const))('gets on %s what its schema says', async (_, route) => {
    const reply = await api.call('GET', targetOf(route.path));
    expect(reply.status).toBe(200);
    expect(route.response.safeParse(reply.body).error).toBeUndefined();
  });
});

/** `ownership.test.ts` tries every route with another owner's ids. */
describe('another owner', () => {
  test('sees none of the lists, and cannot go on with a foreign cursor', async () => {
    expect((await api.call('GET', '/tasks', { owner: 'eve' })).body.items).toEqual([]);
    await api.call('POST', '/sessions');
    const { cursor } = (await api.call('GET', '/sessions?limit=1')).body;
    const reply = await api.call('GET', `/sessions?limit=1&cursor=${cursor}`, { owner: 'eve' });
    expect(reply.body).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  test.each(routeList.filter(route => route.auth === 'owner').map(route => [route.key, route] as const))(
    'without an identity is refused on %s',
    async (_, route) => {
      const target = route.path.replace(/\{\w+\}/g, 'x');
      expect((await api.call(route.method, target, { owner: undefined })).status).toBe(401);
    },
  );
});

describe('a wrong request', () => {
  test.each(withParams.map(route => [route.key, route] as const))(
    'with an id of no shape finds nothing on %s',
    async (_, route) => {
      const reply = await api.call(route.method, route.path.replace(/\{\w+\}/g, 'nonsense'), { body: {} });
      expect(reply.status).toBe(404);
    },
  );

  test.each([
    null,
    5,
    'x',
    [],
    {},
    { text: 5 },
    { text: '' },
    { text: '  ' },
    { text: 'x'.repeat(8_001) },
    { text: '漢'.repeat(7_999) },
    { text: 'x', more: 1 },
  ])('names the field: %j', async body => {
    const reply = await api.call('POST', `/sessions/${sessionId}/messages`, { body });
    expect(reply.body).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.body.errors[0].path).toMatch(/^body/);
    expect(reply.body.errors[0].message).not.toBe('');
  });

  test.each(['limit=0', 'limit=x', 'wait=26', 'after=-1', 'wait=1.5'])('names the query: %s', async query => {
    const reply = await api.call('GET', `/tasks/${taskId}/events?${query}`);
    expect(reply.body.errors[0].path).toBe(`query.${query.split('=')[0]}`);
  });

  test('that is no JSON or too large is told so', async () => {
    const target = `/sessions/${sessionId}/messages`;
    expect((await api.call('POST', target, { rawBody: '{"text":' })).body.code).toBe('request.invalid-json');
    const large = JSON.stringify({ text: 'x'.repeat(70_000) });
    expect((await api.call('POST', target, { rawBody: large })).body).toMatchObject({
      status: 413,
      code: 'request.too-large',
    });
  });
});

describe('an answer', () => {
  test('carries the request id and the headers that keep browsers careful, also where it is a problem', async () => {
    for (const target of ['/health', '/sessions/nonsense']) {
      const { headers } = await api.call('GET', target, { headers: { origin: 'https://console.example' } });
      expect(headers['x-request-id']).toMatch(/^request-/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBe('https://console.example');
    }
    const { headers } = await api.call('GET', '/health', { headers: { origin: 'https://evil.example' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('is logged with ids and never with what was said', async () => {
    await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'my secret wish' } });
    expect(api.lines.at(-1)).toMatchObject({ message: 'request', fields: { sessionId, status: 201 } });
    expect(JSON.stringify(api.lines)).not.toContain('secret wish');
  });
});

describe('an Idempotency-Key', () => {
  test('gives the first answer again, and refuses another request', async () => {
    const first = await api.call('POST', '/sessions', { body: { title: 'a' }, key: 'k' });
    const again = await api.call('POST', '/sessions', { body: { title: 'a' }, key: 'k' });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await api.call('POST', '/sessions', { body: { title: 'b' }, key: 'k' })).body.code).toBe(
      'idempotency.key-reused',
    );
    const other = await api.call('POST', '/sessions', { body: { title: 'b' }, key: 'k', owner: 'eve' });
    expect(other.body.session.sessionId).not.toBe(first.body.session.sessionId);
    expect((await api.call('POST', '/sessions', { key: 'ä' })).body.code).toBe('idempotency.key-invalid');
  });

  test('lets twenty at once make one session', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => api.call('POST', '/sessions', { key: 'many' })));
    const made = replies.filter(reply => reply.status === 201).map(reply => reply.body.session.sessionId);
    expect(new Set(made).size).toBe(1);
    expect(
      replies.filter(reply => reply.status !== 201).every(reply => reply.body.code === 'idempotency.in-progress'),
    ).toBe(true);
  });
});

describe('a table that is away', () => {
  test('is told as something to try again', async () => {
    const broken = await openTestApi();
    await broken.close();
    const reply = await broken.call('GET', '/sessions');
    expect(reply.body).toMatchObject({ status: 503, code: 'store.unavailable' });
    expect(reply.headers['retry-after']).toBe('1');
    expect((await broken.call('POST', '/tickets')).body.code).toBe('store.unavailable');
  });
});
