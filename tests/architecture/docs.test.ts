/** Generated pages of docs/ are what the code says; `npm run docs` writes them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeApiDoc } from '../../lib/api/api-doc.ts';
import { makeErrorsDoc } from '../../lib/api/errors-doc.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

test('docs/api.md has every route of the table', () => {
  expect(read('api.md')).toBe(makeApiDoc());
});

test('docs/errors.md has every error of the table', () => {
  expect(read('errors.md')).toBe(makeErrorsDoc());
});
