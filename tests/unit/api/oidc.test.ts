/** Tokens of an OpenID Connect issuer, with real keys and a real issuer on this machine: whom they name, and how keys rotate. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchJson } from '../../../lib/api/fetch-json.ts';
import { type OidcSettings, openOidc } from '../../../lib/api/oidc.ts';
import { ownerIdOf } from '../../../lib/domain/owner.ts';

interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: object;
}

async function makeKey(kid: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

const START = Date.parse('2026-11-21T08:00:00Z');
let now = START;
let server: Server;
let issuer = '';
let published: readonly Key[] = [];
let asked: string[] = [];
let isAway = false;
/** What the issuer says instead of the truth, by path. */
let lies: Readonly<Record<string, object>> = {};

beforeEach(async () => {
  now = START;
  asked = [];
  isAway = false;
  lies = {};
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (isAway) return void response.writeHead(503).end();
    if (path === '/moved') return void response.writeHead(302, { location: '/keys' }).end();
    const documents: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys: published.map(({ jwk }) => jwk) },
    };
    const body = lies[path] ?? documents[path];
    return void response.writeHead(body ? 200 : 404).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise(resolve => server.close(resolve)));

const open = (more: Partial<OidcSettings> = {}) =>
  openOidc(
    { issuer, audiences: ['errand', 'other-client'], jwksUrl: undefined, tenantClaim: undefined, ...more },
    { fetchJson, clock: () => now },
  );

function sign(key: Key, claims: object = {}, header: object = {}): Promise<string> {
  const seconds = now / 1_000;
  const usual = { iss: issuer, aud: 'errand', sub: 'user-1', iat: seconds, exp: seconds + 300 };
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}

describe('a token', () => {
  test.each(['ES256', 'RS256', 'PS256', 'EdDSA'])('signed with %s by a published key names an owner', async alg => {
    published = [await makeKey('a', alg)];
    const [key] = published;
    if (key === undefined) throw new Error('no key');
    const ownerId = await open()(await sign(key));
    expect(ownerId).toBe(ownerIdOf({ issuer, subject: 'user-1' }));
    expect(ownerId).toMatch(/^own_[\w-]{32}$/);
  });

  test('names nobody where anything about it is wrong', async () => {
    const key = await makeKey('a');
    const strange = await makeKey('a');
    published = [key];
    const verify = open();
    const seconds = now / 1_000;
    const claims = { iss: issuer, aud: 'errand', sub: 'user-1', exp: seconds + 300 };
    const publicText = new TextEncoder().encode(JSON.stringify(key.jwk));
    const wrong = {
      'another key of the same id': sign(strange),
      'another issuer': sign(key, { iss: 'https://evil.example' }),
      'a longer issuer': sign(key, { iss: `${issuer}/` }),
      'another audience': sign(key, { aud: 'another-app' }),
      'no audience': sign(key, { aud: undefined }),
      'a client id that is no access token': sign(key, { aud: undefined, client_id: 'errand' }),
      'no subject': sign(key, { sub: undefined }),
      'an empty subject': sign(key, { sub: '' }),
      'a subject that is no text': sign(key, { sub: 5 }),
      'no end': sign(key, { exp: undefined }),
      'an end that is over': sign(key, { exp: seconds - 31 }),
      'a start that is not yet': sign(key, { nbf: seconds + 31 }),
      'no signature': Promise.resolve(new UnsecuredJWT(claims).encode()),
      'the public key as a shared secret': new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'a' })
        .sign(publicText),
      'a key of its own in its header': sign(strange, {}, { jwk: strange.jwk }),
      'an address of keys in its header': sign(strange, {}, { jku: 'https://evil.example/keys' }),
      'a header that must be understood': sign(key, {}, { crit: ['x'], x: 1 }).catch(() => 'a.b.c'),
      nonsense: Promise.resolve('a.b.c'),
    };
    for (const [what, token] of Object.entries(wrong)) {
      expect({ what, ownerId: await verify(await token) }).toEqual({ what, ownerId: undefined });
    }
    expect(asked.filter(path => !['/.well-known/openid-configuration', '/keys'].includes(path))).toEqual([]);
  });

  test('may be for one of several audiences, or be an access token of Cognito for a client', async () => {
    const key = await makeKey('a');
    published = [key];
    const verify = open();
    const owner = ownerIdOf({ issuer, subject: 'user-1' });
    expect(await verify(await sign(key, { aud: ['x', 'other-client'] }))).toBe(owner);
    expect(await verify(await sign(key, { aud: undefined, token_use: 'access', client_id: 'errand' }))).toBe(owner);
    expect(await verify(await sign(key, { exp: now / 1_000 - 29 }))).toBe(owner);
  });

  test('of another subject, issuer or tenant is another owner', async () => {
    const key = await makeKey('a');
    published = [key];
    const verify = open({ tenantClaim: 'org' });
    const owners = await Promise.all([
      verify(await sign(key, { org: 'one' })),
      verify(await sign(key, { org: 'two' })),
      verify(await sign(key, { org: 'one', sub: 'user-2' })),
      open()(await sign(key, { org: 'one' })),
    ]);
    expect(new Set(owners).size).toBe(4);
    expect(owners).not.toContain(undefined);
    for (const org of [undefined, '', 5, ['one']]) expect(await verify(await sign(key, { org }))).toBeUndefined();
    // What a caller may choose cannot be made to look like what another has.
    expect(ownerIdOf({ issuer, subject: 'a","b' })).not.toBe(ownerIdOf({ issuer, tenant: 'a', subject: 'b' }));
  });
});

