/** The part of an event's data that says which key asked. A person leaves none. */

import { type Caller, keyIdOf } from '../domain/caller.ts';

export function noteKey(caller: Caller): { readonly keyId?: string } {
  const keyId = keyIdOf(caller);
  return keyId === undefined ? {} : { keyId };
}
