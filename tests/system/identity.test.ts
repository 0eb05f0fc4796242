/** Identity over the real local gateway: an issuer's tokens, API keys, and socket tickets of a page. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let issuerServer: Server;
let tokenOf: (subject: string) => Promise<string>;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
  issuerServer = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>(resolve => void issuerServer.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(issuerServer.address() as AddressInfo).port}`;
  tokenOf = subject =>
    new SignJWT({ sub: subject })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience('errand')
      .setExpirationTime('5m')
      .sign(privateKey);
  cloud = await startTestCloud({ ERRAND_OIDC_ISSUER: issuer, ERRAND_OIDC_AUDIENCE: 'errand' });
}, 60_000);
afterAll(async () => {
  await cloud?.close();
  await new Promise(resolve => issuerServer.close(resolve));
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the test looks into answers of several routes
  readonly body: any;
}

async function ask(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${cloud.local.url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("an issuer's subjects are owners of their own, and neither is the local one", async () => {
  const [ada, eve] = [bearer(await tokenOf('ada')), bearer(await tokenOf('eve'))];
  const local = bearer(cloud.local.token);
  const { sessionId } = (await ask('POST', '/sessions', ada, {})).body.session;
  expect((await ask('GET', `/sessions/${sessionId}`, ada)).status).toBe(200);
  for (const other of [eve, local]) expect((await ask('GET', `/sessions/${sessionId}`, other)).status).toBe(404);
  const owners = await Promise.all([ada, eve, local].map(async who => (await ask('GET', '/me', who)).body.ownerId));
  expect(new Set(owners).size).toBe(3);
  const [head, , signature] = (await tokenOf('ada')).split('.');
  const forged = `${head}.${Buffer.from('{"sub":"ada"}').toString('base64url')}.${signature}`;
  expect((await ask('GET', '/me', bearer(forged))).body).toMatchObject({
    status: 401,
    code: 'request.unauthenticated',
  });
});

test('a key opens what it was made for, is refused beside a token, and ends with its revoke', async () => {
  const person = bearer(await tokenOf('ada'));
  const made = await ask('POST', '/keys', person, { name: 'robot', scopes: ['tasks:read'] });
  const { secret, key } = made.body;
  const robot = { 'x-api-key': secret };
  expect((await ask('GET', '/tasks', robot)).status).toBe(200);
  expect((await ask('GET', '/sessions', robot)).body).toMatchObject({ status: 403, code: 'key.scope-missing' });
  expect((await ask('GET', '/tasks', { ...robot, ...person })).status).toBe(401);
  expect((await ask('GET', '/tasks', {})).status).toBe(401);
  expect((await ask('POST', `/keys/${key.keyId}/revoke`, person)).status).toBe(200);
  expect((await ask('GET', '/tasks', robot)).status).toBe(401);
});

test('a ticket of one page opens no socket for another', async () => {
  const page = 'http://127.0.0.1:5555';
  const ticket = async () =>
    (await ask('POST', '/tickets', { ...bearer(cloud.local.token), origin: page })).body.ticket as string;
  const open = (query: string, origin: string) =>
    new Promise<string>(resolve => {
      const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${query}`, { origin });
      socket.on('open', () => {
        resolve('open');
        socket.terminate();
      });
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
      socket.on('error', () => undefined);
    });
  expect(await open(await ticket(), page)).toBe('open');
  expect(await open(await ticket(), 'https://evil.example')).toBe('401');
});
