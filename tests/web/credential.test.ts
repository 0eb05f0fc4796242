/** What is kept of a sign-in, read back: only whole, and only while its time lasts. */

import { expect, test } from 'vitest';
import { readCredential } from '../../web/state/credential.ts';

const NOW = 1_000;
const kept = (value: unknown): string => JSON.stringify(value);

test('a token is good until its time, and not at it', () => {
  expect(readCredential(kept({ token: 't', until: NOW + 1 }), NOW)).toEqual({ token: 't', until: NOW + 1 });
  expect(readCredential(kept({ token: 't', until: NOW }), NOW)).toBeUndefined();
});

test.each([
  null,
  '',
  'no json',
  'null',
  '7',
  kept({}),
  kept({ token: '', until: 9e9 }),
  kept({ token: 't', until: '9e9' }),
])('%s is nobody', stored => {
  expect(readCredential(stored, NOW)).toBeUndefined();
});
