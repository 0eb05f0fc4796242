/** Remembers by which placeholders the secrets in fields were asked for, so that a saved field can name one instead of holding it. Keeps them in memory only. */

import type { SecretSource } from '../secret-source.ts';

/** Shorter ones stand in many a word. */
const MIN_CHARS = 4;

export interface References {
  /** The same source, listened to. */
  readonly source: SecretSource | undefined;
  /** What was asked for where this was given: `{{shop-password}}`. */
  referenceFor(value: string): string | undefined;
  /** True where a secret that was given is a part of it. */
  holdsSecret(text: string): boolean;
}

export function rememberReferences(source: SecretSource | undefined): References {
  const asked = new Map<string, string>();
  return {
    source: source && {
      async resolve(text, field) {
        const resolved = await source.resolve(text, field);
        if (resolved.ok) asked.set(resolved.value, text);
        return resolved;
      },
      values: () => source.values(),
    },
    referenceFor: value => asked.get(value),
    holdsSecret: text =>
      [...asked.keys(), ...(source?.values() ?? [])].some(value => value.length >= MIN_CHARS && text.includes(value)),
  };
}
