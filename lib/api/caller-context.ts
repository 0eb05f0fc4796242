/** The caller as the authorizer's context carries it to the functions: strings only. Written and read here and nowhere else. */

import { KeyScope } from '../domain/api-key.ts';
import type { Caller } from '../domain/caller.ts';

export function callerContext(caller: Caller): Readonly<Record<string, string>> {
  const { kind, ownerId } = caller;
  if (kind === 'person') return { kind, ownerId };
  return { kind, ownerId, keyId: caller.keyId, scopes: caller.scopes.join(' ') };
}

/** Undefined for anything that is not whole: a function that is reached by a wiring mistake refuses. */
export function readCaller(context: unknown): Caller | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const { kind, ownerId, keyId, scopes } = context as Readonly<Record<string, unknown>>;
  if (typeof ownerId !== 'string' || ownerId === '') return undefined;
  if (kind === 'person') return { kind, ownerId };
  if (kind !== 'key' || typeof keyId !== 'string' || typeof scopes !== 'string') return undefined;
  const known = scopes.split(' ').filter(scope => KeyScope.safeParse(scope).success);
  return { kind, ownerId, keyId, scopes: known as KeyScope[] };
}
