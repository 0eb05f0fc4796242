/** Money in whole millionths, UTC days, and holders that come back as they were written. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayOf,
  microsOf,
  readHolder,
  reserve,
  secondsToNextDay,
  usdOf,
  writeHolder,
} from '../../../lib/domain/quota.ts';

test('money is rounded up to whole millionths, and what is whole stays as it is', () => {
  expect([0, 0.1, 0.3, 1.1, 4.35, 1e-6, 1e-9].map(microsOf)).toEqual([0, 100_000, 300_000, 1_100_000, 4_350_000, 1, 1]);
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000_000 }), micros => microsOf(usdOf(micros)) === micros));
});

test('a day is the UTC day, and its end is told in whole seconds', () => {
  const last = Date.parse('2026-12-31T23:59:59.001Z');
  expect([dayOf(last), secondsToNextDay(last)]).toEqual(['2026-12-31', 1]);
  const first = last + 999;
  expect([dayOf(first), secondsToNextDay(first)]).toEqual(['2027-01-01', 86_400]);
  expect(reserve(0.5, last)).toEqual({ day: '2026-12-31', micros: 500_000 });
});

test('a holder comes back from its text, and other text is none', () => {
  const holder = { id: 'tsk_01ARZ3NDEKTSV4RRFFQ69G5FAV', day: '2026-11-21', micros: 500_000, since: 1_795_248_000_000 };
  expect(readHolder(writeHolder(holder))).toEqual(holder);
  for (const text of ['', ' ', 'x', 'x y z w', 'x 2026-11-21 1.5 2']) expect(readHolder(text)).toBeUndefined();
});
