/** Settings from storage, whatever is in it, and moments written as they say. */

import { beforeAll, expect, test } from 'vitest';
import type * as Dates from '../../web/state/dates.ts';
import { defaultSettings, readSettings } from '../../web/state/settings.ts';

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
