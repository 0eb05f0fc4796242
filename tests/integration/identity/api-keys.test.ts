/** API keys on the real engine: what a key may do, that only its hash is kept, and that a revoke holds at once. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthorizer } from '../../../lib/api/authorizer.ts';
import { readCaller } from '../../../lib/api/caller-context.ts';
import { routeList } from '../../../lib/api/routes.ts';
import { keyScopes } from '../../../lib/domain/api-key.ts';
import type { Caller } from '../../../lib/domain/caller.ts';
import { useKey } from '../../../lib/store/api-keys.ts';
import { openTestApi, proposes, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const make = async (scopes: readonly string[], more: object = {}, owner = 'ada') => {
  const reply = await api.call('POST', '/keys', { owner, body: { name: 'robot', scopes, ...more } });
  expect(reply.status).toBe(201);
  const { secret, key } = reply.body;
  return { secret: String(secret), keyId: String(key.keyId) };
};

/** As the gateway asks: the authorizer's own word, or undefined for nobody. */
async function callerOf(secret: string): Promise<Caller | undefined> {
  const findKey = (token: Parameters<typeof useKey>[1]) => useKey(api.store, token);
  const authorize = makeAuthorizer(async () => ({ findOwner: [], findKey, log: { warn: () => undefined } }));
  const event = { headers: { 'x-api-key': secret } } as unknown as Parameters<typeof authorize>[0];
  return readCaller((await authorize(event)).context);
}

async function asKey(secret: string): Promise<Caller> {
  const caller = await callerOf(secret);
  if (caller === undefined) throw new Error('The key opens nothing.');
  return caller;
}

const keyItem = async (keyId: string) =>
  (await api.call('GET', '/keys')).body.items.find((key: { keyId: string }) => key.keyId === keyId);

describe('a key', () => {
  test('stands for its owner with its scopes, and is shown once', async () => {
    const { secret, keyId } = await make(['tasks:read', 'tasks:read', 'sessions:read']);
    expect(secret).toMatch(/^ek_[0-9A-Z]{26}_[\w-]{43}$/);
    expect(await callerOf(secret)).toEqual({
      kind: 'key',
      ownerId: 'ada',
      keyId,
      scopes: ['tasks:read', 'sessions:read'],
    });
    const random = secret.slice(-43);
    expect(JSON.stringify((await api.call('GET', '/keys')).body)).not.toContain(random);
    const { Items } = await api.store.db.send(new ScanCommand({ TableName: api.store.table }));
    expect(JSON.stringify(Items)).toContain(keyId);
    expect(JSON.stringify(Items)).not.toContain(random);
    expect(JSON.stringify(api.lines)).not.toContain(random);
  });

  test('is refused with another secret, and so is one that never was', async () => {
    const { secret } = await make(['tasks:read']);
    const other = (await make(['tasks:read'])).secret;
    expect(await callerOf(secret.slice(0, -43) + other.slice(-43))).toBeUndefined();
    expect(await callerOf(`ek_01ARZ3NDEKTSV4RRFFQ69G5FAV_${other.slice(-43)}`)).toBeUndefined();
  });

  test('is refused from the revoke on, which can be said twice', async () => {
    const { secret, keyId } = await make(['tasks:read']);
    await asKey(secret);
    const [first, second] = await Promise.all([1, 2].map(() => api.call('POST', `/keys/${keyId}/revoke`)));
    expect([first?.status, second?.status]).toEqual([200, 200]);
    expect(await callerOf(secret)).toBeUndefined();
    const again = await api.call('POST', `/keys/${keyId}/revoke`);
    expect(again.body.key.revokedAt).toBe(first?.body.key.revokedAt);
    expect((await keyItem(keyId)).revokedAt).toBe(first?.body.key.revokedAt);
  });

  test('ends by itself where it was made for some days', async () => {
    const { secret } = await make(['tasks:read'], { expiresInDays: 1 });
    api.advance(86_400_000 - 1);
    await asKey(secret);
    api.advance(1);
    expect(await callerOf(secret)).toBeUndefined();
  });

  test('has its last use written at most once a minute', async () => {
    const { secret, keyId } = await make(['tasks:read']);
    expect((await keyItem(keyId)).lastUsedAt).toBeUndefined();
    await Promise.all([1, 2, 3, 4].map(() => asKey(secret)));
    const first = (await keyItem(keyId)).lastUsedAt;
    expect(first).toBe(new Date(api.store.clock()).toISOString());
    api.advance(59_999);
    await asKey(secret);
    expect((await keyItem(keyId)).lastUsedAt).toBe(first);
    api.advance(1);
    await asKey(secret);
    expect((await keyItem(keyId)).lastUsedAt).not.toBe(first);
  });

  test('leaves an account: made, first used, revoked', async () => {
    const { secret, keyId } = await make(['consent:give'], {}, 'bob');
    api.advance(1);
    await asKey(secret);
    api.advance(120_000);
    await asKey(secret);
    await api.call('POST', `/keys/${keyId}/revoke`, { owner: 'bob' });
    const { items } = (await api.call('GET', '/audit', { owner: 'bob' })).body;
    expect(items.map((entry: { type: string; keyId: string }) => [entry.type, entry.keyId])).toEqual([
      ['key.revoked', keyId],
      ['key.used', keyId],
      ['key.created', keyId],
    ]);
  });

  test('is one of fifty at most', async () => {
    for (let n = 0; n < 50; n += 1) await make(['tasks:read'], {}, 'zoe');
    const body = { name: 'one more', scopes: ['tasks:read'] };
    expect((await api.call('POST', '/keys', { owner: 'zoe', body })).body.code).toBe('key.too-many');
  });
});

