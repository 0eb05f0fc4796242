/** `errand secrets`: what is understood, and that no value is taken from the command line. */

import { expect, test } from 'vitest';
import { readArguments } from '../../../lib/cli/arguments.ts';

const read = (line: string) => readArguments(line.split(' '));

test('secrets are listed, set and removed', () => {
  expect(read('secrets list')).toMatchObject({ kind: 'secrets', doing: { kind: 'list' } });
  expect(read('secrets remove shop-password')).toMatchObject({ doing: { kind: 'remove', name: 'shop-password' } });
  expect(read('secrets set a --kind totp --site example.com --site 127.0.0.1:1 --field text')).toMatchObject({
    doing: { kind: 'set', name: 'a', secretKind: 'totp', sites: ['example.com', '127.0.0.1:1'], fields: ['text'] },
  });
});

test.each([
  'secrets',
  'secrets show a',
  'secrets set a hunter2 --kind password --site example.com',
  'secrets set A --kind password --site example.com',
  'secrets set a --kind pin --site example.com',
  'secrets set a --kind password',
  'secrets set a --kind password --site https://example.com',
  'secrets set a --kind password --site example.com --field search',
  'secrets set a --kind password --site example.com --value hunter2',
  'secrets list --url http://x',
])('%s is wrong, and says nothing of a value', line => {
  const wrong = read(line);
  expect(wrong.kind).toBe('wrong');
  expect(JSON.stringify(wrong).replace('--value', '')).not.toContain('hunter2');
});
