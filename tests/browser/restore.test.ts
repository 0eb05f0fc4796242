/** A run that is parked and goes on in another browser: what is there again, what is said to be lost, and what is never done twice. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { MAX_STATE_BYTES, type PageState, readPageState } from '../../lib/agent/page-state.ts';
import type { BrowserOptions, OpenBrowser } from '../../lib/browser/open-browser.ts';
import type { SecretSource } from '../../lib/browser/secret-source.ts';
import { refusal } from '../../lib/domain/errors.ts';
import { replacePlaceholders } from '../../lib/domain/secret.ts';
import { redactPage } from '../../lib/secrets/redact-run.ts';
import { makeRedactor } from '../../lib/secrets/redactor.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';

const PASSWORD = 'Canary-9f3k-Zq7x';
let site: TestSite;
let other: TestSite;
let log: string[] = [];
let open: OpenBrowser[] = [];

const values = new Map([
  ['pw', PASSWORD],
  ['user', 'ada-lovelace'],
]);
const secrets: SecretSource = {
  values: () => [...values.values()],
  resolve: async text => ({ ok: true, value: replacePlaceholders(text, values) }),
};

beforeAll(async () => {
  [site, other] = await Promise.all([openSite(), openSite()]);
});
afterAll(async () => {
  await Promise.all([site.close(), other.close()]);
});
afterEach(async () => {
  await Promise.all(open.map(browser => browser.close()));
  open = [];
  log = [];
});

async function start(options: Partial<BrowserOptions> = {}): Promise<OpenBrowser> {
  const browser = await openTestBrowser({ allowHosts: [site.host, other.host], secrets, ...options });
  open.push(browser);
  return browser;
}

/** As it is between two runs: closed, through JSON, into a new browser. */
async function moveOn(browser: OpenBrowser, options: Partial<BrowserOptions> = {}) {
  const began = performance.now();
  const state = await browser.page.saveState();
  const saveMs = performance.now() - began;
  await browser.close();
  const json = JSON.stringify(state);
  const next = await start(options);
  const told = await next.page.restoreState(readPageState(JSON.parse(json)));
  return { state, json, saveMs, told, next, hands: handsOn(next) };
}

