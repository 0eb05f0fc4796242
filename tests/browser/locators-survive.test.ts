/** Locators on another day: what they find again on a page that changed, and what they rather not find. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findByLocators } from '../../lib/browser/locate/find-by-locators.ts';
import { locatorsOf } from '../../lib/browser/locate/locators-of.ts';
import { realmOf } from '../../lib/browser/realm.ts';
import type { Locators } from '../../lib/domain/locator.ts';
import { type BarePage, openBarePage } from './open-bare-page.ts';
import { openSite, type TestSite } from './open-site.ts';

let site: TestSite;
let bare: BarePage;

beforeAll(async () => {
  site = await openSite();
  bare = await openBarePage([site.host, `frames.test:${site.host.split(':')[1]}`]);
});
afterAll(async () => {
  await bare?.close();
  await site?.close();
});

const visit = (body: string): Promise<void> => bare.goTo(site.show('/page', body));
/** The locators of the element whose `title` is this; the name it has comes from elsewhere. */
const locatorsAt = async (title: string): Promise<Locators> => {
  for (const { frame, element } of await bare.targets())
    if ((await realmOf(frame).evaluate(node => node.getAttribute('title'), element)) === title)
      return locatorsOf(frame, element);
  throw new Error(`The page shows nothing with the title "${title}".`);
};
/** The title of what is found, or what is wrong. */
const titleFound = async (locators: Locators): Promise<string | null> => {
  const found = await findByLocators(bare.page, locators);
  return found.ok ? realmOf(found.frame).evaluate(node => node.getAttribute('title'), found.element) : found.why;
};
/** Made on one page, looked for on the next. */
const titleAfter = async (before: string, title: string, later: string): Promise<string | null> => {
  await visit(before);
  const locators = await locatorsAt(title);
  await visit(later);
  return titleFound(locators);
};
const rows = (...who: string[]): string =>
  `<table>${who.map(name => `<tr><td>${name}<td>admin<td><button title="${name}">Delete</button>`).join('')}</table>`;
const cards = (kind: string, ...what: string[]): string =>
  `<main>${what.map(name => `<div class="${kind}"><h3>${name}</h3><p>new</p><button title="${name}">Add</button></div>`).join('')}</main>`;
const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jon'];

describe('the same element is found', () => {
  test('when every class has another name and new things stand before it', async () => {
    const page = (kind: string, more: string): string =>
      `${more}<div class="${kind}-a"><section class="${kind}-b">${more}<a href="/x" title="it" class="${kind}-c">Prices</a>
      <a href="/y" class="${kind}-c">Terms</a></section></div>`;
    expect(await titleAfter(page('old', ''), 'it', page('zq', '<div><p>Ad</p><a href="/ad">Buy</a></div>'))).toBe('it');
  });

  test.each(names)('among ten rows with the same button, in another order: that of %s', async name => {
    expect(await titleAfter(rows(...names), name, rows(...[...names].reverse()))).toBe(name);
  });

  test('among cards of which each has classes of its own, in another order and with a new one', async () => {
    expect(await titleAfter(cards('x1', 'Cup', 'Pot', 'Jug'), 'Pot', cards('k9', 'Jug', 'Pan', 'Pot', 'Cup'))).toBe(
      'Pot',
    );
  });

  test('when it was renamed, if something else tells it or its place and half its words are the same', async () => {
    const page = (name: string, more = ''): string =>
      `<form>${more}<button title="it" data-testid="send">${name}</button><button>Back</button></form>`;
    expect(await titleAfter(page('Send'), 'it', page('Order now', '<button>Help</button>'))).toBe('it');
    const plain = (name: string): string => `<p><button title="it">${name}</button><button>Back</button>`;
    expect(await titleAfter(plain('Add to basket'), 'it', plain('Add to bag'))).toBe('it');
  });

  test('in a row that says something else, if its address is the same', async () => {
    const orders = (...states: string[]): string =>
      `<table>${states.map((state, at) => `<tr><td>${state}<td><a href="/orders/${at + 1}" title="${at}">Details</a>`).join('')}</table>`;
    expect(await titleAfter(orders('Packed', 'Sent'), '1', orders('Sent', 'Received', 'New'))).toBe('1');
  });

  test('and it is said what worked, what disagreed and that it healed', async () => {
    await visit('<form><button data-testid="send" title="it">Send</button></form>');
    const locators = await locatorsAt('it');
    await visit('<p><button title="it">Send</button>');
    expect(await findByLocators(bare.page, locators)).toMatchObject({
      ok: true,
      healed: true,
      by: { by: 'role', name: 'Send' },
      disagreed: [{ by: 'test-id' }, { by: 'xpath' }],
      now: { role: 'button', name: 'Send' },
    });
  });
});

