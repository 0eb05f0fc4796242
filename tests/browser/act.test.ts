/** Acts by name on a real page: clicking, filling, choosing, keys, scrolling, waiting. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from './open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('a click', () => {
  test('is trusted, and says what it changed', async () => {
    await hands.show(
      `<button onclick="out.textContent = event.isTrusted">Go</button><button>Idle</button><p id="out"></p>`,
    );
    expect(await hands.click('Go')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"true"');
    expect(await hands.click('Idle')).toMatchObject({ ok: true, effect: 'none' });
  });

  test('on a link opens the page and waits for what it loads', async () => {
    hands.site.show('/data', (_request, response) => void response.end('late'));
    hands.site.show(
      '/next',
      `<h1>Next</h1><p id="out"></p><script>fetch('/data').then(r => r.text()).then(t => out.textContent = t)</script>`,
    );
    await hands.show('<a href="/next">Next</a>');
    expect(await hands.click('Next')).toMatchObject({ ok: true, effect: 'navigated', url: `${hands.site.url}/next` });
    expect(await hands.text()).toContain('"late"');
  });

  test('waits for what it fetches', async () => {
    hands.site.show('/slow', (_request, response) => void setTimeout(() => response.end('fetched'), 150));
    await hands.show(
      `<button onclick="fetch('/slow').then(r => r.text()).then(t => out.textContent = t)">Load</button><p id="out"></p>`,
    );
    expect(await hands.click('Load')).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toContain('"fetched"');
  });

  test('scrolls to what is below the view', async () => {
    await hands.show(`<div style="height:3000px"></div><button onclick="this.textContent='Hit'">Low</button>`);
    expect(await hands.click('Low')).toMatchObject({ effect: 'changed' });
  });

  test('on what is covered is refused and says by what', async () => {
    await hands.show(`<button style="position:absolute;left:9px;top:90px" onclick="this.textContent='Hit'">Buy</button>
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
    await hands.show(
      `<button onclick="gone.remove()">Remove</button><button id="gone">Gone</button><button disabled>Off</button>`,
    );
    await hands.click('Remove');
    expect(await hands.click('Gone')).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(await hands.click('Off')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('works in a shadow root and on a drawn checkbox', async () => {
    await hands.show(`<x-in></x-in><label style="display:block"><input type="checkbox" style="display:none"
      onchange="out.textContent = this.checked">Agree</label><p id="out"></p><script>customElements.define('x-in', class extends HTMLElement {
      connectedCallback() { this.attachShadow({mode:'open'}).innerHTML = '<button onclick="this.textContent=1">Deep</button>' } })</script>`);
    expect(await hands.click('Deep')).toMatchObject({ effect: 'changed' });
    expect(await hands.click('Agree')).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toMatch(/checkbox "Agree" \(checked\)/);
  });
});

describe('filling', () => {
  test('replaces what is there, with the key events a page listens to', async () => {
    await hands.show(`<input aria-label="Name" value="old" onkeyup="out.textContent = this.value"><p id="out"></p>`);
    expect(await hands.fill('Name', 'Ada Lovelace')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toMatch(/textbox "Name" = "Ada Lovelace".*\n"Ada Lovelace"/);
    await hands.fill('Name', '');
    expect(await hands.text()).toMatch(/textbox "Name"(?! =)/);
  });

  test('works in text areas, editable boxes and date fields', async () => {
    await hands.show(`<textarea aria-label="Area"></textarea><div contenteditable aria-label="Box" style="min-height:20px">old</div>
      <input type="date" aria-label="Day">`);
    expect(await hands.fill('Area', 'one\ntwo')).toMatchObject({ effect: 'changed' });
    expect(await hands.fill('Box', 'new')).toMatchObject({ effect: 'changed' });
    expect(await hands.fill('Day', '2026-12-24')).toMatchObject({ effect: 'changed' });
    const now = await hands.text();
    expect(now).toContain('textbox "Area" = "one\\ntwo"');
    expect(now).toContain('textbox "Box" = "new"');
    expect(now).toContain('date "Day" = "2026-12-24"');
    expect(await hands.fill('Day', 'tomorrow')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('of what is no field, or may not be written, is refused', async () => {
    await hands.show('<button>B</button><input aria-label="R" readonly value="x">');
    expect(await hands.fill('B', 'x')).toMatchObject({ ok: false, code: 'page.not-interactable' });
    expect(await hands.fill('R', 'y')).toMatchObject({ ok: false, code: 'page.not-interactable' });
  });

  test('then Enter sends the form', async () => {
    hands.site.show(
      '/found',
      (request, response) => void response.end(`<p>asked ${new URL(request.url ?? '', hands.site.url).search}</p>`),
    );
    await hands.show('<form action="/found"><input name="q" aria-label="Search"></form>');
    await hands.fill('Search', 'tea');
    expect(await hands.act({ kind: 'press', keys: 'Enter', ref: hands.refOf('Search') })).toMatchObject({
      effect: 'navigated',
    });
    expect(await hands.text()).toContain('"asked ?q=tea"');
  });
});

describe('selecting', () => {
  test('an option by its label fires change, and an unknown one lists what there is', async () => {
    await hands.show(
      `<select aria-label="Sort" onchange="out.textContent = this.value"><option>Name<option value="p">Price</select><p id="out"></p>`,
    );
    expect(await hands.select('Sort', 'price')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toMatch(/= "Price".*\n"p"/);
    expect(await hands.select('Sort', 'Colour')).toMatchObject({
      ok: false,
      code: 'page.option-unknown',
      detail: expect.stringContaining('"Name", "Price"'),
    });
  });

  test('several options of a list', async () => {
    await hands.show('<select multiple aria-label="Days"><option>Mon<option>Tue<option>Wed</select>');
    await hands.select('Days', 'Mon', 'Wed');
    expect(await hands.text()).toContain('listbox "Days" = "Mon, Wed"');
  });

  test('in a combobox made of plain elements, by opening it', async () => {
    await hands.show(`<div role="combobox" tabindex="0" aria-label="City" aria-expanded="false" aria-controls="list"
      onclick="list.hidden = false; this.ariaExpanded = true">City</div><ul role="listbox" id="list" hidden>
      <li role="option" onclick="out.textContent = this.textContent; list.hidden = true">Rome</li><li role="option">Oslo</li></ul><p id="out"></p>`);
    expect(await hands.select('City', 'Rome')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"Rome"');
  });
});

describe('keys, scrolling and waiting', () => {
  test('keys and chords reach the page, and no key is refused', async () => {
    await hands.show(
      `<p id="out"></p><script>onkeydown = e => { out.textContent = (e.ctrlKey ? 'ctrl ' : '') + e.key }</script>`,
    );
    expect(await hands.act({ kind: 'press', keys: 'esc' })).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toContain('"Escape"');
    await hands.act({ kind: 'press', keys: 'Control+k' });
    expect(await hands.text()).toContain('"ctrl k"');
    expect(await hands.act({ kind: 'press', keys: 'Blorp' })).toMatchObject({
      ok: false,
      code: 'page.not-interactable',
    });
  });

  test('scrolling says whether it moved, and loads what the page adds', async () => {
    await hands.show(
      `<div style="height:4000px"></div><script>onscroll = () => { if (!window.added) { added = 1; document.body.append('More came') } }</script>`,
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toMatch(/scroll: 7\d\d of \d+ px.*\n"More came"/s);
    await hands.act({ kind: 'scroll', to: 'bottom' });
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'none' });
  });

  test('a box scrolls by a ref in it, or where it fills the window', async () => {
    await hands.show(
      `<body style="margin:0"><div style="height:100vh;overflow:auto"><button>In</button><div style="height:5000px"></div></div>`,
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({ effect: 'changed' });
    expect(await hands.act({ kind: 'scroll', to: 'top', ref: hands.refOf('In') })).toMatchObject({ effect: 'changed' });
  });

  test('waiting ends when the text comes or goes, or says that it did not', async () => {
    await hands.show(`<p id="a">Loading</p><script>setTimeout(() => { a.textContent = 'Ready' }, 200)</script>`);
    expect(await hands.act({ kind: 'wait', text: 'ready' })).toMatchObject({ ok: true, effect: 'none' });
    expect(await hands.act({ kind: 'wait', gone: 'Loading' })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', text: 'Never', seconds: 0.3 })).toMatchObject({
      ok: false,
      code: 'page.timeout',
    });
  });
});
