/** A list of a thousand rows draws the few that are in view, and never loses the one that has the focus. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAfterKey, rowsToDraw } from '../../web/state/rows-to-draw.ts';

describe('the rows that are drawn', () => {
  test('are those in view and some beside them', () => {
    expect(rowsToDraw({ startIndex: 10, endIndex: 12, overscan: 2, count: 1_000 }, undefined)).toEqual([
      8, 9, 10, 11, 12, 13, 14,
    ]);
    expect(rowsToDraw({ startIndex: 0, endIndex: 1, overscan: 4, count: 3 }, undefined)).toEqual([0, 1, 2]);
    expect(rowsToDraw({ startIndex: 0, endIndex: 0, overscan: 4, count: 0 }, undefined)).toEqual([]);
  });

  test('have the one with the focus among them wherever it is, once and in order', () => {
    const range = { startIndex: 500, endIndex: 501, overscan: 1, count: 1_000 };
    expect(rowsToDraw(range, 3)).toEqual([3, 499, 500, 501, 502]);
    expect(rowsToDraw(range, 900)).toEqual([499, 500, 501, 502, 900]);
    expect(rowsToDraw(range, 500)).toEqual([499, 500, 501, 502]);
    expect(rowsToDraw(range, 1_000)).toEqual([499, 500, 501, 502]);
    expect(rowsToDraw(range, -1)).toEqual([499, 500, 501, 502]);
  });

  test('are few, in order and within the list, whatever the range', () => {
    const any = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 0, max: 30 }),
        any,
        fc.option(any, { nil: undefined }),
        (start, span, count, kept) => {
          const rows = rowsToDraw({ startIndex: start, endIndex: start + span, overscan: 4, count }, kept);
          expect(rows.length).toBeLessThanOrEqual(span + 10);
          expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
          for (const row of rows) expect(row >= 0 && row < count).toBe(true);
        },
      ),
    );
  });
});

describe('a key in the list', () => {
  test.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['PageDown', 95, 99],
    ['PageUp', 50, 40],
    ['a', 50, undefined],
  ])('%s leads from row %i to row %s', (key, row, to) => {
    expect(rowAfterKey(key, row, 100)).toBe(to);
  });
});
