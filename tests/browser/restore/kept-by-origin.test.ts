/** What a saved state keeps by origin, within bounds, also of a page that cannot be asked. */

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { MAX_STATE_BYTES } from '../../../lib/agent/page-state.ts';
import { handsOn } from '../open-site.ts';
import { openParking, type Parking } from './open-parking.ts';

let on: Parking;

beforeAll(async () => {
  on = await openParking();
});
afterEach(() => on.clear());
afterAll(() => on.close());

describe('what is kept by origin', () => {
  test('of one that is in no frame any more goes along, and no origin gets what another has', async () => {
    const shows = `<output></output><script>document.querySelector('output').textContent = 'has ' + Object.keys(localStorage)</script>`;
    const first = on.site.show('/keeps', `<script>localStorage.mine = '1'</script>${shows}`);
    const second = on.other.show('/keeps', `<script>localStorage.theirs = '2'</script>${shows}`);
    on.site.show('/shows', shows);
    on.other.show('/shows', shows);
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(first);
    await hands.visit(second);
    const { state, hands: now } = await on.moveOn(browser);
    expect(state.stores.map(({ origin, local }) => ({ origin, local }))).toEqual(
      expect.arrayContaining([
        { origin: on.site.url, local: [['mine', '1']] },
        { origin: on.other.url, local: [['theirs', '2']] },
      ]),
    );
    expect(state.stores).toHaveLength(2);
    expect((await now.visit(`${on.site.url}/shows`)).text).toContain('has mine"');
    expect((await now.visit(`${on.other.url}/shows`)).text).toContain('has theirs"');
  }, 60_000);

  test('is read without a script of the site, not even of its worker, and without a trace in the tabs', async () => {
    const body = `<script>localStorage.runs = 1 + Number(localStorage.runs ?? 0)</script>`;
    on.site.show('/worker.js', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(`onactivate = event => event.waitUntil(clients.claim()); onfetch = event => event.respondWith(
        new Response(${JSON.stringify(body)}, { headers: { 'content-type': 'text/html' } }))`);
    });
    on.site.show(
      '/worked',
      `${body}<script>navigator.serviceWorker.oncontrollerchange = () => { document.title = 'worked' };
       navigator.serviceWorker.register('/worker.js')</script>`,
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(`${on.site.url}/worked`);
    await expect.poll(async () => (await hands.look()).title, { timeout: 8_000 }).toBe('worked');
    await hands.visit(on.other.show('/away', '<title>Away</title><p>Here</p>'));
    const before = await hands.look();
    const asked = on.site.hits.length;
    const state = await browser.page.saveState();
    expect(state.stores.map(({ origin, local }) => ({ origin, local }))).toContainEqual({
      origin: on.site.url,
      local: [['runs', '1']],
    });
    expect(on.site.hits.length).toBe(asked);
    expect((await hands.look()).text).toBe(before.text);
    expect((await browser.page.saveState()).stores).toEqual(state.stores);
  }, 60_000);

  test('is cut where it is too large, the smallest is kept, and it is said', async () => {
    const url = on.site.show(
      '/large',
      `<script>localStorage.token = 'small'; localStorage.cache = 'x'.repeat(2_000_000); sessionStorage.cache = 'y'.repeat(800_000);
       const opening = indexedDB.open('large', 1);
       opening.onupgradeneeded = () => { const all = opening.result.createObjectStore('all', { autoIncrement: true });
         for (let n = 0; n < 3000; n += 1) all.put({ n, text: 'z'.repeat(400) }) };
       opening.onsuccess = () => { opening.result.close(); document.title = 'ready' }</script>Large`,
    );
    const browser = await on.start();
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
    const named = `localhost:${on.other.host.split(':')[1]}`;
    const options = { allowHosts: [on.site.host, named], resolve };
    const shows = `<output></output><script>document.querySelector('output').textContent = 'has ' + localStorage.where</script>`;
    on.other.show('/shows', shows);
    on.other.show('/home', `<script>localStorage.where = 'home'</script>${shows}`);
    on.other.show('/inside', `<script>localStorage.where = 'inside'</script>${shows}`);
    const around = on.site.show('/around', `<iframe src="http://${named}/inside"></iframe>`);
    on.site.show('/again', `<iframe src="http://${named}/shows"></iframe>`);
    const browser = await on.start(options);
    const hands = handsOn(browser);
    await hands.visit(`http://${named}/home`);
    expect((await hands.visit(around)).text).toContain('has inside');
    const { state, hands: now } = await on.moveOn(browser, options);
    expect(state.stores).toHaveLength(2);
    expect((await now.visit(`http://${named}/shows`)).text).toContain('has home');
    expect((await now.visit(`${on.site.url}/again`)).text).toContain('has inside');
  }, 60_000);
});

describe('a page that cannot be asked', () => {
  test('because it hangs gives its address, its cookies and what its site keeps', async () => {
    const url = on.site.show('/hung', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'sid=h1' });
      response.end(
        `<input aria-label="Field"><script>if (localStorage.kept === undefined) setTimeout(() => { for (;;); }, 700);
        localStorage.kept = 'yes'</script>`,
      );
    });
    const browser = await on.start();
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
    const next = await on.start();
    const told = await next.page.restoreState(state);
    const now = handsOn(next);
    expect(state.tabs.map(tab => tab.url)).toEqual([url]);
    expect(state.cookies.map(({ name, value }) => `${name}=${value}`)).toContain('sid=h1');
    expect(state.stores.map(({ local }) => local)).toEqual([[['kept', 'yes']]]);
    expect(told).toContainEqual(expect.stringContaining('it did not answer; what was filled in is lost'));
    expect((await now.look()).url).toBe(url);
  }, 60_000);

  test('because of a dialog says which, and goes on without it', async () => {
    const url = on.site.show(
      '/asks',
      `<script>localStorage.kept = 'yes'</script><label>Field <input></label><button onclick="confirm('Delete all?')">Delete</button>`,
    );
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(url);
    await hands.fill('Field', 'lost');
    await hands.click('Delete');
    const { state, told, hands: now, saveMs } = await on.moveOn(browser);
    expect(saveMs).toBeLessThan(2_500);
    expect(state.tabs.map(tab => tab.url)).toEqual([url]);
    expect(state.stores.map(({ local }) => local)).toEqual([[['kept', 'yes']]]);
    expect(told).toContainEqual(expect.stringContaining('a dialog (confirm "Delete all?") was open'));
    expect((await now.look()).text).toContain('"Field"');
  }, 60_000);
});
