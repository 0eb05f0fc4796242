/** Which element of an observation a name means. */

import { describe, expect, test } from 'vitest';
import { likeness } from '../../../lib/model/offline/likeness.ts';
import { CLICKABLE, FIELDS, matchTargets } from '../../../lib/model/offline/match-target.ts';
import { readObservation } from '../../../lib/model/offline/read-observation.ts';
import type { RoleHint } from '../../../lib/model/offline/steps.ts';
import { pageOf } from './conversation.ts';

const page = readObservation(
  pageOf(
    'scroll: 0 of 2400 px, 900 in view',
    'navigation "Main":',
    '  [e1] link "Save"',
    '[e2] button "Save" (disabled)',
    '[e3] button "Save and continue"',
    '[e4] button "Save"',
    '[e5] link "»"',
    '[e6] combobox "Sort by" = "Price" options: "Relevance", "Price, low (net)", … 12 more (covered by "Cookies (we care)")',
    'table "Rivers" 25 rows, 2 columns:',
    '  row: [e7] link "Nile | Nil" | "6650" [f1e8] button "Edit \\"Nile\\""',
    '[e9] textbox "Password" (password, filled)',
    '[e10] textbox "" placeholder "Your e-mail" (invalid: "Please fill (this)")',
    '… 14 more rows folded',
  ),
);
const click = (name: string, hint?: RoleHint): string | undefined =>
  matchTargets(page.elements, { name, roles: CLICKABLE, hint })[0]?.ref;
const field = (name: string): string | undefined => matchTargets(page.elements, { name, roles: FIELDS })[0]?.ref;

describe('an observation read back', () => {
  test('has every element with its options, states and place', () => {
    expect(page.elements.map(({ ref }) => ref)).toEqual([
      'e1',
      'e2',
      'e3',
      'e4',
      'e5',
      'e6',
      'e7',
      'f1e8',
      'e9',
      'e10',
    ]);
    expect(page.elements[5]).toMatchObject({
      value: 'Price',
      options: ['Relevance', 'Price, low (net)'],
      states: 'covered by "Cookies (we care)"',
    });
    expect(page.elements[7]).toMatchObject({ name: 'Edit "Nile"' });
    expect(page.elements[0]?.isAround).toBe(true);
    expect(page.elements[3]?.isAround).toBe(false);
    expect(page).toMatchObject({ url: 'https://a.example/', title: 'A page', isFolded: true });
  });

  test('keeps a bar inside a quoted cell in its cell', () => {
    expect(page.lines.find(line => line.kind === 'row')?.cells).toEqual(['Nile | Nil', '6650 Edit "Nile"']);
  });

  test('takes a quoted line that looks like an element for text', () => {
    expect(readObservation(pageOf('"[e1] said the page"')).elements).toEqual([]);
  });
});

describe('a name', () => {
  test('means the exact one before a longer one, a usable one before a disabled one, the content before what is around it', () => {
    expect(click('Save')).toBe('e4');
    expect(click('save and continue')).toBe('e3');
    expect(click('Save', 'link')).toBe('e1');
  });

  test('means what is near to it in other words', () => {
    expect(click('next')).toBe('e5');
    expect(click('edit nile')).toBe('f1e8');
    expect(field('sorting')).toBe('e6');
    expect(field('email')).toBe('e10');
    expect(field('password')).toBe('e9');
  });

  test('means nothing where only a filler word is shared', () => {
    expect(click('go to the moon')).toBeUndefined();
  });

  test('is scored exact over synonym over prefix over part over words', () => {
    const scores = [
      likeness('Sign in', 'sign in'),
      likeness('Log in', 'sign in'),
      likeness('Sign in with Example', 'sign in'),
      likeness('Please sign in', 'sign in'),
      likeness('In case you sign', 'sign in case'),
      likeness('Basket', 'sign in'),
    ];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores.at(-1)).toBe(0);
  });
});
