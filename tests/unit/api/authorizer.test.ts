/** Who a token names, and which tokens name nobody. */

import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { makeAuthorizer } from '../../../lib/api/authorizer.ts';
import { issueDevToken } from '../../../lib/api/dev-identity.ts';

const secret = 'a secret of at least thirty-two characters';
const now = Date.parse('2026-11-21T08:00:00Z');
const authorize = makeAuthorizer(async () => ({ secret, clock: () => now }));
type Event = Parameters<typeof authorize>[0];
const ask = (authorization?: string) =>
  authorize({ headers: authorization === undefined ? {} : { authorization } } as Event);

test('a token of this machine names its owner', async () => {
  const token = await issueDevToken({ secret, ownerId: 'ada', now });
  expect(await ask(`Bearer ${token}`)).toEqual({ isAuthorized: true, context: { ownerId: 'ada' } });
});

test('anything else names nobody', async () => {
  const key = new TextEncoder().encode(secret);
  const claims = { iss: 'errand-local', aud: 'errand', sub: 'ada' };
  const signed = (more: object, signKey = key) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'HS256' }).sign(signKey);
  const seconds = now / 1_000;
  const refused = [
    undefined,
    '',
    'Bearer',
    'Basic YTpi',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(5_000)}`,
    `Bearer ${await issueDevToken({ secret: `${secret}!`, ownerId: 'ada', now })}`,
    `Bearer ${await issueDevToken({ secret, ownerId: 'ada', now: now - 31 * 86_400_000 })}`,
    `Bearer ${new UnsecuredJWT({ ...claims, exp: seconds + 60 }).encode()}`,
    `Bearer ${await signed({})}`,
    `Bearer ${await signed({ exp: seconds + 60, aud: 'other' })}`,
    `Bearer ${await signed({ exp: seconds + 60, sub: 'a/b' })}`,
  ];
  for (const header of refused) expect(await ask(header)).toEqual({ isAuthorized: false });
});
