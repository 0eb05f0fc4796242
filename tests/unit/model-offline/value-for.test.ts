/** Values as fields take them: dates and times in their own form, and nothing guessed. */

import { describe, expect, test } from 'vitest';
import { valueFor } from '../../../lib/model/offline/play/value-for.ts';

const table: readonly (readonly [role: string, said: string, typed: string])[] = [
  ['date', '1990-05-17', '1990-05-17'],
  ['date', '17 May 1990', '1990-05-17'],
  ['date', '3rd of June 2026', '2026-06-03'],
  ['date', 'June 3, 2026', '2026-06-03'],
  ['date', '17.5.1990', '1990-05-17'],
  ['date', '17/5/1990', '1990-05-17'],
  ['date', '5/17/1990', '1990-05-17'],
  ['date', '3/4/1990', '3/4/1990'],
  ['date', '17 Foo 1990', '17 Foo 1990'],
  ['date', 'tomorrow', 'tomorrow'],
  ['time', '9:30', '09:30'],
  ['time', '9.30 am', '09:30'],
  ['time', '9 pm', '21:00'],
  ['time', '12 am', '00:00'],
  ['time', '12pm', '12:00'],
  ['time', 'noon', 'noon'],
  ['spinbutton', '£1,250', '1250'],
  ['spinbutton', 'a dozen', 'a dozen'],
  ['textbox', '17 May 1990', '17 May 1990'],
  ['textbox', ' 9 pm ', ' 9 pm '],
];

describe('a value for a field', () => {
  test.each(table)('in a %s is, of "%s", "%s"', (role, said, typed) => {
    expect(valueFor(role, said)).toBe(typed);
  });
});
