/** JSON that is a list of records is a table; anything else stays as it is. */

import { expect, test } from 'vitest';
import { tableOfJson } from '../../web/state/json-table.ts';

test('a list of records has the columns of all of them, and text in each cell', () => {
  const text = JSON.stringify([{ name: 'Nile', km: 6650 }, { name: 'Amazon', of: ['Peru'], ends: null }, { km: 1 }]);
  expect(tableOfJson(text, 2)).toEqual({
    header: ['name', 'km', 'of', 'ends'],
    rows: [
      ['Nile', '6650', '', ''],
      ['Amazon', '', '["Peru"]', ''],
    ],
    more: 1,
  });
});

test.each(['{"a":1}', '[1,2]', '[]', '[{"a":1},2]', 'no json', '[[1]]'])('%s is no table', text => {
  expect(tableOfJson(text, 9)).toBeUndefined();
});

test('a name from the prototype is a column like any other', () => {
  expect(tableOfJson('[{"__proto__":"x","constructor":"y"}]', 9)).toEqual({
    header: ['__proto__', 'constructor'],
    rows: [['x', 'y']],
    more: 0,
  });
});
