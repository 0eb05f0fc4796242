/** What comparing words mean, and which row of a list they pick. */

import { describe, expect, test } from 'vitest';
import { amountIn, bestInstruction, bestRow, readBest } from '../../../lib/model/offline/extract/best-row.ts';
import { comparativeOf, quantityOf, wayInWords } from '../../../lib/model/offline/grammar/quantities.ts';

const words: readonly (readonly [said: string, told: string, comparative: string])[] = [
  ['cheapest', 'the lowest price', 'cheaper'],
  ['most expensive', 'the highest price', 'more expensive'],
  ['longer', 'the highest length', 'longer'],
  ['shortest', 'the lowest length', 'shorter'],
  ['heaviest', 'the highest weight', 'heavier'],
  ['best-rated', 'the highest rating', 'rated higher'],
  ['highest population', 'the highest population', 'higher in population'],
  ['lowest number of reviews', 'the lowest number of reviews', 'lower in number of reviews'],
];

const amounts: readonly (readonly [text: string, amount: number | undefined])[] = [
  ['£1,234.50', 1234.5],
  ['Was £60, now', 60],
  ['4.8 out of 5', 4.8],
  ['6,650 km', 6650],
  ['1.234,50 €', 1234.5],
  ['sold out', undefined],
  ['', undefined],
];

describe('comparing words', () => {
  test.each(words)('%s means %s', (said, told, comparative) => {
    const quantity = quantityOf(said);
    expect(quantity && wayInWords(quantity)).toBe(told);
    expect(quantity && comparativeOf(quantity)).toBe(comparative);
  });

  test.each(['nicest', 'best', 'newest', 'highest', 'prettier'])('%s is for a person to judge', said => {
    expect(quantityOf(said)).toBeUndefined();
  });

  test.each(amounts)('of "%s" the figure is %s', (text, amount) => {
    expect(amountIn(text)).toBe(amount);
  });

  test('are handed over in an instruction and read back', () => {
    const of = { by: 'price', way: 'least' } as const;
    expect(readBest(bestInstruction(of, 'kettles of copper'))).toEqual({ of, what: 'kettles of copper' });
    expect(readBest('the best of all kettles')).toBeUndefined();
  });
});

describe('the best row', () => {
  const rows = [
    { name: 'Iron', cost: '£30.00' },
    { name: 'Sold', cost: 'not for sale' },
    { name: 'Tin', cost: '£9.50' },
    { name: 'Zinc', cost: '£9.50' },
  ];

  test('is the first with the least or the most, by figures and not by letters', () => {
    expect(bestRow(rows, { by: 'price', way: 'least' })).toEqual([{ name: 'Tin', price: '£9.50' }]);
    expect(bestRow(rows, { by: 'price', way: 'most' })).toEqual([{ name: 'Iron', price: '£30.00' }]);
  });

  test('is none where no row has such a figure', () => {
    expect(bestRow(rows, { by: 'weight', way: 'least' })).toEqual([]);
    expect(bestRow(rows.slice(1, 2), { by: 'price', way: 'least' })).toEqual([]);
  });
});
