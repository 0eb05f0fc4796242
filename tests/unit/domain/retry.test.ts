import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTransient, MAX_RETRIES, restMs, waitMs } from '../../../lib/domain/retry.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const retries = Array.from({ length: MAX_RETRIES }, (_, index) => index + 1);

test('the rests before retries grow whatever the chance, and together outlast two minutes', () => {
  fc.assert(
    fc.property(chance, chance, (one, other) => {
      for (const retry of retries.slice(1))
        expect(restMs(retry, () => one)).toBeGreaterThanOrEqual(restMs(retry - 1, () => other));
      expect(retries.reduce((sum, retry) => sum + restMs(retry, () => one), 0)).toBeGreaterThanOrEqual(120_000);
    }),
  );
});

test('a wait within a step is anything up to a ceiling that doubles and then stays', () => {
  const backoff = { firstMs: 1_000, maxMs: 8_000, tries: 9 };
  const ceilings = [1, 2, 3, 4, 5, 6].map(failed => waitMs(backoff, failed, () => 1));
  expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(waitMs(backoff, 4, () => 0)).toBe(0);
  expect(waitMs(backoff, 4, () => 0.5)).toBe(4_000);
});

test.each([
  ['model.unavailable', true],
  ['browser.launch-failed', true],
  ['page.crashed', true],
  ['bucket.unavailable', true],
  ['model.key-refused', false],
  ['model.request-refused', false],
  ['browser.library-missing', false],
  ['budget.exceeded', false],
  ['page.timeout', false],
  ['internal.unexpected', false],
] as const)('%s passes by itself: %s', (code, expected) => {
  expect(isTransient(code)).toBe(expected);
});
