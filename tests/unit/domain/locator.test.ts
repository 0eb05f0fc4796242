/** Locators as words and as bytes: what people read, what a schema takes, what goes first where there is too much. */

import { describe, expect, test } from 'vitest';
import { describeLocator, describeLocators } from '../../../lib/domain/describe-locator.ts';
import { bytesOf, type Locator, Locators, MAX_LOCATORS_BYTES, withinLimit } from '../../../lib/domain/locator.ts';

const role: Locator = { by: 'role', role: 'button', name: 'Delete', unique: true };
const make = (given: Partial<Locators>): Locators => ({
  frames: [],
  hosts: [],
  seen: { role: 'button', name: 'Delete' },
  candidates: [role],
  ...given,
});

describe('a locator in words', () => {
  test.each<[Locator, string]>([
    [{ ...role, within: [{ item: 'row', has: 'Ada' }] }, 'button "Delete" in the row of "Ada"'],
    [
      {
        ...role,
        within: [
          { role: 'navigation', name: '' },
          { role: 'heading', name: 'Cats' },
        ],
        nth: 1,
        unique: false,
      },
      'button "Delete" in navigation under the heading "Cats", number 2',
    ],
    [{ by: 'test-id', attribute: 'data-testid', value: 'a"b', unique: true }, 'data-testid "a\\"b"'],
    [{ by: 'label', from: 'placeholder', text: 'City', unique: true }, 'field with the placeholder "City"'],
    [{ by: 'text', tag: 'a', text: 'Next\npage', unique: true }, 'text "Next\\npage"'],
    [{ by: 'css', selector: 'main > a', unique: true }, 'CSS main > a'],
    [{ by: 'xpath', path: '/html[1]', unique: true }, 'XPath /html[1]'],
  ])('%j is one line that quotes what the page says', (locator, said) => {
    expect(describeLocator(locator)).toBe(said);
  });

  test('of several the best is told, and the frames from the inside', () => {
    const frames = [{ title: 'Shop', index: 0 }, { index: 2 }];
    expect(describeLocators(make({ frames }))).toBe('button "Delete" in frame number 3 in frame "Shop"');
  });
});

describe('the limit', () => {
  const long = '漢'.repeat(120);
  const all: Locator[] = [
    { by: 'test-id', attribute: 'data-testid', value: 'save', unique: true },
    { ...role, name: long },
    { by: 'text', tag: 'button', text: long, unique: true },
    { by: 'css', selector: `a[href="${'x'.repeat(200)}"]`, unique: true },
    { by: 'xpath', path: `/html[1]${'/div[1]'.repeat(100)}`, unique: true },
  ];

  test('leaves what fits as it is', () => {
    const fits = make({});
    expect(withinLimit(fits)).toEqual(fits);
  });

  test('lets the text go first, then the path, and keeps what is best', () => {
    const fitted = withinLimit(make({ candidates: all }));
    expect(fitted.candidates.map(({ by }) => by)).toEqual(['test-id', 'role', 'css']);
    expect(bytesOf(fitted)).toBeLessThanOrEqual(MAX_LOCATORS_BYTES);
  });

  test('lets the hosts go once nothing counts from them', () => {
    const fitted = withinLimit(make({ candidates: all, hosts: Array.from({ length: 8 }, () => 'x'.repeat(160)) }));
    expect(fitted.hosts).toEqual([]);
    expect(fitted.candidates.map(({ by }) => by)).toEqual(['test-id', 'role']);
  });

  test('never leaves an element without a locator', () => {
    const [path] = all.slice(-1);
    const alone = make({
      candidates: path === undefined ? [] : [path],
      hosts: Array.from({ length: 8 }, () => 'x'.repeat(300)),
    });
    expect(withinLimit(alone).candidates).toEqual([path]);
  });
});

describe('the schema', () => {
  test('takes what is made', () => {
    expect(Locators.parse(make({ frames: [{ index: 0 }], hosts: ['x-card'] }))).toEqual(
      make({ frames: [{ index: 0 }], hosts: ['x-card'] }),
    );
  });

  test.each([
    ['no candidate', make({ candidates: [] })],
    ['seven candidates', make({ candidates: Array.from({ length: 7 }, () => role) })],
    ['an unknown kind', { ...make({}), candidates: [{ by: 'magic', unique: true }] }],
  ])('refuses %s', (_what, wrong) => {
    expect(Locators.safeParse(wrong).success).toBe(false);
  });
});