describe('the keys', () => {
  test('are asked once for many tokens, and again after ten minutes', async () => {
    const key = await makeKey('a');
    published = [key];
    const verify = open();
    const token = await sign(key);
    await Promise.all(Array.from({ length: 8 }, () => verify(token)));
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    now += 10 * 60_000;
    await verify(await sign(key));
    expect(asked.filter(path => path === '/keys')).toHaveLength(2);
  });

  test('rotate: a new one is fetched when a token names it, and one withdrawn opens nothing after ten minutes', async () => {
    const [old, next] = [await makeKey('old'), await makeKey('next')];
    published = [old];
    const verify = open();
    expect(await verify(await sign(old))).toBeDefined();
    now += 31_000;
    published = [old, next];
    expect(await verify(await sign(next))).toBeDefined();
    expect(await verify(await sign(old))).toBeDefined();
    published = [next];
    now += 10 * 60_000;
    expect(await verify(await sign(old))).toBeUndefined();
    expect(await verify(await sign(next))).toBeDefined();
  });

  test('that nobody has are asked for at most every 30 s, whatever tokens name', async () => {
    const key = await makeKey('a');
    published = [key];
    const verify = open();
    await verify(await sign(key));
    for (let n = 0; n < 5; n += 1) expect(await verify(await sign(await makeKey(`made-up-${n}`)))).toBeUndefined();
    expect(asked.filter(path => path === '/keys')).toHaveLength(1);
    now += 30_000;
    for (let n = 0; n < 5; n += 1) await verify(await sign(await makeKey(`more-${n}`)));
    expect(asked.filter(path => path === '/keys')).toHaveLength(2);
  });

  test('last while the issuer is away, but not for ever; and without any the failure is no refusal', async () => {
    const key = await makeKey('a');
    published = [key];
    const verify = open();
    expect(await verify(await sign(key))).toBeDefined();
    isAway = true;
    now += 3_600_000;
    expect(await verify(await sign(key))).toBeDefined();
    now += 6 * 3_600_000;
    await expect(verify(await sign(key))).rejects.toThrow('503');
    isAway = false;
    now += 31_000;
    expect(await verify(await sign(key))).toBeDefined();
  });

  test('come from nowhere but the issuer: no foreign document, no redirect, no plain http elsewhere', async () => {
    const key = await makeKey('a');
    published = [key];
    const discovery = '/.well-known/openid-configuration';
    const refusals = [
      { issuer: 'https://evil.example', jwks_uri: `${issuer}/keys` },
      { issuer, jwks_uri: 'http://192.0.2.1/keys' },
      { issuer, jwks_uri: 'file:///etc/passwd' },
      { issuer, jwks_uri: `${issuer}/moved` },
      { issuer },
    ];
    for (const document of refusals) {
      lies = { [discovery]: document };
      await expect(open()(await sign(key))).rejects.toThrow();
    }
    expect(asked.filter(path => path === '/keys')).toEqual([]);
  });

  test('may have an address of their own, without discovery', async () => {
    const key = await makeKey('a');
    published = [key];
    expect(await open({ jwksUrl: `${issuer}/keys` })(await sign(key))).toBeDefined();
    expect(asked).toEqual(['/keys']);
  });
});
