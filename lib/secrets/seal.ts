/** Seals a value for the table and opens it again: AES-256-GCM under a data key of its own. Keeps nothing, logs nothing. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ErrandError } from '../domain/errors.ts';
import type { BoundField, SecretKind } from '../domain/secret.ts';
import { type KeyContext, type KeyProvider, newDataKey, unwrapDataKey } from './key-provider.ts';

/** All that the value is bound to. Changed in the table, it no longer opens: nobody widens a secret's sites by hand. */
export interface SealedFor {
  readonly ownerId: string;
  readonly name: string;
  readonly version: number;
  readonly kind: SecretKind;
  readonly sites: readonly string[];
  readonly fields: readonly BoundField[];
}

/** As the table holds it, in base64. */
export interface Sealed {
  readonly v: 1;
  readonly keyId: string;
  readonly key: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Lengths tell something of a password: values are padded to a multiple of this. */
const BLOCK_BYTES = 64;

export async function seal(provider: KeyProvider, value: string, of: SealedFor): Promise<Sealed> {
  const { key, wrapped } = await newDataKey(provider, contextOf(of));
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundBytes(of));
  const data = Buffer.concat([cipher.update(pad(value)), cipher.final()]);
  key.fill(0);
  const tag = cipher.getAuthTag();
  return { v: 1, keyId: provider.keyId, key: base64(wrapped), iv: base64(iv), tag: base64(tag), data: base64(data) };
}

/** Throws `secret.unreadable`, and says no more than that. */
export async function open(provider: KeyProvider, sealed: Sealed, of: SealedFor): Promise<string> {
  try {
    const key = await unwrapDataKey(provider, bytes(sealed.key), contextOf(of));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.iv), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundBytes(of)).setAuthTag(bytes(sealed.tag));
    const padded = Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]);
    key.fill(0);
    return unpad(padded);
  } catch {
    throw new ErrandError('secret.unreadable', `The secret "${of.name}" does not open with the key ${provider.keyId}.`);
  }
}

const contextOf = ({ ownerId, name, version }: SealedFor): KeyContext => ({ ownerId, name, version: String(version) });

function boundBytes({ ownerId, name, version, kind, sites, fields }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify([ownerId, name, version, kind, sites, fields]));
}

/** Four bytes of length, the value, zeros. */
function pad(value: string): Buffer {
  const text = Buffer.from(value, 'utf8');
  const padded = Buffer.alloc(Math.ceil((text.length + 4) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.writeUInt32BE(text.length);
  text.copy(padded, 4);
  return padded;
}

const unpad = (padded: Buffer): string => padded.subarray(4, 4 + padded.readUInt32BE()).toString('utf8');
const base64 = (raw: Uint8Array): string => Buffer.from(raw).toString('base64');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