describe('nothing is found, and it is said why', () => {
  test('where the row has gone: its neighbour has the same button in the same place', async () => {
    expect(await titleAfter(rows('Ada', 'Ben'), 'Ada', rows('Ben', 'Cleo'))).toBe('elsewhere');
    expect(await titleAfter(rows('Ada'), 'Ada', rows('Ben'))).toBe('elsewhere');
  });

  test('where one became several and only its place speaks for one of them', async () => {
    const menu = '<main><div><button>Menu</button></div>';
    const page = (count: number): string => cards('c', ...names.slice(0, count)).replace('<main>', menu);
    expect(await titleAfter(page(1).replaceAll('Ada', 'it'), 'it', page(4))).toBe('ambiguous');
  });

  test('where another thing is in its place', async () => {
    const menu = (last: string): string => `<nav><a href="/a">Home</a><a href="/b" title="it">${last}</a></nav>`;
    const there = menu('Settings');
    expect(await titleAfter(there.replace('href="/b"', 'href="#"'), 'it', menu('Log out').replace('/b', '/c'))).toBe(
      'changed',
    );
  });

  test('where the number was the name: the third page is not the second', async () => {
    const pager = (...pages: number[]): string =>
      pages.map(page => `<button title="${page}">Page ${page}</button>`).join('');
    expect(await titleAfter(pager(1, 2, 3), '2', pager(4, 5, 6))).toBe('changed');
  });

  test('where it is there but not shown, or not there at all', async () => {
    const button = '<button title="it">Save</button>';
    expect(await titleAfter(button, 'it', `<div hidden>${button}</div>`)).toBe('hidden');
    expect(await titleAfter(button, 'it', '<p>Nothing')).toBe('gone');
  });
});

describe('in frames and shadow roots', () => {
  const button = '<button title="it">Pay</button>';

  test('of the same and another site, when another frame came first', async () => {
    site.show('/pay', button);
    site.show('/ad', '<button>Pay</button>');
    const elsewhere = `http://frames.test:${site.host.split(':')[1]}`;
    for (const origin of ['', elsewhere]) {
      site.show('/outer', `<iframe src="/pay?session=abc123"></iframe>`);
      const page = (more: string): string => `${more}<iframe title="shop" src="${origin}/outer"></iframe>`;
      await visit(page(''));
      const locators = await locatorsAt('it');
      expect(locators.frames).toEqual([
        { title: 'shop', src: `${origin}/outer`, index: 0 },
        { src: '/pay', index: 0 },
      ]);
      site.show('/outer', '<iframe src="/ad"></iframe><iframe src="/pay?session=def456"></iframe>');
      await visit(page(`<iframe src="${origin}/ad"></iframe>`));
      expect(await titleFound(locators)).toBe('it');
      await visit(`<iframe title="offers" src="${origin}/pay"></iframe>`);
      expect(await titleFound(locators)).toBe('frame-gone');
    }
  });

  const nested = (mode: 'open' | 'closed', more = ''): string => `${more}<x-outer></x-outer><script>
    customElements.define('x-inner', class extends HTMLElement { connectedCallback() {
      this.attachShadow({ mode: '${mode}' }).innerHTML = '<div>${button}<button>Back</button></div>'; } });
    customElements.define('x-outer', class extends HTMLElement { connectedCallback() {
      this.attachShadow({ mode: '${mode}' }).innerHTML = '<p>one</p><x-inner></x-inner>'; } });</script>`;

  test.each(['open', 'closed'] as const)('that are %s, one in another, on a new document', async mode => {
    await visit(nested(mode));
    const locators = await locatorsAt('it');
    expect(locators.hosts).toEqual(['x-outer', 'x-inner']);
    expect(locators.candidates.map(({ by, unique }) => `${by} ${unique}`)).toContain('xpath true');
    await visit(nested(mode, '<p>new</p><div></div>'));
    expect(await titleFound(locators)).toBe('it');
  });

  test('that are the cards of a list, in another order', async () => {
    const list = (
      ...what: string[]
    ): string => `<main>${what.map(name => `<x-card label="${name}"></x-card>`).join('')}</main>
      <script>customElements.define('x-card', class extends HTMLElement { connectedCallback() {
        const name = this.getAttribute('label');
        this.attachShadow({ mode: 'open' }).innerHTML = '<h3>' + name + '</h3><button title="' + name + '">Add</button>'; } });</script>`;
    expect(await titleAfter(list('Cup', 'Pot', 'Jug'), 'Pot', list('Pot', 'Jug', 'Cup'))).toBe('Pot');
    expect(await titleAfter(list('Cup', 'Pot', 'Jug'), 'Pot', list('Cup', 'Pan', 'Jug'))).toBe('elsewhere');
  });
});
