/** Who makes a request: the owner in person, one of the owner's keys with what it was allowed, or another service for them. Pure. */

import type { KeyScope } from './api-key.ts';
import { ErrandError } from './errors.ts';

/** Who comes over HTTP. */
export type Caller =
  | { readonly kind: 'person'; readonly ownerId: string }
  | { readonly kind: 'key'; readonly ownerId: string; readonly keyId: string; readonly scopes: readonly KeyScope[] };

/** Another service asks in the owner's name: it may ask, and can decide nothing. */
export type Requester = Caller | { readonly kind: 'service'; readonly ownerId: string };

/** Undefined: only for a person. Throws `key.scope-missing`. */
export function holdToScopes(who: Requester, needed: readonly KeyScope[] | undefined): void {
  if (who.kind === 'person') return;
  if (needed === undefined) {
    throw new ErrandError('key.scope-missing', 'No key may do this, only its owner with a token of their own.');
  }
  const has = who.kind === 'key' ? who.scopes : [];
  const missing = needed.filter(scope => !has.includes(scope));
  if (missing.length === 0) return;
  const lacking = who.kind === 'key' ? `key ${who.keyId} lacks it` : 'a service never has it';
  throw new ErrandError('key.scope-missing', `This needs ${missing.join(' and ')}; ${lacking}.`, { missing });
}

export const hasScopes = (who: Requester, needed: readonly KeyScope[]): boolean =>
  who.kind === 'person' || (who.kind === 'key' && needed.every(scope => who.scopes.includes(scope)));

/** For the record of what was done with a key. */
export const keyIdOf = (who: Requester): string | undefined => (who.kind === 'key' ? who.keyId : undefined);
