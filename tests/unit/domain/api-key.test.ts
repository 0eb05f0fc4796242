/** How keys are written and read, when they are good, and who may do what. */

import { expect, test } from 'vitest';
import { hashOfSecret, isSecretOf, isUsable, readKeyToken, writeKeyToken } from '../../../lib/domain/api-key.ts';
import { holdToScopes } from '../../../lib/domain/caller.ts';

const secret = `${'A-_b'.repeat(10)}xyz`;
const keyId = 'key_01ARZ3NDEKTSV4RRFFQ69G5FAV';

test('a key is read back as it was written, and nothing else is one', () => {
  const token = writeKeyToken({ keyId, secret });
  expect(token).toBe(`ek_01ARZ3NDEKTSV4RRFFQ69G5FAV_${secret}`);
  expect(readKeyToken(token)).toEqual({ keyId, secret });
  const others = ['', 'ek_', token.slice(1), ` ${token}`, `${token}\n`, token.replace('ek', 'sk'), `${token},${token}`];
  for (const other of others) expect(readKeyToken(other)).toBeUndefined();
});

test('only the secret itself fits its hash', () => {
  const hash = hashOfSecret(secret);
  expect(isSecretOf(secret, hash)).toBe(true);
  for (const other of ['', secret.slice(1), secret.toLowerCase(), hash]) expect(isSecretOf(other, hash)).toBe(false);
  expect(isSecretOf(secret, '')).toBe(false);
});

test('a key is good until it expires or is revoked', () => {
  const at = Date.parse('2026-11-21T08:00:00.000Z');
  expect(isUsable({}, at)).toBe(true);
  expect(isUsable({ expiresAt: '2026-11-21T08:00:00.001Z' }, at)).toBe(true);
  expect(isUsable({ expiresAt: '2026-11-21T08:00:00.000Z' }, at)).toBe(false);
  expect(isUsable({ revokedAt: '2026-11-20T08:00:00.000Z' }, at)).toBe(false);
});

test('a person may everything, a key what it was made for, and a service nothing that needs a scope', () => {
  const key = { kind: 'key', ownerId: 'ada', keyId, scopes: ['tasks:read'] } as const;
  const service = { kind: 'service', ownerId: 'ada' } as const;
  expect(() => holdToScopes({ kind: 'person', ownerId: 'ada' }, undefined)).not.toThrow();
  expect(() => holdToScopes(key, ['tasks:read'])).not.toThrow();
  expect(() => holdToScopes(key, [])).not.toThrow();
  expect(() => holdToScopes(key, ['tasks:read', 'consent:give'])).toThrow('consent:give');
  expect(() => holdToScopes(key, undefined)).toThrow('only its owner');
  expect(() => holdToScopes(service, ['consent:give'])).toThrow('a service never has it');
});
