/** DynamoDB's own arithmetic: sizes of items, units of reads and writes, what a transaction and an index add. */

import { describe, expect, test } from 'vitest';
import { itemBytes, readUnits, writeUnits } from '../../../bench/cost/item-bytes.ts';
import { item, query, type Row, transact, write } from '../../../bench/cost/rows.ts';
import { tableUnits } from '../../../bench/cost/table-units.ts';

const row = (call: Row['call'], times = 1): Row => ({ what: '', why: '', times, call });

describe('the size of an item', () => {
  test('is that of its names and values', () => {
    expect(itemBytes({ pk: { S: 'task/1' }, ok: { BOOL: true } })).toBe(2 + 6 + 2 + 1);
  });

  test('counts three bytes more for a map or a list, and one for each member', () => {
    expect(itemBytes({ m: { M: { a: { S: 'bc' } } } })).toBe(1 + 3 + 1 + 1 + 2);
    expect(itemBytes({ l: { L: [{ S: 'ab' }, { S: 'c' }] } })).toBe(1 + 3 + 1 + 2 + 1 + 1);
  });

  test('counts characters by their bytes, and numbers by their digits', () => {
    expect(itemBytes({ a: { S: 'ü' } })).toBe(3);
    expect(itemBytes({ n: { N: '1234' } })).toBe(1 + 3);
  });
});

describe('units', () => {
  test('are whole, a KB for a write and four for a read', () => {
    expect([writeUnits(1), writeUnits(1_024), writeUnits(1_025)]).toEqual([1, 1, 2]);
    expect([readUnits(0), readUnits(4_096), readUnits(4_097)]).toEqual([1, 1, 2]);
  });

  test('are doubled for the items of a transaction, not for their entries in an index', () => {
    const call = transact(item('task', { byOwner: 'rewritten' }, 1_500), item('rate', {}, 50));
    expect(tableUnits([row(call)])).toMatchObject({ writes: 2 * 2 + 2, indexWrites: { byOwner: 2 }, requests: 1 });
  });

  test('count an entry that moves twice, and one that is kept not at all', () => {
    const moved = write(item('task', { byOwner: 'moved', byRank: 'kept' }, 1_500));
    expect(tableUnits([row(moved, 3)])).toMatchObject({ writes: 6, indexWrites: { byOwner: 12, byRank: 0 } });
  });

  test('are one for an entry of an index that holds no state, however large the item', () => {
    const moved = write(item('task', { byStatus: 'moved' }, 1_500));
    expect(tableUnits([row(moved)])).toMatchObject({ writes: 2, indexWrites: { byStatus: 2 } });
  });

  test('are halved for what is read of an index', () => {
    expect(tableUnits([row(query('index byStatus', 8_000)), row(query('task events', 8_000))]).reads).toBe(1 + 2);
  });
});
