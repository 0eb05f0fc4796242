import { expect, test } from 'vitest';
import { visible } from '../../web/state/visible.ts';

test.each([
  ['photo\u202egnp.exe', 'photo[U+202E]gnp.exe'],
  ['pay\u200bpal.com', 'pay[U+200B]pal.com'],
  ['\u001b[31m', '[U+001B][31m'],
  ['a\u{e0041}b', 'a[U+E0041]b'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
  ['Grüße 👩‍👧 日本', 'Grüße 👩‍👧 日本'],
])('%j is seen as %j', (text, seen) => {
  expect(visible(text)).toBe(seen);
});
