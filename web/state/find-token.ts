/** With which token the console works: the one it was given, the one that the person signed in with, or none yet. */

import type { ConsoleConfig } from '../data/config.ts';
import { type Credential, keepCredential, keptCredential } from './credential.ts';

export type Found =
  | { readonly kind: 'given'; readonly token: string }
  | { readonly kind: 'signed-in'; readonly credential: Credential }
  | { readonly kind: 'none' }
  /** The person came back from the issuer, and it did not work. */
  | { readonly kind: 'refused'; readonly why: string };

export async function findToken({ token, signIn }: ConsoleConfig): Promise<Found> {
  if (token !== '') return { kind: 'given', token };
  const asked = new URLSearchParams(location.search);
  if (signIn !== undefined && asked.has('state') && (asked.has('code') || asked.has('error'))) {
    try {
      const { finishSignIn } = await import('../data/oidc.ts');
      const { hash, ...credential } = await finishSignIn(signIn);
      keepCredential(credential);
      cleanAddress(hash);
      return { kind: 'signed-in', credential };
    } catch (error) {
      cleanAddress('');
      return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
    }
  }
  const credential = keptCredential();
  return credential === undefined ? { kind: 'none' } : { kind: 'signed-in', credential };
}

/** The code is used; it must not be in the history, or a reload would try it again. */
function cleanAddress(hash: string): void {
  history.replaceState(null, '', `${location.pathname}${hash}`);
}
