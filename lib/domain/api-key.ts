/** API keys: what one may do, how one is written, and when it is good. Only a hash of a key is ever kept. */

import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { idPrefixes } from './ids.ts';

/**
 * What a key may be allowed, each on its own; none contains another. What is not in this list (keys themselves, and any
 * route that names no scope) is only for a person's own token.
 */
export const KeyScope = z.enum([
  /** Read conversations, their messages and events. */
  'sessions:read',
  /** Start conversations and say things in them. A plain yes is a consent, and needs that scope too. */
  'sessions:write',
  /** Say yes or no to a proposal. */
  'consent:give',
  /** Read tasks, their events, artifacts and traces. */
  'tasks:read',
  /** Stop tasks. */
  'tasks:control',
]);
export type KeyScope = z.infer<typeof KeyScope>;
export const keyScopes = KeyScope.options;

/** A key as its owner sees it. */
export const ApiKey = z.object({
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(KeyScope),
  createdAt: z.string(),
  expiresAt: z.string().optional(),
  /** Written at most once a minute. */
  lastUsedAt: z.string().optional(),
  revokedAt: z.string().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const KEY_SECRET_BYTES = 32;
const TOKEN = /^ek_([0-9A-HJKMNP-TV-Z]{26})_([\w-]{43})$/;

export interface KeyToken {
  readonly keyId: string;
  readonly secret: string;
}

/** `ek_<id>_<secret>`: the prefix is for scanners of leaked secrets, the id finds the key, the secret proves it. */
export function writeKeyToken({ keyId, secret }: KeyToken): string {
  return `ek_${keyId.slice(idPrefixes.key.length + 1)}_${secret}`;
}

export function readKeyToken(token: string): KeyToken | undefined {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { keyId: `${idPrefixes.key}_${id}`, secret };
}

/** One round of SHA-256 is enough: 256 random bits cannot be guessed, however fast guessing is. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Takes the same time whichever character differs. */
export function isSecretOf(secret: string, hash: string): boolean {
  const given = Buffer.from(hashOfSecret(secret));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}

export function isUsable(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: number): boolean {
  return key.revokedAt === undefined && (key.expiresAt === undefined || now < Date.parse(key.expiresAt));
}
