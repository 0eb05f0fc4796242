/** Durable locators as they are made: of every ref of real pages, small, tried on the page, and without what was typed. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installIn } from '../../lib/browser/install-in.ts';
import { findByLocators } from '../../lib/browser/locate/find-by-locators.ts';
import { locatorsOf } from '../../lib/browser/locate/locators-of.ts';
import { realmOf } from '../../lib/browser/realm.ts';
import { describeLocators } from '../../lib/domain/describe-locator.ts';
import { bytesOf, Locators, MAX_LOCATORS_BYTES } from '../../lib/domain/locator.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { type BarePage, openBarePage, type Seen } from './open-bare-page.ts';
import { openSite, type TestSite } from './open-site.ts';

let sites: readonly Site[];
let own: TestSite;
let bare: BarePage;

beforeAll(async () => {
  sites = await Promise.all([startSite('shop'), startSite('forms'), startSite('data')]);
  own = await openSite();
  bare = await openBarePage([...sites.map(site => site.host), own.host]);
});
afterAll(async () => {
  await bare?.close();
  await own?.close();
  await Promise.all((sites ?? []).map(site => site.close()));
});

const visit = (body: string): Promise<void> => bare.goTo(own.show('/page', body));
const locatorsFor = async (name: string): Promise<Locators> => {
  const { frame, element } = await bare.seen(name);
  return locatorsOf(frame, element);
};
const placeOf = (frame: Seen['frame'], element: Seen['element']): Promise<string | undefined> =>
  realmOf(frame).evaluate(node => errand.xpathOf(node), element);

describe('the locators of a site', () => {
  test.each([
    ['shop', '/'],
    ['shop', '/search?q=kettle'],
    ['shop', '/basket'],
    ['forms', '/'],
    ['forms', '/login'],
    ['data', '/rivers'],
    ['data', '/summary'],
  ])('find every element of %s%s again, also after a reload', { timeout: 120_000 }, async (name, path) => {
    const site = sites.find(one => one.name === name);
    const url = new URL(path, site?.url).href;
    await bare.goTo(url);
    const made: { locators: Locators; place: string | undefined; what: string }[] = [];
    for (const { frame, element, role, name: called } of await bare.targets()) {
      const locators = await locatorsOf(frame, element);
      made.push({ locators, place: await placeOf(frame, element), what: `${role} "${called}"` });
      const found = await findByLocators(bare.page, locators);
      const isSame = found.ok && (await realmOf(frame).evaluate((one, two) => one === two, found.element, element));
      expect({ what: called, isSame, healed: found.ok && found.healed }).toEqual({
        what: called,
        isSame: true,
        healed: false,
      });
    }
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter(({ locators }) => !Locators.safeParse(locators).success)).toEqual([]);
    expect(made.filter(({ locators }) => !locators.candidates.some(({ unique }) => unique))).toEqual([]);
    expect(made.filter(({ locators }) => bytesOf(locators) > MAX_LOCATORS_BYTES)).toEqual([]);
    await bare.goTo(url);
    for (const { locators, place, what } of made) {
      const found = await findByLocators(bare.page, locators);
      expect([what, found.ok ? await placeOf(found.frame, found.element) : found.why]).toEqual([what, place]);
    }
  });
});

describe('an element', () => {
  test('is told by what was put there to find it, then by what it is called', async () => {
    await visit('<form><label>City <input name="city" data-testid="city-field"></label></form>');
    const { candidates, seen } = await locatorsFor('City');
    expect(seen).toEqual({ role: 'textbox', name: 'City' });
    expect(candidates).toEqual([
      { by: 'test-id', attribute: 'data-testid', value: 'city-field', unique: true },
      { by: 'role', role: 'textbox', name: 'City', unique: true },
      { by: 'label', from: 'label', text: 'City', unique: true },
      { by: 'css', selector: 'input[name="city"]', unique: true },
      { by: 'xpath', path: '/html[1]/body[1]/form[1]/label[1]/input[1]', unique: true },
    ]);
  });

  test('among ten of its name is told by its row, its part of the page or the heading above', async () => {
    const rows = ['Ada', 'Ben', 'Cleo'].map(who => `<tr><td>${who}<td><button title="in ${who}">Delete</button>`);
    await visit(`<table>${rows.join('')}</table><nav aria-label="Top"><a href="/h" title="nav">Help</a></nav>
      <h2>Cats</h2><p><a href="/h">Help</a><h2>Dogs</h2><p><a href="/h">Help</a>`);
    const said: string[] = [];
    for (const { frame, element } of await bare.targets())
      said.push(describeLocators(await locatorsOf(frame, element)));
    expect(said).toEqual([
      'button "Delete" in the row of "Ada"',
      'button "Delete" in the row of "Ben"',
      'button "Delete" in the row of "Cleo"',
      'link "Help" in navigation "Top"',
      'link "Help" under the heading "Cats"',
      'link "Help" under the heading "Dogs"',
    ]);
  });

  test('is counted where nothing tells it apart, and that is not unique', async () => {
    await visit('<button>Go</button> <button>Go</button> <button>Go</button>');
    const [, second] = await bare.targets();
    const { candidates } = await locatorsOf(second?.frame ?? bare.page.mainFrame(), second?.element as Seen['element']);
    expect(candidates).toContainEqual({ by: 'role', role: 'button', name: 'Go', unique: false, nth: 1 });
    expect(candidates).toContainEqual({ by: 'css', selector: 'button:nth-of-type(2)', unique: true });
  });

  test.each([
    'css-1x2y3z',
    ':r1:',
    'ember123',
    '5f0c2e9a-1d2b-4c3d-8e9f-001122334455',
    'styles_button__a1B2c',
    'radix-4',
    'item-20391',
  ])('is not told by an id or class like %s', async generated => {
    await visit(`<div><b>x</b></div><div id="${generated}" class="${generated}"><button id="${generated}-b"
      class="${generated}">Save</button></div>`);
    expect(JSON.stringify(await locatorsFor('Save'))).not.toContain(generated);
  });

  test('that is hidden twice over is unique: a person sees one', async () => {
    await visit('<nav hidden><a href="/a">Basket</a></nav><nav><a href="/a">Basket</a></nav>');
    expect((await locatorsFor('Basket')).candidates[0]).toMatchObject({ by: 'role', unique: true });
  });
});

describe('what was typed', () => {
  test('may be what a row is called: one searches for it, then acts in that row', async () => {
    await visit(`<input type="search" aria-label="Search"><table><tr><td>Nile<td><button>Open</button>
      <tr><td>Volga<td><button title="v">Open</button></table>`);
    await bare.page.type('[type=search]', 'Nile');
    const [, first] = await bare.targets();
    if (first === undefined) throw new Error('The page shows no button.');
    expect((await locatorsOf(first.frame, first.element)).seen.item).toEqual({ item: 'row', has: 'Nile' });
  });

  test('is in no locator: no password, no code, no value, no text of an editor', async () => {
    await visit(`<form><label>Name <input name="who"></label><input type="password" aria-label="Password">
      <input autocomplete="one-time-code" aria-label="Code"><div contenteditable aria-label="Note"></div>
      <div contenteditable class="plain"></div><section aria-label="hunter2-secret"><button>Send</button><button>Send</button></section>
      <ul><li><i>hunter2-secret</i> <button data-testid="hunter2-secret">Copy</button></ul>
      <a href="/hunter2-secret">hunter2-secret</a></form>`);
    for (const [selector, text] of [
      ['[name=who]', 'Ada Lovelace'],
      ['[type=password]', 'hunter2-secret'],
      ['[aria-label=Code]', '998877'],
      ['[aria-label=Note]', 'dear diary'],
      ['.plain', 'dear editor'],
    ] as const) {
      await bare.page.focus(selector);
      await bare.page.keyboard.type(text);
    }
    // A framework that mirrors what is typed into an attribute.
    await bare.page.$eval('[name=who]', field => field.setAttribute('value', 'Ada Lovelace'));
    const targets = await bare.targets();
    const said = await Promise.all(targets.map(({ frame, element }) => locatorsOf(frame, element)));
    expect(said.length).toBeGreaterThanOrEqual(9);
    expect(JSON.stringify(said)).not.toMatch(/Lovelace|hunter2|998877|diary|dear editor/);
  });
});

describe('on a large page', () => {
  test('they say what was not counted among 10,000 links, and stay within 1.5 KB with long names', async () => {
    const long = '漢字かな交じり文'.repeat(20);
    await visit(`${Array.from({ length: 10_000 }, (_, at) => `<div><a href="/l/${at}">Link ${at} of many</a></div>`).join('')}
      <main data-testid="${'long-and-lasting-'.repeat(5)}"><a href="/far" aria-label="${long}">x</a></main>`);
    const realm = await installIn(bare.page.mainFrame());
    const made = await realm.evaluate(() => {
      const link = document.querySelectorAll('a')[7_000];
      return link === undefined ? [] : errand.locatorsOf(link).candidates;
    });
    // Ten thousand names were too many to read: that one is alone is then not said.
    expect(made).toContainEqual({ by: 'role', role: 'link', name: 'Link 7000 of many', unique: false });
    expect(made).toContainEqual({ by: 'css', selector: 'a[href="/l/7000"]', unique: true });
    const far = await realm.evaluateHandle(() => document.querySelector('main a') ?? document.body);
    const locators = await locatorsOf(bare.page.mainFrame(), far);
    expect(bytesOf(locators)).toBeLessThanOrEqual(MAX_LOCATORS_BYTES);
    expect(await findByLocators(bare.page, locators)).toMatchObject({ ok: true });
  });
});
