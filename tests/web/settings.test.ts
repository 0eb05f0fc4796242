/** Settings from storage, whatever is in it, and moments written as they say. */

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Budget, budgetParts, mostOfBudget } from '../../lib/domain/budget.ts';
import { Priority } from '../../lib/domain/priority.ts';
import { isWithin, Narrowing, narrowScope, type Scope } from '../../lib/domain/scope.ts';
import { bounds, boundsBelow, fittingBounds } from '../../web/state/bounds.ts';
import type * as Dates from '../../web/state/dates.ts';
import { asProposed, leftOut, narrowingOf } from '../../web/state/narrowing.ts';
import { defaultSettings, priorities, readSettings } from '../../web/state/settings.ts';

let dates: typeof Dates;
beforeAll(async () => {
  dates = await import('../../web/state/dates.ts');
});

test('what fits is taken, each on its own; what does not is as at first', () => {
  expect(readSettings(null)).toEqual(defaultSettings);
  expect(readSettings('not json')).toEqual(defaultSettings);
  expect(readSettings('[1]')).toEqual(defaultSettings);
  expect(readSettings('{"theme":"dark","dates":"klingon","notify":"yes","more":1}')).toEqual({
    ...defaultSettings,
    theme: 'dark',
  });
});

test('bounds are taken where an errand may have them, each on its own, and so is the priority', () => {
  const stored = (budget: unknown, priority: unknown = 'low') => readSettings(JSON.stringify({ budget, priority }));
  const budget = { steps: 12, seconds: 60, tokens: 9_000, usd: 0.25, bytes: 1_500_000 };
  expect(stored(budget)).toEqual({ ...defaultSettings, budget, priority: 'low' });
  expect(stored({ steps: 0, seconds: 4, tokens: '9', usd: -1, bytes: 1.5, other: 3 }).budget).toEqual({});
  expect(stored({ steps: 201, usd: 0, tokens: 1_000.5 }).budget).toEqual({ usd: 0 });
  for (const none of [null, 7, 'steps', [5]]) expect(stored(none, 'soon')).toEqual(defaultSettings);
});

test('the bounds and priorities of the forms are those of the domain', () => {
  expect(bounds.map(({ part }) => part).toSorted()).toEqual([...budgetParts].toSorted());
  for (const { part, least, most } of bounds) {
    expect(most).toBe(mostOfBudget[part]);
    const takes = (value: number): boolean => Budget.shape[part].safeParse(value).success;
    const less = part === 'usd' ? 0.001 : 1;
    expect([takes(least), takes(least - less), takes(most), takes(most + less)]).toEqual([true, false, true, false]);
  }
  expect([...priorities].toSorted()).toEqual([...Priority.options].toSorted());
});

test('bounds of the settings only ever lower what is proposed', () => {
  const whole = fc.record({
    steps: fc.integer({ min: 1, max: 200 }),
    seconds: fc.integer({ min: 5, max: 7_200 }),
    tokens: fc.integer({ min: 1_000, max: 5_000_000 }),
    usd: fc.double({ min: 0, max: 100, noNaN: true }),
    bytes: fc.integer({ min: 100_000, max: 2_000_000_000 }),
  });
  const some = fc.record(Object.fromEntries(bounds.map(({ part }) => [part, fc.double()])), { requiredKeys: [] });
  fc.assert(
    fc.property(whole, fc.oneof(whole, some), (budget, wanted) => {
      const scope: Scope = { sites: ['example.com'], verbs: ['read', 'navigate'], budget };
      const choice = { ...asProposed, budget: boundsBelow(budget, fittingBounds(wanted)) };
      const narrowing = narrowingOf(scope, choice);
      const agreed = narrowScope(scope, Narrowing.parse(narrowing ?? {}));
      expect(isWithin(agreed, scope)).toBe(true);
      // All of it is said on the card.
      expect(leftOut(scope, agreed)).toEqual(choice);
    }),
  );
});

test('a moment is short where it is near, and whole where one asks', () => {
  const now = new Date(2026, 10, 21, 18, 0).getTime();
  const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();
  expect(dates.formatShort(at(2026, 10, 21, 14, 5), now, 'en-GB')).toBe('14:05');
  expect(dates.formatShort(at(2026, 10, 3, 14, 5), now, 'en-GB')).toBe('3 Nov');
  expect(dates.formatShort(at(2025, 10, 3, 14, 5), now, 'en-GB')).toBe('3 Nov 2025');
  expect(dates.formatShort(at(2026, 10, 3, 14, 5), now, 'iso')).toBe('2026-11-03');
  expect(dates.formatMoment(at(2026, 10, 3, 4, 5), 'iso')).toBe('2026-11-03 04:05');
});

test('a day of UTC is the same day whatever the time zone', () => {
  expect(dates.formatDayLabel('2026-11-21', 'en-GB')).toBe('21 Nov');
  expect(dates.formatDayLabel('2026-11-21', 'iso')).toBe('11-21');
});

test('days until an end are counted up', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(dates.daysUntil('2026-11-21T13:00:00Z', now)).toBe(1);
  expect(dates.daysUntil('2026-11-28T12:00:00Z', now)).toBe(7);
});
