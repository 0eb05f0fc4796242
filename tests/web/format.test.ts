/** Numbers as the console writes them. */

import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatCountdown,
  formatMs,
  formatSeconds,
  formatUsd,
  shortDigest,
} from '../../web/state/format.ts';

test('durations use the unit a person would', () => {
  expect([850, 4_230, 42_000].map(formatMs)).toEqual(['850 ms', '4.2 s', '42 s']);
  expect([9, 60, 185, 7_200, 7_800].map(formatSeconds)).toEqual(['9 s', '1 min', '3 min 05 s', '2 h', '2 h 10 min']);
});

test('a countdown stops at zero', () => {
  expect([1_800_000, 61_000, 400, -5].map(formatCountdown)).toEqual(['30:00', '1:01', '0:01', '0:00']);
  expect(formatCountdown(86_397_000)).toBe('23 h 59 min');
});

test('bytes, counts and money keep the digits that matter', () => {
  expect([612, 1_544, 48_211, 50_000_000].map(formatBytes)).toEqual(['612 B', '1.5 kB', '48 kB', '50 MB']);
  expect([950, 9_224, 120_000].map(formatCount)).toEqual(['950', '9,224', '120K']);
  expect([0, 0.004, 0.5, 12].map(formatUsd)).toEqual(['$0', '$0.004', '$0.50', '$12.00']);
});

test('a digest is shown by its first twelve digits', () => {
  expect(shortDigest(`sha256:${'0123456789ab'.repeat(5)}cdef`)).toBe('0123456789ab');
});
