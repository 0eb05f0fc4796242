/** A run that is parked and goes on in another browser: its tabs and fields are there again, and nothing is sent twice. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PageState } from '../../../lib/agent/page-state.ts';
import type { OpenBrowser } from '../../../lib/browser/open-browser.ts';
import { refusal } from '../../../lib/domain/errors.ts';
import { handsOn } from '../open-site.ts';
import { openParking, PASSWORD, type Parking } from './open-parking.ts';

let on: Parking;

beforeAll(async () => {
  on = await openParking();
});
afterEach(() => on.clear());
afterAll(() => on.close());

const SHOWS_STORAGE = `<output></output><script>
  const say = async () => {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('cart');
      opening.onsuccess = () => resolve(opening.result); opening.onerror = () => reject(opening.error);
    });
    const all = db.objectStoreNames.contains('items')
      ? await new Promise(resolve => { const got = db.transaction('items').objectStore('items').getAll(); got.onsuccess = () => resolve(got.result) }) : [];
    document.querySelector('output').textContent = 'cookie ' + document.cookie + ' local ' + localStorage.getItem('theme')
      + ' session ' + sessionStorage.getItem('step') + ' items ' + all.map(one => one.name + one.at.toISOString() + [...one.tags].join()).join();
  };
  say();</script>`;

describe('in another browser', () => {
  test('a half-done errand in the second of two tabs is as it was, and no form is sent again', async () => {
    on.site.show(
      '/login',
      on.logged(
        '<form method="post" action="/in"><label>User <input name="user"></label><button>Log in</button></form>',
      ),
    );
    on.site.show('/in', (request, response) => {
      on.note(request);
      response
        .writeHead(303, { location: '/home', 'set-cookie': ['sid=s1; HttpOnly; Path=/', 'seen=yes; Max-Age=3600'] })
        .end();
    });
    on.site.show('/home', (request, response) => {
      const isIn = request.headers.cookie?.includes('sid=s1') === true;
      on.logged(`<h1>${isIn ? 'Welcome' : 'Log in first'}</h1><a href="/form" target="_blank">Order</a>
        <script>if (${isIn} && localStorage.getItem('theme') === null) {
          localStorage.setItem('theme', 'dark');
          const opening = indexedDB.open('cart', 3);
          opening.onupgradeneeded = () => {
            const items = opening.result.createObjectStore('items', { keyPath: 'id' });
            items.createIndex('byName', 'name');
            items.put({ id: 1, name: 'Lamp', at: new Date(0), tags: new Set(['a', 'b']), bytes: new Uint8Array([1, 2]) });
            items.put({ id: 2, name: 'Photo', at: new Date(0), tags: new Set(), file: new Blob(['x']) });
          };
          opening.onsuccess = () => { opening.result.close(); document.title = 'ready' };
        }</script>`)(request, response);
    });
    on.site.show(
      '/form',
      on.logged(`<title>Order</title><label>Name <input name="name"></label><label>Note <textarea></textarea></label>
        <label>Size <select><option>Small</option><option>Large</option></select></label>
        <label><input type="checkbox"> Gift</label>
        <fieldset><legend>Speed</legend><label><input type="radio" name="speed" value="slow"> Slow</label>
        <label><input type="radio" name="speed" value="fast"> Fast</label></fieldset>
        <label>Password <input type="password"></label>
        <div role="textbox" aria-label="Card" contenteditable style="min-height:20px"></div>
        <div id="box" style="height:100px;overflow:auto" role="region" aria-label="Terms"><p style="height:900px">Long</p></div>
        <p style="height:3000px">Tall</p>${SHOWS_STORAGE}<script>sessionStorage.step ??= 'two'; let n = 0;
        addEventListener('input', event => { n += event.isTrusted; document.title = 'Order ' + n })</script>`),
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(`${on.site.url}/login`);
    await hands.fill('User', 'ada');
    await hands.click('Log in');
    await expect.poll(async () => (await hands.look()).title).toBe('ready');
    await hands.click('Order');
    const form = await hands.look();
    expect(form.tabs).toHaveLength(2);
    await hands.fill('Name', 'Ada');
    await hands.fill('Note', 'two\nlines');
    await hands.select('Size', 'Large');
    await hands.act({ kind: 'tick', ref: hands.refOf('Gift'), on: true });
    await hands.act({ kind: 'tick', ref: hands.refOf('Fast'), on: true });
    await hands.fill('Password', '{{pw}}');
    await hands.fill('Card', 'Dear you');
    await hands.look();
    await hands.act({ kind: 'scroll', ref: hands.refOf('Terms'), to: 'down' });
    await hands.act({ kind: 'scroll', to: 'down' });
    const before = await hands.look();
    const sent = on.log.filter(line => line.startsWith('POST'));
    expect(sent).toEqual(['POST /in']);

    const { json, told, hands: now, next } = await on.moveOn(browser);
    const after = await now.look();
    const plain = (text: string): string =>
      text.replace(/ \(focused\)|\[e\d+\] |^tabs.*$|^title.*$|,Photo\S+(?=")/gm, '').replaceAll('*', '');
    expect(plain(after.text)).toBe(plain(before.text));
    for (const part of ['= "Ada"', '= "Large"', '"Gift" (checked)', '"Fast" (checked)', 'filled', '= "Dear you"'])
      expect(after.text).toContain(part);
    expect(after.text).toMatch(/scroll: [1-9]\d* of/);
    expect(after.text).toMatch(/"Terms" scrolls [1-9]/);
    // The keys were real, as a framework wants them.
    expect(Number(/Order (\d+)/.exec(after.title)?.[1])).toBeGreaterThan(15);
    expect(after.tabs.map(({ url, active }) => ({ url, active }))).toEqual(
      before.tabs.map(({ url, active }) => ({ url, active })),
    );
    expect(on.log.filter(line => line.startsWith('POST'))).toEqual(sent);
    expect(json).not.toContain(PASSWORD);
    expect(json).toContain('"reference":"{{pw}}"');
    expect(told).toEqual([
      expect.stringContaining('1 records of the database "cart"'),
      expect.stringMatching(/t1: it cannot go back any more; pages that came before it: \d/),
      expect.stringMatching(/t2 was opened by another tab/),
    ]);
    await now.act({ kind: 'switch-tab', tab: 't1' });
    expect((await now.look()).text).toContain('Welcome');
    expect(await now.act({ kind: 'back' })).toMatchObject({ ok: false });
    const cookies = async (of: OpenBrowser): Promise<unknown> => (await of.page.saveState()).cookies;
    expect(await cookies(next)).toEqual((JSON.parse(json) as PageState).cookies);
  }, 60_000);

  test('fields in frames and shadow roots are filled in again, and those of a page that draws late', async () => {
    const framed = on.other.show('/framed', '<label>Inner <input></label>');
    const url = on.site.show(
      '/mixed',
      `<iframe width="500" height="200" src="${framed}"></iframe><div id="host"></div><div id="late"></div><script>
       document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<label>Shadow <input></label>';
       setTimeout(() => { document.querySelector('#late').innerHTML = '<label>Late <input></label>' }, 400)</script>`,
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await expect.poll(async () => (await hands.look()).text).toContain('"Late"');
    for (const name of ['Inner', 'Shadow', 'Late']) {
      await hands.fill(name, `in ${name}`);
      await hands.look();
    }
    const { told, hands: now } = await on.moveOn(browser);
    expect(told).toEqual([]);
    const { text } = await now.look();
    for (const name of ['Inner', 'Shadow', 'Late']) expect(text).toContain(`"${name}" = "in ${name}"`);
  }, 60_000);

  test('a step behind a # is opened with its session storage, and a box that the page draws itself is ticked', async () => {
    on.site.show(
      '/',
      `<style>input { position: absolute; opacity: 0; width: 0; height: 0 } label { display: block; padding: 20px }</style>
       <output></output><input type="checkbox" id="own"><label for="own">Drawn</label><script>
       sessionStorage.mark ??= String(Math.random());
       document.querySelector('output').textContent = 'at ' + location.hash + ' mark ' + sessionStorage.mark</script>`,
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(`${on.site.url}/#/step`);
    await hands.act({ kind: 'click', ref: hands.refOf('Drawn') });
    const before = await hands.look();
    expect(before.text).toContain('(checked)');
    const { told, hands: now } = await on.moveOn(browser);
    expect(told).toEqual([]);
    expect((await now.look()).text.replaceAll('+ ', '')).toBe(before.text.replaceAll('+ ', ''));
  }, 60_000);

  test('a page that came from a form is opened by GET, and that is said', async () => {
    const url = on.site.show('/ask', on.logged('<form method="post" action="/answer"><button>Send</button></form>'));
    on.site.show('/answer', on.logged('<h1>Answer</h1>'));
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.click('Send');
    expect((await hands.look()).url).toBe(`${on.site.url}/answer`);
    const { told } = await on.moveOn(browser);
    expect(told).toContainEqual(
      expect.stringContaining('came from a form that was sent; it was opened again without sending'),
    );
    expect(on.log).toEqual(['GET /ask', 'POST /answer', 'GET /answer']);
  }, 60_000);

  test('a list that sends its form when it is chosen from sends nothing', async () => {
    const url = on.site.show(
      '/sorted',
      on.logged(`<form method="post" action="/sorted"><label>Sort <select><option>Old</option><option>New</option></select></label></form>
        <script>const list = document.querySelector('select');
        list.onchange = () => document.title === 'armed' ? setTimeout(() => list.form.submit(), 150) : undefined;
        document.title = sessionStorage.seen ? 'armed' : 'first'; sessionStorage.seen = 1</script>`),
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.select('Sort', 'New');
    const { told, hands: now } = await on.moveOn(browser);
    expect((await now.look()).title).toBe('armed');
    expect(on.log).toEqual(['GET /sorted', 'GET /sorted']);
    expect(told).toContainEqual(expect.stringContaining('would have sent its form again'));
  }, 60_000);

  test('what the guard refuses is not opened, and nothing is kept for it', async () => {
    const url = on.other.show('/outside', `<script>localStorage.a = 'kept'</script>Outside`);
    const browser = await on.start();
    await handsOn(browser).visit(url);
    const asked = on.other.hits.length;
    const { told, next, hands } = await on.moveOn(browser, {
      mayNavigate: to => (to.startsWith(on.other.url) ? refusal('scope.site-outside', `${to} is outside.`) : undefined),
    });
    expect(told).toContainEqual(expect.stringContaining('/outside is outside.'));
    expect(told).toContainEqual(expect.stringMatching(/kept in the browser: .* is outside\./));
    expect((await hands.look()).url).toBe('about:blank');
    expect(on.other.hits.length).toBe(asked);
    expect((await next.page.saveState()).stores).toEqual([]);
  }, 60_000);
});
