/** A list that grows is folded as if it were folded whole, and each of its members once. */

import { describe, expect, test } from 'vitest';
import { growingFold } from '../../web/state/growing-fold.ts';

interface Numbered {
  readonly value: number;
}
const member = (value: number): Numbered => ({ value });

describe('a growing fold', () => {
  test('gives the same as a whole one, and folds each member once', () => {
    let folded = 0;
    const fold = growingFold('', (view: string, { value }: Numbered) => {
      folded++;
      return `${view}${value}`;
    });
    const all = Array.from({ length: 9 }, (_, index) => member(index));
    for (let count = 0; count <= all.length; count++) {
      const words = all.slice(0, count).map(one => one.value);
      expect(fold(all.slice(0, count))).toBe(words.join(''));
    }
    expect(folded).toBe(9);
  });

  test('starts anew where the list is another one', () => {
    const fold = growingFold('', (view: string, { value }: Numbered) => `${view}${value}`);
    expect(fold([member(1), member(2)])).toBe('12');
    expect(fold([member(3)])).toBe('3');
    expect(fold([member(4), member(5), member(6)])).toBe('456');
    expect(fold([])).toBe('');
  });
});
