/** Hands on a real page: what is chosen and ticked, in native controls and in those that pages draw. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('native lists', () => {
  test('take an option by its label, its value or its group', async () => {
    await hands.show(`<select aria-label="Food" onchange="out.textContent = this.value"><option value="">-</option><optgroup label="Fruit"><option value="f1">Orange</optgroup>
      <optgroup label="Colour"><option value="c1">Orange<option value="c2" disabled>Blue</optgroup></select><p id="out"></p>`);
    for (const [label, value] of [
      ['orange', 'f1'],
      ['Colour > Orange', 'c1'],
      ['f1', 'f1'],
    ] as const) {
      expect(await hands.select('Food', label)).toMatchObject({ ok: true, effect: 'changed' });
      expect(await hands.text()).toContain(`"${value}"`);
    }
    expect(await hands.select('Food', 'Orange')).toMatchObject({ effect: 'none', note: 'it is chosen already' });
    expect(await hands.select('Food', 'Blue')).toMatchObject({ ok: false, detail: 'The option "Blue" is disabled.' });
    expect(await hands.select('Food', 'Orange', 'Blue')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('one option'),
    });
  });

  test('say when the page chose something else', async () => {
    await hands.show('<select aria-label="Sort" onchange="this.selectedIndex = 0"><option>Name<option>Price</select>');
    expect(await hands.select('Sort', 'Price')).toMatchObject({ ok: true, note: 'the page chose "Name" instead' });
  });

  test('hold exactly what was asked where several can be chosen', async () => {
    await hands.show('<select multiple aria-label="Days"><option selected>Mon<option>Tue<option>Wed</select>');
    expect(await hands.select('Days', 'Tue', 'Wed')).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toContain('"Days" = "Tue, Wed"');
  });

  test('are not opened by a click in vain, which says how to choose', async () => {
    await hands.show('<select aria-label="Sort"><option>Name<option>Price</select>');
    expect(await hands.click('Sort')).toMatchObject({ ok: true, note: 'its options are chosen with select' });
    expect(await hands.select('Sort', 'Price')).toMatchObject({ effect: 'changed' });
  });
});

describe('drawn lists', () => {
  test('of a combobox that filters are typed into', async () => {
    await hands.show(`<input role="combobox" aria-label="Country" aria-expanded="false" aria-controls="list" aria-autocomplete="list">
      <ul role="listbox" id="list" hidden></ul><p id="out"></p><script>
      const all = Array.from({ length: 300 }, (_, at) => 'Land ' + at); const input = document.querySelector('input');
      const draw = () => { list.innerHTML = all.filter(one => one.includes(input.value)).slice(0, 8).map(one => '<li role="option">' + one + '</li>').join(''); list.hidden = false; input.ariaExpanded = 'true' };
      input.onclick = draw; input.oninput = () => setTimeout(draw, 60);
      list.onclick = event => { input.value = event.target.textContent; list.hidden = true; input.ariaExpanded = 'false'; out.textContent = 'chose ' + input.value };</script>`);
    expect(await hands.select('Country', 'Land 257')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"chose Land 257"');
    const refused = await hands.select('Country', 'Atlantis');
    expect(refused).toMatchObject({
      ok: false,
      code: 'page.option-unknown',
      detail: expect.stringContaining('"Land 0"'),
    });
  });

  test('that draw only what shows are scrolled to the option', async () => {
    await hands.show(`<button aria-haspopup="listbox" aria-expanded="false" aria-controls="list" onclick="list.hidden = false; this.ariaExpanded = 'true'; draw()">Year</button>
      <div role="listbox" id="list" hidden style="height:160px;overflow:auto;position:relative"><div id="room" style="height:20000px;position:relative"></div></div><p id="out"></p><script>
      const draw = () => { const from = Math.floor(list.scrollTop / 20); room.innerHTML = Array.from({ length: 10 }, (_, at) => from + at).filter(at => at < 1000)
        .map(at => '<div role="option" style="position:absolute;height:20px;top:' + at * 20 + 'px">Year ' + (1000 + at) + '</div>').join('') };
      list.onscroll = draw; list.onclick = event => { out.textContent = 'chose ' + event.target.textContent };</script>`);
    expect(await hands.select('Year', 'Year 1444')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"chose Year 1444"');
  });

  test('without any role are found by their words', async () => {
    await hands.show(
      `<div><button onclick="menu.hidden = !menu.hidden">Sort by</button><div id="menu" hidden><div onclick="out.textContent = 'by price'">Price</div><div>Name</div></div></div><p id="out"></p>`,
    );
    expect(await hands.select('Sort by', 'Price')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"by price"');
  });

  test('of which several can be chosen keep what is chosen', async () => {
    await hands.show(`<ul role="listbox" aria-label="Toppings" aria-multiselectable="true" tabindex="0">${['Ham', 'Corn', 'Basil'].map(name => `<li role="option" aria-selected="false">${name}</li>`).join('')}</ul><script>
      document.querySelector('ul').onclick = event => { if (!event.ctrlKey) for (const one of document.querySelectorAll('li')) one.ariaSelected = 'false';
        event.target.ariaSelected = event.target.ariaSelected === 'true' ? 'false' : 'true' };</script>`);
    expect(await hands.select('Toppings', 'Ham', 'Basil')).toMatchObject({ ok: true, effect: 'changed' });
    const now = await hands.text();
    expect(now).toMatch(/option "Ham" \(selected/);
    expect(now).toMatch(/option "Basil" \(selected/);
    expect(now).not.toMatch(/option "Corn" \(selected/);
    expect(await hands.select('Toppings', 'Ham')).toMatchObject({ ok: true, note: 'it is chosen already' });
  });

  test('of radios choose one', async () => {
    await hands.show(
      `<div role="radiogroup" aria-label="Size" tabindex="0">${['Small', 'Large'].map(name => `<label><input type="radio" name="s" onchange="out.textContent = '${name}'">${name}</label>`).join('')}</div><p id="out"></p>`,
    );
    const group = (await hands.look()).text.match(/\[(e\d+)\] radiogroup/)?.[1];
    const ref = group ?? hands.refOf('Large');
    const chosen =
      group === undefined
        ? hands.act({ kind: 'tick', ref, on: true })
        : hands.act({ kind: 'select', ref, options: ['Large'] });
    expect(await chosen).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"Large"');
  });

  test('that are trees are expanded on the way', async () => {
    await hands.show(`<ul role="tree" aria-label="Files" tabindex="0"><li role="treeitem" aria-expanded="false" tabindex="-1">Fruit<ul role="group" hidden><li role="treeitem" tabindex="-1">Apple</li><li role="treeitem" tabindex="-1">Pear</li></ul></li></ul><p id="out"></p><script>
      const tree = document.querySelector('ul'); const toggle = (item, open) => { item.ariaExpanded = String(open); item.querySelector('ul').hidden = !open };
      tree.onkeydown = event => { if (event.key === 'ArrowRight') toggle(event.target.closest('[aria-expanded]'), true) };
      tree.onclick = event => { event.target.closest('[role=treeitem]').focus(); out.textContent = 'at ' + event.target.firstChild.textContent };</script>`);
    expect(await hands.select('Fruit', 'Fruit > Pear')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"at Pear"');
  });

  test('in shadow roots, and drawn at the end of the body, are found', async () => {
    await hands.show(`<x-select></x-select><p id="out"></p><script>customElements.define('x-select', class extends HTMLElement { constructor() { super();
      this.attachShadow({ mode: 'open' }).innerHTML = '<div role="combobox" tabindex="0" aria-label="Plan" aria-expanded="false" style="width:100px">Plan</div>';
      this.shadowRoot.firstChild.onclick = event => { event.target.ariaExpanded = 'true'; setTimeout(() => { const popup = document.createElement('div'); popup.setAttribute('role', 'listbox');
        popup.innerHTML = '<div role="option">Free</div><div role="option" aria-disabled="true">Gold</div><div role="option">Pro</div>';
        popup.onclick = event => { out.textContent = 'took ' + event.target.textContent; popup.remove() }; document.body.append(popup) }, 120) } } })</script>`);
    expect(await hands.select('Plan', 'Pro')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"took Pro"');
  });
});

describe('ticking', () => {
  test('clicks the words of a label, and not the link in it', async () => {
    hands.site.show('/terms', '<p>terms</p>');
    await hands.show(`<label style="display:block;width:340px"><input type="checkbox" style="position:absolute;width:0;height:0;opacity:0" aria-label="Agree">I agree to all of
      <a href="/terms" style="display:inline-block;padding:10px 60px">the terms</a></label><p id="out"></p><script>
      document.querySelector('input').onchange = event => { out.textContent = 'now ' + event.target.checked }</script>`);
    const ref = [...(await hands.look()).targets.values()].find(one => /checkbox/.test(one.role))?.ref ?? '';
    expect(await hands.act({ kind: 'tick', ref, on: true })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"now true"');
  });

  test('of a radio takes, and its unticking is refused', async () => {
    await hands.show('<label><input type="radio" name="a">One</label><label><input type="radio" name="a">Two</label>');
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Two'), on: true })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Two'), on: false })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('radio'),
    });
  });

  test('brings a box that is partly ticked into either state', async () => {
    await hands.show(
      `<div role="checkbox" aria-checked="mixed" aria-label="All" tabindex="0" style="width:20px;height:20px" onclick="this.ariaChecked = { mixed: 'true', true: 'false', false: 'true' }[this.ariaChecked]"></div>`,
    );
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('All'), on: false })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.text()).not.toMatch(/"All" \((checked|mixed)/);
  });

  test('of a toggle that sends its form is refused', async () => {
    await hands.show(
      `<form onsubmit="event.preventDefault(); document.title = 'sent'"><button aria-pressed="false">Subscribe</button></form>`,
    );
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Subscribe'), on: true })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('sends a form'),
    });
    expect(await hands.text()).not.toContain('sent');
  });
});
