/** An issuer's public keys, kept while they are fresh and fetched again when a token names one that is not there. Asks one address only. */

import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../domain/ids.ts';

/** A key that the issuer withdrew opens nothing after this. */
const FRESH_MS = 10 * 60_000;
/** Strangers may send any key id: they cannot make us ask more often than this. */
const COOLDOWN_MS = 30_000;
/** While the issuer is away its last keys still count for so long. */
const STALE_MS = 6 * 3_600_000;

export type FetchJson = (url: string) => Promise<unknown>;

export interface KeySource {
  readonly fetchJson: FetchJson;
  readonly clock: Clock;
  /** Finds the address of the keys; asked again only where it failed. */
  readonly findUrl: () => Promise<string>;
}

interface Kept {
  readonly keys: ReturnType<typeof createLocalJWKSet>;
  readonly at: number;
}

/** What jose asks for the key of one token. Throws jose's own error where no key fits. */
export function openKeySet({ fetchJson, clock, findUrl }: KeySource): JWTVerifyGetKey {
  let kept: Kept | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<Kept> | undefined;

  const ask = (): Promise<Kept> => {
    askedAt = clock();
    // Many tokens at once wait for one answer.
    asking ??= findUrl()
      .then(fetchJson)
      .then(document => {
        kept = { keys: createLocalJWKSet(asKeySet(document)), at: clock() };
        return kept;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };

  const current = async (): Promise<Kept> => {
    const age = kept === undefined ? Number.POSITIVE_INFINITY : clock() - kept.at;
    if (kept !== undefined && age < FRESH_MS) return kept;
    const mayAsk = asking !== undefined || clock() - askedAt >= COOLDOWN_MS || kept === undefined;
    if (!mayAsk && kept !== undefined && age < STALE_MS) return kept;
    return ask().catch((error: unknown) => {
      if (kept !== undefined && age < STALE_MS) return kept;
      throw error;
    });
  };

  return async (header, token) => {
    const { keys, at } = await current();
    try {
      return await keys(header, token);
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown || clock() - Math.max(at, askedAt) < COOLDOWN_MS) throw error;
      const fresh = await ask().catch(() => undefined);
      if (fresh === undefined) throw error;
      return fresh.keys(header, token);
    }
  };
}

/** `createLocalJWKSet` checks the keys themselves. */
function asKeySet(document: unknown): JSONWebKeySet {
  if (typeof document === 'object' && document !== null && 'keys' in document && Array.isArray(document.keys)) {
    return { keys: document.keys };
  }
  throw new TypeError('The issuer answered with no key set.');
}
