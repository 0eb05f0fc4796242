import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';

let site: TestSite;
let browser: OpenBrowser;
let hands: ReturnType<typeof handsOn>;

beforeAll(async () => {
  site = await openSite();
  browser = await openTestBrowser({ allowHosts: [site.host] });
  hands = handsOn(browser);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const visit = (body: string) => hands.visit(site.show('/page', body));
const text = async (): Promise<string> => (await hands.look()).text;

describe('a click', () => {
  test('is trusted, and says what it changed', async () => {
    await visit(`<button onclick="out.textContent = event.isTrusted">Go</button><button>Idle</button><p id="out"></p>`);
    expect(await hands.click('Go')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"true"');
    expect(await hands.click('Idle')).toMatchObject({ ok: true, effect: 'none' });
  });

  test('on a link opens the page and waits for what it loads', async () => {
    site.show('/data', (_request, response) => void response.end('late'));
    site.show(
      '/next',
      `<h1>Next</h1><p id="out"></p><script>fetch('/data').then(r => r.text()).then(t => out.textContent = t)</script>`,
    );
    await visit('<a href="/next">Next</a>');
    expect(await hands.click('Next')).toMatchObject({ ok: true, effect: 'navigated', url: `${site.url}/next` });
    expect(await text()).toContain('"late"');
  });

  test('waits for what it fetches', async () => {
    site.show('/slow', (_request, response) => void setTimeout(() => response.end('fetched'), 150));
    await visit(
      `<button onclick="fetch('/slow').then(r => r.text()).then(t => out.textContent = t)">Load</button><p id="out"></p>`,
    );
    expect(await hands.click('Load')).toMatchObject({ effect: 'changed' });
    expect(await text()).toContain('"fetched"');
  });

  test('scrolls to what is below the view', async () => {
    await visit(`<div style="height:3000px"></div><button onclick="this.textContent='Hit'">Low</button>`);
    expect(await hands.click('Low')).toMatchObject({ effect: 'changed' });
  });

  test('on what is covered is refused and says by what', async () => {
    await visit(`<button style="position:absolute;left:9px;top:90px" onclick="this.textContent='Hit'">Buy</button>
      <div role="dialog" style="position:fixed;inset:0;background:#fff">We use cookies <button onclick="this.parentNode.remove()">OK</button></div>`);
    expect(await hands.click('Buy')).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: expect.stringContaining('We use cookies'),
    });
    await hands.click('OK');
    await hands.look();
    expect(await hands.click('Buy')).toMatchObject({ ok: true, effect: 'changed' });
  });

  test('on what left the page or is disabled is refused', async () => {
    await visit(
      `<button onclick="gone.remove()">Remove</button><button id="gone">Gone</button><button disabled>Off</button>`,
    );
    await hands.click('Remove');
    expect(await hands.click('Gone')).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(await hands.click('Off')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('works in a shadow root and on a drawn checkbox', async () => {
    await visit(`<x-in></x-in><label style="display:block"><input type="checkbox" style="display:none"
      onchange="out.textContent = this.checked">Agree</label><p id="out"></p><script>customElements.define('x-in', class extends HTMLElement {
      connectedCallback() { this.attachShadow({mode:'open'}).innerHTML = '<button onclick="this.textContent=1">Deep</button>' } })</script>`);
    expect(await hands.click('Deep')).toMatchObject({ effect: 'changed' });
    expect(await hands.click('Agree')).toMatchObject({ effect: 'changed' });
    expect(await text()).toMatch(/checkbox "Agree" \(checked\)/);
  });
});

describe('filling', () => {
  test('replaces what is there, with the key events a page listens to', async () => {
    await visit(`<input aria-label="Name" value="old" onkeyup="out.textContent = this.value"><p id="out"></p>`);
    expect(await hands.fill('Name', 'Ada Lovelace')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/textbox "Name" = "Ada Lovelace".*\n"Ada Lovelace"/);
    await hands.fill('Name', '');
    expect(await text()).toMatch(/textbox "Name"(?! =)/);
  });

  test('works in text areas, editable boxes and date fields', async () => {
    await visit(`<textarea aria-label="Area"></textarea><div contenteditable aria-label="Box" style="min-height:20px">old</div>
      <input type="date" aria-label="Day">`);
    expect(await hands.fill('Area', 'one\ntwo')).toMatchObject({ effect: 'changed' });
    expect(await hands.fill('Box', 'new')).toMatchObject({ effect: 'changed' });
    expect(await hands.fill('Day', '2026-12-24')).toMatchObject({ effect: 'changed' });
    const now = await text();
    expect(now).toContain('textbox "Area" = "one\\ntwo"');
    expect(now).toContain('textbox "Box" = "new"');
    expect(now).toContain('date "Day" = "2026-12-24"');
    expect(await hands.fill('Day', 'tomorrow')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('of what is no field, or may not be written, is refused', async () => {
    await visit('<button>B</button><input aria-label="R" readonly value="x">');
    expect(await hands.fill('B', 'x')).toMatchObject({ ok: false, code: 'page.not-interactable' });
    expect(await hands.fill('R', 'y')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('then Enter sends the form', async () => {
    site.show(
      '/found',
      (request, response) => void response.end(`<p>asked ${new URL(request.url ?? '', site.url).search}</p>`),
    );
    await visit('<form action="/found"><input name="q" aria-label="Search"></form>');
    await hands.fill('Search', 'tea');
    expect(await hands.act({ kind: 'press', keys: 'Enter', ref: hands.refOf('Search') })).toMatchObject({
      effect: 'navigated',
    });
    expect(await text()).toContain('"asked ?q=tea"');
  });
});

describe('selecting', () => {
  test('an option by its label fires change, and an unknown one lists what there is', async () => {
    await visit(
      `<select aria-label="Sort" onchange="out.textContent = this.value"><option>Name<option value="p">Price</select><p id="out"></p>`,
    );
    expect(await hands.select('Sort', 'price')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/= "Price".*\n"p"/);
    expect(await hands.select('Sort', 'Colour')).toMatchObject({
      ok: false,
      code: 'page.option-unknown',
      detail: expect.stringContaining('"Name", "Price"'),
    });
  });

  test('several options of a list', async () => {
    await visit('<select multiple aria-label="Days"><option>Mon<option>Tue<option>Wed</select>');
    await hands.select('Days', 'Mon', 'Wed');
    expect(await text()).toContain('listbox "Days" = "Mon, Wed"');
  });

  test('in a combobox made of plain elements, by opening it', async () => {
    await visit(`<div role="combobox" tabindex="0" aria-label="City" aria-expanded="false" aria-controls="list"
      onclick="list.hidden = false; this.ariaExpanded = true">City</div><ul role="listbox" id="list" hidden>
      <li role="option" onclick="out.textContent = this.textContent; list.hidden = true">Rome</li><li role="option">Oslo</li></ul><p id="out"></p>`);
    expect(await hands.select('City', 'Rome')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Rome"');
  });
});

describe('keys, scrolling and waiting', () => {
  test('keys and chords reach the page, and no key is refused', async () => {
    await visit(
      `<p id="out"></p><script>onkeydown = e => { out.textContent = (e.ctrlKey ? 'ctrl ' : '') + e.key }</script>`,
    );
    expect(await hands.act({ kind: 'press', keys: 'esc' })).toMatchObject({ effect: 'changed' });
    expect(await text()).toContain('"Escape"');
    await hands.act({ kind: 'press', keys: 'Control+k' });
    expect(await text()).toContain('"ctrl k"');
    expect(await hands.act({ kind: 'press', keys: 'Blorp' })).toMatchObject({
      ok: false,
      code: 'page.not-interactable',
    });
  });

  test('scrolling says whether it moved, and loads what the page adds', async () => {
    await visit(
      `<div style="height:4000px"></div><script>onscroll = () => { if (!window.added) { added = 1; document.body.append('More came') } }</script>`,
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'changed' });
    expect(await text()).toMatch(/scroll: 7\d\d of \d+ px.*\n"More came"/s);
    await hands.act({ kind: 'scroll', to: 'bottom' });
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'none' });
  });

  test('a box scrolls by a ref in it, or where it fills the window', async () => {
    await visit(
      `<body style="margin:0"><div style="height:100vh;overflow:auto"><button>In</button><div style="height:5000px"></div></div>`,
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'changed' });
    expect(await hands.act({ kind: 'scroll', to: 'top', ref: hands.refOf('In') })).toMatchObject({ effect: 'changed' });
  });

  test('waiting ends when the text comes or goes, or says that it did not', async () => {
    await visit(`<p id="a">Loading</p><script>setTimeout(() => { a.textContent = 'Ready' }, 200)</script>`);
    expect(await hands.act({ kind: 'wait', text: 'ready' })).toMatchObject({ ok: true, effect: 'none' });
    expect(await hands.act({ kind: 'wait', gone: 'Loading' })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', text: 'Never', seconds: 0.3 })).toMatchObject({
      ok: false,
      code: 'page.timeout',
    });
  });
});

describe('tabs, dialogs and history', () => {
  test('a popup becomes the active tab, and one can switch back', async () => {
    site.show('/popup', '<title>Popup</title><p>in the popup</p>');
    await visit('<title>Opener</title><a href="/popup" target="_blank">Open</a>');
    expect(await hands.click('Open')).toMatchObject({ ok: true, effect: 'navigated', url: `${site.url}/popup` });
    const observation = await hands.look();
    expect(observation.text).toMatch(/tabs: t\d+ "Opener", t\d+ "Popup" \(active\)/);
    expect(observation.text).toContain('"in the popup"');
    const opener = observation.tabs.find(tab => tab.title === 'Opener')?.tab ?? '';
    expect(await hands.act({ kind: 'switch-tab', tab: opener })).toMatchObject({ ok: true });
    expect(await text()).toContain('link "Open"');
    expect(await hands.act({ kind: 'switch-tab', tab: 't99' })).toMatchObject({ ok: false, code: 'page.tab-unknown' });
  });

  test('a ref of another tab is refused', async () => {
    await visit('<a href="/popup" target="_blank">Open</a><button>Here</button>');
    const ref = hands.refOf('Here');
    await hands.click('Open');
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: false, code: 'page.ref-stale' });
    await hands.look();
  });

  test('a dialog that only tells is accepted and told once', async () => {
    await visit(`<button onclick="alert('Saved &quot;it&quot;'); document.title = 'told'">Save</button>`);
    expect(await hands.click('Save')).toMatchObject({ ok: true, effect: 'changed' });
    const told = await text();
    expect(told).toContain('notice: dialog alert "Saved \\"it\\"" accepted');
    expect(told).toContain('title "told"');
    expect(await text()).not.toContain('notice:');
  });

  test.each([
    ['confirm', { accept: true }, 'true'],
    ['confirm', { accept: false }, 'false'],
    ['prompt', { accept: true }, 'Ada'],
    ['prompt', { accept: true, text: 'Grace' }, 'Grace'],
    ['prompt', { accept: false }, 'null'],
  ] as const)('a %s waits for its answer %j, and nothing else can be done before', async (kind, answer, said) => {
    await visit(`<p>Shop</p><button onclick="document.title = String(${kind}('Sure?', 'Ada'))">Order</button>`);
    const ref = hands.refOf('Order');
    expect(await hands.click('Order')).toMatchObject({
      ok: true,
      effect: 'changed',
      note: expect.stringContaining('Sure?'),
    });
    expect(await text()).toContain(`dialog ${kind} "Sure?"${kind === 'prompt' ? ' = "Ada"' : ''} waits`);
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: false, code: 'page.dialog-open' });
    await expect(browser.page.screenshot({ fullPage: false })).rejects.toMatchObject({ code: 'page.dialog-open' });
    expect(await hands.act({ kind: 'answer-dialog', ...answer })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain(`title "${said}"`);
    expect(await hands.act({ kind: 'answer-dialog', accept: true })).toMatchObject({
      ok: false,
      detail: 'No dialog waits for an answer.',
    });
  });

  test('a page that asks before it is left is left', async () => {
    site.show('/away', '<p>away</p>');
    await visit(`<button onclick="onbeforeunload = e => e.preventDefault()">Arm</button><a href="/away">Away</a>`);
    await hands.click('Arm');
    expect(await hands.click('Away')).toMatchObject({ effect: 'navigated', url: `${site.url}/away` });
  });

  test('back goes to the earlier page', async () => {
    await hands.visit(site.show('/first', '<p>first</p>'));
    await hands.visit(site.show('/second', '<p>second</p>'));
    expect(await hands.act({ kind: 'back' })).toMatchObject({ effect: 'navigated', url: `${site.url}/first` });
    expect(await text()).toContain('"first"');
  });

  test('an address that is missing or no web address is refused', async () => {
    for (const url of [`${site.url}/nowhere`, 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x'])
      expect(await hands.act({ kind: 'navigate', url })).toMatchObject({ ok: false, code: 'page.navigation-failed' });
  });

  test('WebSockets pass through the proxy', async () => {
    const { WebSocketServer } = await import('ws');
    const sockets = new WebSocketServer({ noServer: true });
    site.show(
      '/socket-page',
      `<p id="out"></p><script>const s = new WebSocket('${site.url.replace('http', 'ws')}/socket');
      s.onmessage = e => { out.textContent = e.data }</script>`,
    );
    site.onUpgrade((request, socket, head) => sockets.handleUpgrade(request, socket, head, ws => ws.send('through')));
    await hands.visit(`${site.url}/socket-page`);
    expect(await hands.act({ kind: 'wait', text: 'through', seconds: 5 })).toMatchObject({ ok: true });
    for (const client of sockets.clients) client.terminate();
  });
});
