/** The axis that the figures of days are drawn on. */

import { expect, test } from 'vitest';
import { labelsThatFit, ticksFor } from '../../web/state/ticks.ts';

test.each([
  [8, true, [0, 2, 4, 6, 8]],
  [1, true, [0, 1]],
  [3, true, [0, 1, 2, 3]],
  [0.6, false, [0, 0.2, 0.4, 0.6]],
  [0, true, [0]],
  [11_520, true, [0, 5000, 10_000, 15_000]],
])('an axis up to %d has round ticks', (most, whole, ticks) => {
  expect(ticksFor(most, whole)).toEqual(ticks);
});

test('an axis reaches what it has to show, whatever that is, in a few steps', () => {
  for (let most = 0.0007; most < 1e7; most *= 1.37) {
    for (const whole of [true, false]) {
      const ticks = ticksFor(most, whole);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  }
});

test('labels that would touch are left out, and the last never is', () => {
  expect(labelsThatFit(7, 700, 58)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(labelsThatFit(7, 210, 58)).toEqual([0, 2, 4, 6]);
  expect(labelsThatFit(30, 100, 58).at(-1)).toBe(29);
});
