/** The table preview reads CSV as text and nothing else. */

import { expect, test } from 'vitest';
import { parseCsv } from '../../web/state/csv.ts';

test('quotes, commas, line breaks and doubled quotes inside a cell are part of its text', () => {
  const { header, rows } = parseCsv('name,note\r\n"Alder, ""classic""","two\nlines"\r\n', 10);
  expect(header).toEqual(['name', 'note']);
  expect(rows).toEqual([['Alder, "classic"', 'two\nlines']]);
});

test('markup and formulas stay the characters they are', () => {
  expect(parseCsv('a\n<b>x</b>\n=1+1', 10).rows).toEqual([['<b>x</b>'], ['=1+1']]);
});

test('a byte order mark is no part of the first name, and empty lines are no rows', () => {
  expect(parseCsv('\uFEFFa,b\n\n1,2\n\n', 10)).toEqual({ header: ['a', 'b'], rows: [['1', '2']], more: 0 });
});

test('rows beyond the limit are counted and not kept', () => {
  expect(parseCsv('a\n1\n2\n3', 2)).toEqual({ header: ['a'], rows: [['1'], ['2']], more: 1 });
});

test('an empty file is an empty table', () => {
  expect(parseCsv('', 5)).toEqual({ header: [], rows: [], more: 0 });
});
