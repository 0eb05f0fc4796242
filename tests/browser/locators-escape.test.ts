/** Whatever a page calls its things, a locator is escaped so that it means exactly that: properties, tried in Chromium. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installIn } from '../../lib/browser/install-in.ts';
import { findByLocators } from '../../lib/browser/locate/find-by-locators.ts';
import { locatorsOf } from '../../lib/browser/locate/locators-of.ts';
import { realmOf } from '../../lib/browser/realm.ts';
import { type BarePage, openBarePage } from './open-bare-page.ts';
import { openSite, type TestSite } from './open-site.ts';

let site: TestSite;
let bare: BarePage;

beforeAll(async () => {
  site = await openSite();
  bare = await openBarePage([site.host]);
});
afterAll(async () => {
  await bare?.close();
  await site?.close();
});

const hostile = fc.constantFrom(
  '"',
  "'",
  '\\',
  ']',
  '[',
  '\n',
  '\r',
  '\f',
  '\t',
  ' ',
  '>',
  '#',
  '.',
  ':',
  '*',
  '\u2028',
  'é',
  '漢',
  '🙂',
  '-',
  '0',
  '\u0001',
);
const names = fc.oneof(
  fc
    .array(fc.oneof(hostile, fc.constantFrom('a', 'b', 'Z')), { minLength: 1, maxLength: 12 })
    .map(parts => parts.join('')),
  fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 20 }),
  // A CSS string cannot hold a NUL.
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter(text => text.isWellFormed() && !text.includes('\0')),
);

test('a quoted CSS string and an escaped id find exactly the element with that value', async () => {
  await bare.goTo(site.show('/empty', '<main></main>'));
  const realm = await installIn(bare.page.mainFrame());
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(names, { minLength: 1, maxLength: 40 }), async values => {
      const wrong = await realm.evaluate(given => {
        const made = given.map(value => {
          const element = document.createElement('a');
          element.setAttribute('data-testid', value);
          element.id = value;
          return element;
        });
        document.querySelector('main')?.replaceChildren(...made);
        return given.filter((value, at) =>
          [`[data-testid=${errand.quoteCss(value)}]`, `#${CSS.escape(value)}`].some(selector => {
            const found = document.querySelectorAll(selector);
            return found.length !== 1 || found[0] !== made[at];
          }),
        );
      }, values);
      expect(wrong).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('CSS and XPath find elements whatever their attributes, classes and tags are called', async () => {
  await bare.goTo(site.show('/empty', '<main></main>'));
  const realm = await installIn(bare.page.mainFrame());
  // The parser takes into a tag's name whatever is not a space, a slash or an angle.
  const tags = names.map(text => `a${text.replace(/[\s/>\0]/g, '')}`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, names, tags), { minLength: 1, maxLength: 12 }), async made => {
      const wrong = await realm.evaluate(given => {
        const main = document.querySelector('main');
        if (main === null) return ['no main'];
        main.replaceChildren();
        for (const [name, kind, tag] of given) {
          main.insertAdjacentHTML('beforeend', `<${tag}></${tag}><a></a>`);
          for (const element of main.querySelectorAll(':scope > :nth-last-child(-n+2)')) {
            element.setAttribute('name', name);
            element.setAttribute('href', kind);
            element.setAttribute('class', kind);
          }
        }
        const root = document;
        return [...main.querySelectorAll('*')].flatMap(element => {
          const path = errand.xpathOf(element);
          const selector = errand.cssOf(element);
          const isXpath = path !== undefined && errand.atXpath(root, path) === element;
          const isCss =
            selector !== undefined &&
            root.querySelectorAll(selector).length === 1 &&
            root.querySelector(selector) === element;
          return isXpath && isCss ? [] : [`${path} ${selector}`];
        });
      }, made);
      expect(wrong).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test.each(['a"b', "it's", 'back\\slash', 'line\nbreak', 'brack]et[', 'Zoë 漢字 🙂', '</script><b>', 'a`b'])(
  'an element whose names are %j is found again',
  async hostileName => {
    await bare.goTo(site.show('/empty', '<main></main>'));
    await bare.page.evaluate(name => {
      for (const each of [name, 'other']) {
        const row = document.createElement('section');
        row.setAttribute('aria-label', each);
        const button = document.createElement('button');
        button.setAttribute('data-testid', each);
        button.id = each;
        button.textContent = each === name ? name : 'Other';
        row.append(button);
        document.querySelector('main')?.append(row);
      }
    }, hostileName);
    const target = (await bare.targets())[0];
    if (target === undefined) throw new Error('Nothing is shown.');
    const locators = await locatorsOf(target.frame, target.element);
    expect(locators.candidates.map(({ by, unique }) => [by, unique])).toEqual([
      ['test-id', true],
      ['test-id', true],
      ['role', true],
      ['text', true],
      ['css', true],
      ['xpath', true],
    ]);
    for (const candidate of locators.candidates) {
      const found = await findByLocators(bare.page, { ...locators, candidates: [candidate] });
      const isSame =
        found.ok && (await realmOf(target.frame).evaluate((one, two) => one === two, found.element, target.element));
      // A path by itself is not believed.
      expect([candidate.by, isSame]).toEqual([
        candidate.by,
        candidate.by !== 'xpath' && !(candidate.by === 'css' && candidate.selector.includes(':nth-')),
      ]);
    }
    expect(await findByLocators(bare.page, locators)).toMatchObject({ ok: true, healed: false, disagreed: [] });
  },
);
