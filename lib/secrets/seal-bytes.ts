/** Seals bytes for the bucket and opens them again: AES-256-GCM under a data key of their own. Keeps nothing, logs nothing. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyContext, type KeyProvider, newDataKey, unwrapDataKey } from './key-provider.ts';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Version and the length of the wrapped key. */
const HEAD_BYTES = 3;

/** `context` is authenticated: bytes sealed for one thing do not open as another. */
export async function sealBytes(provider: KeyProvider, bytes: Uint8Array, context: KeyContext): Promise<Uint8Array> {
  const { key, wrapped } = await newDataKey(provider, context);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(JSON.stringify(context)));
  const data = Buffer.concat([cipher.update(bytes), cipher.final()]);
  key.fill(0);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION);
  head.writeUInt16BE(wrapped.byteLength, 1);
  return Buffer.concat([head, wrapped, iv, cipher.getAuthTag(), data]);
}

/** Throws whatever is wrong with them: another key, another context, a changed byte. */
export async function openBytes(provider: KeyProvider, sealed: Uint8Array, context: KeyContext): Promise<Uint8Array> {
  const bytes = Buffer.from(sealed);
  if (bytes.readUInt8(0) !== VERSION) throw new RangeError('These bytes were sealed by another version.');
  const keyEnd = HEAD_BYTES + bytes.readUInt16BE(1);
  const key = await unwrapDataKey(provider, bytes.subarray(HEAD_BYTES, keyEnd), context);
  const iv = bytes.subarray(keyEnd, keyEnd + IV_BYTES);
  const tag = bytes.subarray(keyEnd + IV_BYTES, keyEnd + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(JSON.stringify(context))).setAuthTag(tag);
  const data = Buffer.concat([decipher.update(bytes.subarray(keyEnd + IV_BYTES + TAG_BYTES)), decipher.final()]);
  key.fill(0);
  return data;
}