const logged = (body: string) => (request: IncomingMessage, response: ServerResponse) => {
  log.push(`${request.method} ${request.url}`);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
};
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
    site.show(
      '/login',
      logged('<form method="post" action="/in"><label>User <input name="user"></label><button>Log in</button></form>'),
    );
    site.show('/in', (request, response) => {
      log.push(`${request.method} ${request.url}`);
      response
        .writeHead(303, { location: '/home', 'set-cookie': ['sid=s1; HttpOnly; Path=/', 'seen=yes; Max-Age=3600'] })
        .end();
    });
    site.show('/home', (request, response) => {
      const isIn = request.headers.cookie?.includes('sid=s1') === true;
      logged(`<h1>${isIn ? 'Welcome' : 'Log in first'}</h1><a href="/form" target="_blank">Order</a>
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
    site.show(
      '/form',
      logged(`<title>Order</title><label>Name <input name="name"></label><label>Note <textarea></textarea></label>
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
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(`${site.url}/login`);
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
    const sent = log.filter(line => line.startsWith('POST'));
    expect(sent).toEqual(['POST /in']);

    const { json, told, hands: now, next } = await moveOn(browser);
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
    expect(log.filter(line => line.startsWith('POST'))).toEqual(sent);
    expect(json).not.toContain(PASSWORD);
    expect(json).toContain('"reference":"{{pw}}"');
    expect(told).toEqual([
      expect.stringContaining('1 records of the database "cart"'),
      expect.stringMatching(/t1: there is nothing to go back to/),
      expect.stringMatching(/t2 was opened by another tab/),
    ]);
    await now.act({ kind: 'switch-tab', tab: 't1' });
    expect((await now.look()).text).toContain('Welcome');
    expect(await now.act({ kind: 'back' })).toMatchObject({ ok: false });
    const cookies = async (of: OpenBrowser): Promise<unknown> => (await of.page.saveState()).cookies;
    expect(await cookies(next)).toEqual((JSON.parse(json) as PageState).cookies);
  }, 60_000);

  test('fields in frames and shadow roots are filled in again, and those of a page that draws late', async () => {
    const framed = other.show('/framed', '<label>Inner <input></label>');
    const url = site.show(
      '/mixed',
      `<iframe width="500" height="200" src="${framed}"></iframe><div id="host"></div><div id="late"></div><script>
       document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<label>Shadow <input></label>';
       setTimeout(() => { document.querySelector('#late').innerHTML = '<label>Late <input></label>' }, 400)</script>`,
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await expect.poll(async () => (await hands.look()).text).toContain('"Late"');
    for (const name of ['Inner', 'Shadow', 'Late']) {
      await hands.fill(name, `in ${name}`);
      await hands.look();
    }
    const { told, hands: now } = await moveOn(browser);
    expect(told).toEqual([]);
    const { text } = await now.look();
    for (const name of ['Inner', 'Shadow', 'Late']) expect(text).toContain(`"${name}" = "in ${name}"`);
  }, 60_000);

  test('a step behind a # is opened with its session storage, and a box that the page draws itself is ticked', async () => {
    site.show(
      '/',
      `<style>input { position: absolute; opacity: 0; width: 0; height: 0 } label { display: block; padding: 20px }</style>
       <output></output><input type="checkbox" id="own"><label for="own">Drawn</label><script>
       sessionStorage.mark ??= String(Math.random());
       document.querySelector('output').textContent = 'at ' + location.hash + ' mark ' + sessionStorage.mark</script>`,
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(`${site.url}/#/step`);
    await hands.act({ kind: 'click', ref: hands.refOf('Drawn') });
    const before = await hands.look();
    expect(before.text).toContain('(checked)');
    const { told, hands: now } = await moveOn(browser);
    expect(told).toEqual([]);
    expect((await now.look()).text.replaceAll('+ ', '')).toBe(before.text.replaceAll('+ ', ''));
  }, 60_000);

  test('a page that came from a form is opened by GET, and that is said', async () => {
    const url = site.show('/ask', logged('<form method="post" action="/answer"><button>Send</button></form>'));
    site.show('/answer', logged('<h1>Answer</h1>'));
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.click('Send');
    expect((await hands.look()).url).toBe(`${site.url}/answer`);
    const { told } = await moveOn(browser);
    expect(told).toContainEqual(
      expect.stringContaining('came from a form that was sent; it was opened again without sending'),
    );
    expect(log).toEqual(['GET /ask', 'POST /answer', 'GET /answer']);
  }, 60_000);

  test('a list that sends its form when it is chosen from sends nothing', async () => {
    const url = site.show(
      '/sorted',
      logged(`<form method="post" action="/sorted"><label>Sort <select><option>Old</option><option>New</option></select></label></form>
        <script>const list = document.querySelector('select');
        list.onchange = () => document.title === 'armed' ? setTimeout(() => list.form.submit(), 150) : undefined;
        document.title = sessionStorage.seen ? 'armed' : 'first'; sessionStorage.seen = 1</script>`),
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.select('Sort', 'New');
    const { told, hands: now } = await moveOn(browser);
    expect((await now.look()).title).toBe('armed');
    expect(log).toEqual(['GET /sorted', 'GET /sorted']);
    expect(told).toContainEqual(expect.stringContaining('would have sent its form again'));
  }, 60_000);

  test('what the guard refuses is not opened, and nothing is kept for it', async () => {
    const url = other.show('/outside', `<script>localStorage.a = 'kept'</script>Outside`);
    const browser = await start();
    await handsOn(browser).visit(url);
    const asked = other.hits.length;
    const { told, next, hands } = await moveOn(browser, {
      mayNavigate: to => (to.startsWith(other.url) ? refusal('scope.site-outside', `${to} is outside.`) : undefined),
    });
    expect(told).toContainEqual(expect.stringContaining('/outside is outside.'));
    expect(told).toContainEqual(expect.stringMatching(/kept in the browser: .* is outside\./));
    expect((await hands.look()).url).toBe('about:blank');
    expect(other.hits.length).toBe(asked);
    expect((await next.page.saveState()).stores).toEqual([]);
  }, 60_000);
});

describe('what is kept by origin', () => {
  test('of one that is in no frame any more goes along, and no origin gets what another has', async () => {
    const shows = `<output></output><script>document.querySelector('output').textContent = 'has ' + Object.keys(localStorage)</script>`;
    const first = site.show('/keeps', `<script>localStorage.mine = '1'</script>${shows}`);
    const second = other.show('/keeps', `<script>localStorage.theirs = '2'</script>${shows}`);
    site.show('/shows', shows);
    other.show('/shows', shows);
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(first);
    await hands.visit(second);
    const { state, hands: now } = await moveOn(browser);
    expect(state.stores.map(({ origin, local }) => ({ origin, local }))).toEqual(
      expect.arrayContaining([
        { origin: site.url, local: [['mine', '1']] },
        { origin: other.url, local: [['theirs', '2']] },
      ]),
    );
    expect(state.stores).toHaveLength(2);
    expect((await now.visit(`${site.url}/shows`)).text).toContain('has mine"');
    expect((await now.visit(`${other.url}/shows`)).text).toContain('has theirs"');
  }, 60_000);

  test('is read without a script of the site, not even of its worker, and without a trace in the tabs', async () => {
    const body = `<script>localStorage.runs = 1 + Number(localStorage.runs ?? 0)</script>`;
    site.show('/worker.js', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(`onactivate = event => event.waitUntil(clients.claim()); onfetch = event => event.respondWith(
        new Response(${JSON.stringify(body)}, { headers: { 'content-type': 'text/html' } }))`);
    });
    site.show(
      '/worked',
      `${body}<script>navigator.serviceWorker.oncontrollerchange = () => { document.title = 'worked' };
       navigator.serviceWorker.register('/worker.js')</script>`,
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(`${site.url}/worked`);
    await expect.poll(async () => (await hands.look()).title, { timeout: 8_000 }).toBe('worked');
    await hands.visit(other.show('/away', '<title>Away</title><p>Here</p>'));
    const before = await hands.look();
    const asked = site.hits.length;
    const state = await browser.page.saveState();
    expect(state.stores.map(({ origin, local }) => ({ origin, local }))).toContainEqual({
      origin: site.url,
      local: [['runs', '1']],
    });
    expect(site.hits.length).toBe(asked);
    expect((await hands.look()).text).toBe(before.text);
    expect((await browser.page.saveState()).stores).toEqual(state.stores);
  }, 60_000);

  test('is cut where it is too large, the smallest is kept, and it is said', async () => {
    const url = site.show(
      '/large',
      `<script>localStorage.token = 'small'; localStorage.cache = 'x'.repeat(2_000_000); sessionStorage.cache = 'y'.repeat(800_000);
       const opening = indexedDB.open('large', 1);
       opening.onupgradeneeded = () => { const all = opening.result.createObjectStore('all', { autoIncrement: true });
         for (let n = 0; n < 3000; n += 1) all.put({ n, text: 'z'.repeat(400) }) };
       opening.onsuccess = () => { opening.result.close(); document.title = 'ready' }</script>Large`,
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await expect.poll(async () => (await hands.look()).title, { timeout: 8_000 }).toBe('ready');
    const began = performance.now();
    const state = await browser.page.saveState();
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(MAX_STATE_BYTES);
    expect(state.stores[0]?.local).toEqual([['token', 'small']]);
    expect(state.stores[0]?.databases[0]?.stores[0]?.records.length).toBeGreaterThan(500);
    expect(state.notSaved).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 entries of the local storage/),
        expect.stringMatching(/^1 entries of the session storage/),
        expect.stringMatching(/records of the database "large".*too many or too large/),
      ]),
    );
  }, 60_000);

  test('inside pages of another site stays apart from what it has at home', async () => {
    const resolve = async () => ['127.0.0.1'];
    const named = `localhost:${other.host.split(':')[1]}`;
    const options = { allowHosts: [site.host, named], resolve };
    const shows = `<output></output><script>document.querySelector('output').textContent = 'has ' + localStorage.where</script>`;
    other.show('/shows', shows);
    other.show('/home', `<script>localStorage.where = 'home'</script>${shows}`);
    other.show('/inside', `<script>localStorage.where = 'inside'</script>${shows}`);
    const around = site.show('/around', `<iframe src="http://${named}/inside"></iframe>`);
    site.show('/again', `<iframe src="http://${named}/shows"></iframe>`);
    const browser = await start(options);
    const hands = handsOn(browser);
    await hands.visit(`http://${named}/home`);
    expect((await hands.visit(around)).text).toContain('has inside');
    const { state, hands: now } = await moveOn(browser, options);
    expect(state.stores).toHaveLength(2);
    expect((await now.visit(`http://${named}/shows`)).text).toContain('has home');
    expect((await now.visit(`${site.url}/again`)).text).toContain('has inside');
  }, 60_000);
});

