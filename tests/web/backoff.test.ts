/** Reconnecting waits longer each time, never too long, and never in step with others. */

import { expect, test } from 'vitest';
import { backoffMs } from '../../web/data/backoff.ts';

test('the wait doubles up to fifteen seconds', () => {
  expect([0, 1, 2, 5, 50].map(failures => backoffMs(failures, 1))).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
});

test('jitter takes away at most half', () => {
  expect(backoffMs(3, 0)).toBe(2_000);
  expect(backoffMs(3, 1)).toBe(4_000);
});