describe('the scopes', () => {
  const owned = routeList.filter(route => route.auth === 'owner');
  const fill = (path: string) => path.replace(/\{\w+\}/g, 'nonsense');
  const asked = (scopes: Caller & { kind: 'key' } extends { scopes: infer S } ? S : never): Caller => ({
    kind: 'key',
    ownerId: 'ada',
    keyId: 'key_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    scopes,
  });

  test.each(owned.map(route => [route.key, route] as const))('are held on %s', async (_, route) => {
    const call = (caller: Caller) => api.call(route.method, fill(route.path), { caller });
    const needed = route.scopes;
    if (needed === undefined) {
      expect((await call(asked(keyScopes))).body).toMatchObject({ status: 403, code: 'key.scope-missing' });
      return;
    }
    expect((await call(asked(needed))).body.code).not.toBe('key.scope-missing');
    for (const one of needed) {
      const rest = keyScopes.filter(scope => scope !== one);
      expect((await call(asked(rest))).body).toMatchObject({ status: 403, code: 'key.scope-missing' });
    }
  });

  test('of keys themselves do not exist: only a person makes, lists and revokes them', () => {
    const keyRoutes = owned.filter(route => /^\/(keys|audit)/.test(route.path));
    expect(keyRoutes.length).toBeGreaterThan(3);
    expect(keyRoutes.filter(route => route.scopes !== undefined)).toEqual([]);
  });

  test('without consent:give say no yes, by route or by word, and with it the consent names the key', async () => {
    const talker = await asKey((await make(['sessions:write', 'sessions:read'])).secret);
    const { secret, keyId } = await make(['sessions:write', 'consent:give']);
    const decider = await asKey(secret);
    const { sessionId } = (await api.call('POST', '/sessions', { caller: talker })).body.session;
    api.script(...proposes());
    const say = (text: string, caller: Caller) =>
      api.call('POST', `/sessions/${sessionId}/messages`, { caller, body: { text } });
    const { proposalId, digest } = (await say('list the rivers', talker)).body.proposal;
    for (const word of ['yes', 'no']) expect((await say(word, talker)).body.code).toBe('key.scope-missing');
    const consent = (caller: Caller) =>
      api.call('POST', `/sessions/${sessionId}/tasks`, { caller, body: { proposalId, digest } });
    expect((await consent(talker)).body.code).toBe('key.scope-missing');
    const { session } = (await api.call('GET', `/sessions/${sessionId}`)).body;
    expect(session).toMatchObject({ status: 'awaiting_confirmation', messages: 2 });
    expect((await consent(decider)).body.task.consent).toMatchObject({ keyId, by: 'request' });
  });

  test('are told to whoever asks', async () => {
    const { secret, keyId } = await make(['tasks:read']);
    const { body } = await api.call('GET', '/me', { caller: await asKey(secret) });
    expect(body).toMatchObject({ ownerId: 'ada', keyId, scopes: ['tasks:read'] });
    expect((await api.call('GET', '/me')).body.scopes).toBeUndefined();
  });
});
