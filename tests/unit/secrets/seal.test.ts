/** Sealing: what comes back, what does not open, and what the table can learn. */

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type KeyProvider, openKeyFile } from '../../../lib/secrets/key-provider.ts';
import { openKeys } from '../../../lib/secrets/open-keys.ts';
import { open, type SealedFor, seal } from '../../../lib/secrets/seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = openKeyFile(join(folder, 'secrets.key'));
const of: SealedFor = {
  ownerId: 'ada',
  name: 'shop-password',
  version: 1,
  kind: 'password',
  sites: ['example.com'],
  fields: ['password'],
};

describe('a sealed value', () => {
  test('opens again, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async value => {
        const wellFormed = value.toWellFormed();
        expect(await open(keys, await seal(keys, wellFormed, of), of)).toBe(wellFormed);
      }),
      { numRuns: 40 },
    );
  });

  test.each<[string, Partial<SealedFor>]>([
    ['another owner', { ownerId: 'bob' }],
    ['another name', { name: 'bank-password' }],
    ['an older version', { version: 2 }],
    ['more sites', { sites: ['example.com', 'evil.test'] }],
    ['more fields', { fields: ['password', 'text'] }],
    ['another kind', { kind: 'text' }],
  ])('does not open for %s', async (_, change) => {
    const sealed = await seal(keys, 'correct horse', of);
    await expect(open(keys, sealed, { ...of, ...change })).rejects.toMatchObject({ code: 'secret.unreadable' });
  });

  test.each(['key', 'iv', 'tag', 'data'] as const)('does not open where its %s was touched', async part => {
    const sealed = await seal(keys, 'correct horse', of);
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const touched = { ...sealed, [part]: bytes.toString('base64') };
    await expect(open(keys, touched, of)).rejects.toMatchObject({ code: 'secret.unreadable' });
  });

  test('does not open with a shortened tag, nor with another key', async () => {
    const sealed = await seal(keys, 'correct horse', of);
    const short = { ...sealed, tag: Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64') };
    await expect(open(keys, short, of)).rejects.toMatchObject({ code: 'secret.unreadable' });
    const other = openKeyFile(join(folder, 'other.key'));
    const failure = await open(other, sealed, of).catch((error: Error) => error.message);
    expect(failure).toMatch(/secret.unreadable/);
    expect(failure).not.toContain('correct');
  });

  test('is never twice the same, and tells no length', async () => {
    const [a, b, c] = await Promise.all([seal(keys, 'a', of), seal(keys, 'a', of), seal(keys, 'a'.repeat(40), of)]);
    expect(new Set([a?.data, b?.data]).size).toBe(2);
    expect(new Set([a?.key, b?.key]).size).toBe(2);
    expect(a?.data.length).toBe(c?.data.length);
  });

  test('goes through KMS by a data key, with the owner and the name as context', async () => {
    const asked: unknown[] = [];
    const key = Buffer.alloc(32, 9);
    const kms: KeyProvider = {
      kind: 'kms',
      keyId: 'alias/errand',
      calls: {
        generateDataKey: async (keyId, context) => {
          asked.push([keyId, context]);
          return { key: Buffer.from(key), wrapped: Buffer.from('wrapped') };
        },
        decrypt: async (keyId, wrapped, context) => {
          asked.push([keyId, context, Buffer.from(wrapped).toString()]);
          return Buffer.from(key);
        },
      },
    };
    expect(await open(kms, await seal(kms, 'correct horse', of), of)).toBe('correct horse');
    const context = { ownerId: 'ada', name: 'shop-password', version: '1' };
    expect(asked).toEqual([
      ['alias/errand', context],
      ['alias/errand', context, 'wrapped'],
    ]);
  });
});

describe('the key file', () => {
  test('is made once, for its user alone, and stays', () => {
    const path = join(folder, 'made.key');
    openKeyFile(path);
    const first = readFileSync(path, 'utf8');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    openKeyFile(path);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });

  test('that holds no key is refused and not overwritten', () => {
    const path = join(folder, 'bad.key');
    writeFileSync(path, 'short');
    expect(() => openKeyFile(path)).toThrow(/config.invalid/);
    expect(readFileSync(path, 'utf8')).toBe('short');
  });

  test('and KMS are not both taken', () => {
    expect(openKeys({ secretsKeyFile: undefined, secretsKmsKey: undefined })).toBeUndefined();
    expect(openKeys({ secretsKeyFile: undefined, secretsKmsKey: 'alias/x' })).toMatchObject({ kind: 'kms' });
    expect(() => openKeys({ secretsKeyFile: 'x', secretsKmsKey: 'alias/x' })).toThrow(/both set/);
  });
});