describe('a page that cannot be asked', () => {
  test('because it hangs gives its address, its cookies and what its site keeps', async () => {
    const url = site.show('/hung', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'sid=h1' });
      response.end(
        `<input aria-label="Field"><script>if (localStorage.kept === undefined) setTimeout(() => { for (;;); }, 700);
        localStorage.kept = 'yes'</script>`,
      );
    });
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    let began = 0;
    const state = await vi.waitFor(
      async () => {
        began = performance.now();
        const saved = await browser.page.saveState();
        expect(saved.notSaved.join()).toContain('did not answer');
        expect(saved.stores).toHaveLength(1);
        return saved;
      },
      { timeout: 20_000 },
    );
    expect(performance.now() - began).toBeLessThan(2_500);
    await browser.close();
    const next = await start();
    const told = await next.page.restoreState(state);
    const now = handsOn(next);
    expect(state.tabs.map(tab => tab.url)).toEqual([url]);
    expect(state.cookies.map(({ name, value }) => `${name}=${value}`)).toContain('sid=h1');
    expect(state.stores.map(({ local }) => local)).toEqual([[['kept', 'yes']]]);
    expect(told).toContainEqual(expect.stringContaining('it did not answer; what was filled in is lost'));
    expect((await now.look()).url).toBe(url);
  }, 60_000);

  test('because of a dialog says which, and goes on without it', async () => {
    const url = site.show(
      '/asks',
      `<script>localStorage.kept = 'yes'</script><label>Field <input></label><button onclick="confirm('Delete all?')">Delete</button>`,
    );
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.fill('Field', 'lost');
    await hands.click('Delete');
    const { state, told, hands: now, saveMs } = await moveOn(browser);
    expect(saveMs).toBeLessThan(2_500);
    expect(state.tabs.map(tab => tab.url)).toEqual([url]);
    expect(state.stores.map(({ local }) => local)).toEqual([[['kept', 'yes']]]);
    expect(told).toContainEqual(expect.stringContaining('a dialog (confirm "Delete all?") was open'));
    expect((await now.look()).text).toContain('"Field"');
  }, 60_000);
});

