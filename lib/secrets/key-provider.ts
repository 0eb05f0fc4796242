/** Who keeps the key that wraps data keys: a file on a laptop, KMS in the cloud. Sees data keys, never secrets. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { ErrandError } from '../domain/errors.ts';

/** What the wrapped key is for; it is authenticated, and KMS logs it. Nothing of the secret. */
export type KeyContext = Readonly<Record<string, string>>;

export interface WrappedKey {
  readonly key: Uint8Array;
  readonly wrapped: Uint8Array;
}

/** The two calls of KMS, which the SDK's client has. */
export interface KmsCalls {
  generateDataKey(keyId: string, context: KeyContext): Promise<WrappedKey>;
  decrypt(keyId: string, wrapped: Uint8Array, context: KeyContext): Promise<Uint8Array>;
}

export type KeyProvider =
  | { readonly kind: 'file'; readonly keyId: string; readonly key: Uint8Array }
  | { readonly kind: 'kms'; readonly keyId: string; readonly calls: KmsCalls };

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Makes the file at its first use, for this user alone. Throws `config.invalid` where it holds no key. */
export function openKeyFile(path: string): KeyProvider {
  writeIfAbsent(path);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new ErrandError('config.invalid', `The key file of the secrets holds no key of ${KEY_BYTES} bytes.`);
  // Copied with wider rights, it is narrowed again.
  chmodSync(path, 0o600);
  return { kind: 'file', keyId: `file:${createHash('sha256').update(key).digest('hex').slice(0, 12)}`, key };
}

function writeIfAbsent(path: string): void {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    closeSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** A fresh key for one value, and the same wrapped. */
export async function newDataKey(provider: KeyProvider, context: KeyContext): Promise<WrappedKey> {
  switch (provider.kind) {
    case 'kms':
      return provider.calls.generateDataKey(provider.keyId, context);
    case 'file': {
      const key = randomBytes(KEY_BYTES);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', provider.key, iv).setAAD(bytesOf(context));
      const data = Buffer.concat([cipher.update(key), cipher.final()]);
      return { key, wrapped: Buffer.concat([iv, cipher.getAuthTag(), data]) };
    }
    default:
      return provider satisfies never;
  }
}

/** Throws where it was wrapped by another key or for something else. */
export async function unwrapDataKey(
  provider: KeyProvider,
  wrapped: Uint8Array,
  context: KeyContext,
): Promise<Uint8Array> {
  switch (provider.kind) {
    case 'kms':
      return provider.calls.decrypt(provider.keyId, wrapped, context);
    case 'file': {
      const decipher = createDecipheriv('aes-256-gcm', provider.key, wrapped.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(bytesOf(context)).setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    }
    default:
      return provider satisfies never;
  }
}

const bytesOf = (context: KeyContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
