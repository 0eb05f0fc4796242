/** The digest that binds a yes to exactly what was shown: SHA-256 over canonical JSON (RFC 8785). */

import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** `sha256:` and 64 hex digits. Key order and white space do not matter; every value does. */
export function digestOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a digest.');
  return `sha256:${hash('sha256', text, 'hex')}`;
}