describe('a secret', () => {
  test('is in no part of a saved state, and a field that had it gets it again', async () => {
    const redactor = makeRedactor();
    redactor.add({ name: 'pw', kind: 'password', value: PASSWORD });
    redactor.add({ name: 'user', kind: 'username', value: 'ada-lovelace' });
    site.show('/secret', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': [`told=${PASSWORD}`, 'plain=1'] });
      response.end(`<title>For ${PASSWORD}</title><label>User <input value="ada-lovelace"></label>
        <label>Password <input type="password"></label><label>Unknown <input type="password" value="not ours"></label><label>Note <textarea></textarea></label>
        <script>localStorage.told = btoa('${PASSWORD}'); localStorage.plain = '1'; sessionStorage.told = '${PASSWORD}';
        const opening = indexedDB.open('told', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('all').put({ code: '${PASSWORD}' }, 1);
        opening.onsuccess = () => opening.result.close();</script>`);
    });
    const browser = await start();
    const hands = handsOn(browser);
    await hands.visit(`${site.url}/secret?a=1#${PASSWORD}`);
    await hands.fill('Password', '{{pw}}');
    await hands.fill('Note', 'I say {{pw}}.');
    const state = await redactPage(browser.page, redactor, () => []).saveState();
    const json = JSON.stringify(state);
    for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), 'ada-lovelace', 'not ours'])
      expect(json).not.toContain(secret);
    expect(state.cookies.map(({ name }) => name)).toEqual(['plain']);
    expect(state.stores[0]?.local).toEqual([['plain', '1']]);
    expect(state.tabs[0]?.url).toBe(`${site.url}/secret?a=1`);
    await browser.close();
    const next = await start();
    const told = await next.page.restoreState(state);
    const { text } = await handsOn(next).look();
    expect(text).toMatch(/"Password" \(password, filled\)/);
    expect(text).toContain(`I say ${PASSWORD}.`);
    expect(told).toContainEqual(expect.stringMatching(/cookies held a secret/));
    expect(told).toContainEqual(expect.stringMatching(/"Unknown" .*may be secret/));
  }, 60_000);
});

