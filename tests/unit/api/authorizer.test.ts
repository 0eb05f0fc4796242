/** Whom a credential names, and which credentials name nobody. */

import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { type AuthorizerDeps, makeAuthorizer } from '../../../lib/api/authorizer.ts';
import { callerContext, readCaller } from '../../../lib/api/caller-context.ts';
import { issueDevToken, ownerOfDevToken } from '../../../lib/api/dev-identity.ts';
import type { Caller } from '../../../lib/domain/caller.ts';

const secret = 'a secret of at least thirty-two characters';
const now = Date.parse('2026-11-21T08:00:00Z');
const keyToken = `ek_01ARZ3NDEKTSV4RRFFQ69G5FAV_${'s'.repeat(43)}`;
const keyId = 'key_01ARZ3NDEKTSV4RRFFQ69G5FAV';
const key = { keyId, name: 'robot', scopes: ['tasks:read' as const], createdAt: '2026-11-21T08:00:00.000Z' };
const deps: AuthorizerDeps = {
  findOwner: [token => ownerOfDevToken(token, { secret, now })],
  findKey: async asked => (asked.secret === 's'.repeat(43) ? { ownerId: 'ada', key } : undefined),
  log: { warn: () => undefined },
};
const authorize = makeAuthorizer(async () => deps);
type Event = Parameters<typeof authorize>[0];
const ask = (headers: Readonly<Record<string, string | undefined>>) => authorize({ headers } as unknown as Event);

test('a token of this machine names its owner in person', async () => {
  const token = await issueDevToken({ secret, ownerId: 'ada', now });
  expect(await ask({ authorization: `Bearer ${token}` })).toEqual({
    isAuthorized: true,
    context: { kind: 'person', ownerId: 'ada' },
  });
});

test('a key names its owner and what it may do', async () => {
  expect(await ask({ 'x-api-key': keyToken })).toEqual({
    isAuthorized: true,
    context: { kind: 'key', ownerId: 'ada', keyId, scopes: 'tasks:read' },
  });
});

test('a token and a key together name nobody', async () => {
  const authorization = `Bearer ${await issueDevToken({ secret, ownerId: 'ada', now })}`;
  expect(await ask({ authorization, 'x-api-key': keyToken })).toEqual({ isAuthorized: false });
});

test('anything else names nobody', async () => {
  const signKey = new TextEncoder().encode(secret);
  const claims = { iss: 'errand-local', aud: 'errand', sub: 'ada' };
  const signed = (more: object) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'HS256' }).sign(signKey);
  const seconds = now / 1_000;
  const refused = [
    undefined,
    '',
    'Bearer',
    'Basic YTpi',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(9_000)}`,
    `Bearer ${keyToken}`,
    `Bearer ${await issueDevToken({ secret: `${secret}!`, ownerId: 'ada', now })}`,
    `Bearer ${await issueDevToken({ secret, ownerId: 'ada', now: now - 31 * 86_400_000 })}`,
    `Bearer ${new UnsecuredJWT({ ...claims, exp: seconds + 60 }).encode()}`,
    `Bearer ${await signed({})}`,
    `Bearer ${await signed({ exp: seconds + 60, aud: 'other' })}`,
    `Bearer ${await signed({ exp: seconds + 60, sub: 'a/b' })}`,
  ];
  for (const authorization of refused) expect(await ask({ authorization })).toEqual({ isAuthorized: false });
  const keys = ['', 'ek_', keyToken.slice(0, -1), `${keyToken}s`, keyToken.toUpperCase(), keyToken.replace('ss', 'sx')];
  for (const wrong of keys) expect(await ask({ 'x-api-key': wrong })).toEqual({ isAuthorized: false });
});

test('without an issuer and without a table nobody gets in', async () => {
  const closed = makeAuthorizer(async () => ({ ...deps, findOwner: [], findKey: undefined }));
  const authorization = `Bearer ${await issueDevToken({ secret, ownerId: 'ada', now })}`;
  expect(await closed({ headers: { authorization } } as unknown as Event)).toEqual({ isAuthorized: false });
  expect(await closed({ headers: { 'x-api-key': keyToken } } as unknown as Event)).toEqual({ isAuthorized: false });
});

test('a caller comes through the context as they were, and half a context is nobody', () => {
  const callers: Caller[] = [
    { kind: 'person', ownerId: 'ada' },
    { kind: 'key', ownerId: 'ada', keyId, scopes: [] },
    { kind: 'key', ownerId: 'ada', keyId, scopes: ['tasks:read', 'consent:give'] },
  ];
  for (const caller of callers) expect(readCaller(callerContext(caller))).toEqual(caller);
  const halves = [
    undefined,
    null,
    'person',
    {},
    { ownerId: 'ada' },
    { kind: 'person' },
    { kind: 'person', ownerId: '' },
    { kind: 'key', ownerId: 'ada', keyId },
    { kind: 'root', ownerId: 'ada' },
  ];
  for (const half of halves) expect(readCaller(half)).toBeUndefined();
  expect(readCaller({ kind: 'key', ownerId: 'ada', keyId, scopes: 'tasks:read everything' })).toMatchObject({
    scopes: ['tasks:read'],
  });
});
