/** The routes of secrets on the real table: a value goes in and never comes out, and no owner sees another's. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open, type Sealed } from '../../../lib/secrets/seal.ts';
import { findSecret, markSecretUsed } from '../../../lib/store/secrets.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const CANARY = 'Canary-0f-the-r0utes';
const keys = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const;
let api: TestApi;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const set = (change: Record<string, unknown> = {}, owner = 'ada', key?: string) =>
  api.call('POST', '/secrets', {
    owner,
    ...(key === undefined ? {} : { key }),
    body: { name: 'shop-password', kind: 'password', sites: ['example.com'], value: CANARY, ...change },
  });

describe('a stored secret', () => {
  test('is listed by name, kind, sites and use, and opens only with the key', async () => {
    const made = await set({}, 'ada', 'key-1');
    expect(made.status).toBe(201);
    await markSecretUsed(api.store, 'ada', 'shop-password');
    const { body } = await api.call('GET', '/secrets');
    expect(body.items).toEqual([
      {
        name: 'shop-password',
        kind: 'password',
        sites: ['example.com'],
        fields: ['password'],
        madeAt: expect.any(String),
        updatedAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ]);
    const record = await findSecret(api.store, 'ada', 'shop-password');
    if (record === undefined) throw new Error('It is not there.');
    expect(await open(keys, record.sealed as unknown as Sealed, record)).toBe(CANARY);
  });

  test('is in no answer, no log line and no row, not as a hash for repeats either', async () => {
    const again = await set({}, 'ada', 'key-1');
    expect(again.status).toBe(201);
    const { Items } = await api.store.db.send(new ScanCommand({ TableName: api.store.table, ConsistentRead: true }));
    expect(Items?.filter(({ pk }) => String(pk).startsWith('secret/')).length).toBe(1);
    expect(Items?.filter(({ pk }) => String(pk).startsWith('idempotency/'))).toEqual([]);
    const { body } = await api.call('GET', '/secrets');
    expect(JSON.stringify([again, body, Items, api.lines])).not.toContain(CANARY);
  });

  test('gets a new value by the same name, one version on', async () => {
    await set({ value: 'another one', sites: ['example.org'] });
    const record = await findSecret(api.store, 'ada', 'shop-password');
    expect(record).toMatchObject({ version: 3, sites: ['example.org'], lastUsedAt: expect.any(String) });
  });

  test("is no other owner's: not listed, not removed, not replaced", async () => {
    expect((await api.call('GET', '/secrets', { owner: 'bob' })).body.items).toEqual([]);
    const removed = await api.call('DELETE', '/secrets/shop-password', { owner: 'bob' });
    expect([removed.status, removed.body.code]).toEqual([404, 'secret.not-found']);
    await set({ value: 'of bob' }, 'bob');
    expect(await findSecret(api.store, 'ada', 'shop-password')).toMatchObject({ version: 3 });
  });

  test('is for its owner in person: no API key reads, makes or removes one', async () => {
    const caller = { kind: 'key', ownerId: 'ada', keyId: 'key_1', scopes: ['tasks:read', 'sessions:write'] } as const;
    for (const [method, path] of [
      ['GET', '/secrets'],
      ['DELETE', '/secrets/shop-password'],
    ] as const)
      expect((await api.call(method, path, { caller })).body.code).toBe('key.scope-missing');
  });

  test('is gone once removed', async () => {
    expect((await api.call('DELETE', '/secrets/shop-password')).body).toEqual({ removed: 'shop-password' });
    expect((await api.call('DELETE', '/secrets/shop-password')).body.code).toBe('secret.not-found');
    await markSecretUsed(api.store, 'ada', 'shop-password');
    expect(await findSecret(api.store, 'ada', 'shop-password')).toBeUndefined();
  });
});

describe('what is no secret is refused without a word of it', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an empty value', { value: '' }, 'secret.invalid'],
    ['two lines', { value: `${CANARY}\n2` }, 'secret.invalid'],
    ['a value that is too long', { value: CANARY.repeat(300) }, 'secret.invalid'],
    ['a value that is no text', { value: [CANARY] }, 'secret.invalid'],
    ['a seed that is none', { kind: 'totp', value: CANARY }, 'secret.invalid'],
    ['a basic one without a colon', { kind: 'basic', value: CANARY }, 'secret.invalid'],
    ['a password for no field', { fields: [] }, 'secret.invalid'],
    ['a search box', { fields: ['search'] }, 'request.invalid'],
    ['no site', { sites: [] }, 'request.invalid'],
    ['a site with a scheme', { sites: ['https://example.com'] }, 'request.invalid'],
    ['a name in capitals', { name: 'Shop' }, 'request.invalid'],
  ])('%s', async (_, change, code) => {
    const { body } = await set({ name: 'wrong', ...change });
    expect(body.code).toBe(code);
    expect(JSON.stringify([body, api.lines])).not.toContain('Canary');
  });
});