test('cookies of every kind come back as they were, and one that has expired is named', async () => {
  const plain = { value: 'v', path: '/', secure: true, httpOnly: true, priority: 'Medium' } as const;
  const expires = Math.floor(Date.now() / 1_000) + 3_600;
  const secure = { ...plain, sourceScheme: 'Secure', sourcePort: 443 } as const;
  const cookies: PageState['cookies'] = [
    { ...secure, name: '__Host-sid', domain: 'shop.example.com', sameSite: 'Strict' },
    { ...secure, name: 'wide', domain: '.example.com', sameSite: 'None', expires, priority: 'High' },
    { ...secure, name: 'deep', domain: 'shop.example.com', path: '/cart', sameSite: 'Lax', httpOnly: false },
    {
      ...{ ...secure, name: 'apart', domain: 'widget.example.net', sameSite: 'None' },
      partitionKey: { topLevelSite: 'https://example.com', hasCrossSiteAncestor: true },
    },
    { ...plain, name: 'open', domain: 'plain.example.org', secure: false, sourceScheme: 'NonSecure', sourcePort: 80 },
  ];
  const browser = await start();
  const old = { ...secure, name: 'old', domain: 'example.com', expires: 1_000 } as const;
  const told = await browser.page.restoreState({
    v: 1,
    cookies: [...cookies, old],
    stores: [],
    tabs: [],
    notSaved: [],
  });
  expect(told).toEqual(['1 cookies were not taken back: "old"']);
  const { cookies: now } = await browser.page.saveState();
  const byName = (all: PageState['cookies']) => all.toSorted((one, two) => one.name.localeCompare(two.name));
  expect(byName(now)).toEqual(byName(cookies));
}, 30_000);

test('a browser that is gone cannot be saved', async () => {
  const browser = await start();
  await browser.close();
  await expect(browser.page.saveState()).rejects.toMatchObject({ code: 'page.crashed' });
}, 30_000);

test.each([
  [{ v: 2, tabs: [] }, 'version 2'],
  [{ tabs: [] }, 'no version'],
  [{ v: 1, tabs: [] }, 'is not one'],
])(
  'a state of another version is refused: %j',
  async (state, words) => {
    expect(() => readPageState(state)).toThrow(words);
    const browser = await start();
    await expect(browser.page.restoreState(state as never)).rejects.toMatchObject({
      code: 'checkpoint.unknown-version',
    });
  },
  30_000,
);
