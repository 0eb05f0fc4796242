/** What a page says is wrong, and what only sounds like it. */

import { describe, expect, test } from 'vitest';
import { nothingFoundOn, refusalsOn, troublesOn } from '../../../lib/model/offline/page-says.ts';
import { readObservation } from '../../../lib/model/offline/read-observation.ts';
import { pageOf } from './conversation.ts';

const pageWith = (...lines: readonly string[]) => readObservation(pageOf(...lines));

const nothing: readonly (readonly [line: string, isNothing: boolean])[] = [
  ['"No products found"', true],
  ['"0 results for “espresso”"', true],
  ['"There are no results"', true],
  ['"Nothing matches your search"', true],
  ['"Your search did not match any articles."', true],
  ['heading 2 "No results"', true],
  ['"Showing 1–8 of 8 products"', false],
  ['"No added sugar, ever, in any of the teas that we blend"', false],
  ['"10 results"', false],
];

describe('what a page says is wrong', () => {
  test.each(nothing)('%s tells that nothing was found: %s', (line, isNothing) => {
    expect(nothingFoundOn(pageWith('main:', `  ${line}`)) !== undefined).toBe(isNothing);
  });

  test('is an alert that tells of trouble, and a field that was not taken', () => {
    const page = pageWith(
      'alert:',
      '  "The username or the password is wrong."',
      '[e1] textbox "Postcode" = "1" (invalid: "Enter a UK postcode")',
      '[e2] textbox "Town" = "" (required)',
    );
    expect(refusalsOn(page)).toEqual(['The username or the password is wrong.', 'Enter a UK postcode']);
  });

  test('is no alert that all is well, and no text that is not an alert', () => {
    expect(
      refusalsOn(pageWith('alert:', '  "Added to your basket"', 'main:', '  "Invalid codes are refused."')),
    ).toEqual([]);
  });

  test('is that something is sold out, once, and not around the content', () => {
    const page = pageWith('navigation:', '  "Out of stock items"', 'main:', '  "Sold out"', '  "Sold out"');
    expect(troublesOn(page)).toEqual(['Sold out']);
  });
});
