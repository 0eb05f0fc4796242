/** What kinds of secret there are, in words. Types only of the domain, whose module is not for browsers. */

import type { SecretKind } from '../../lib/domain/secret.ts';

export type { SecretKind } from '../../lib/domain/secret.ts';

const words: Readonly<Record<SecretKind, string>> = {
  password: 'Password',
  username: 'User name or e-mail',
  totp: 'One-time codes (its key)',
  text: 'Other text',
  basic: 'user:password that the server asks for',
};

export const secretKindWords = {
  label: 'Kind',
  kinds: (['password', 'username', 'totp', 'text', 'basic'] as const).map(kind => ({ kind, words: words[kind] })),
} as const;
