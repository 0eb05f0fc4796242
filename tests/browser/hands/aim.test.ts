/** Hands on a real page: that the pointer hits what was meant, and nothing else. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

/** Says in the title what was hit. */
const SAY = `<script>addEventListener('click', event => { document.title = 'hit ' + (event.composedPath()[0].id || event.composedPath()[0].tagName) }, true)</script>`;

describe('the pointer finds', () => {
  test.each([
    [
      'a link that breaks over lines',
      `<p style="width:300px;text-indent:220px"><a id="long" href="#x">many words that go on and on over the lines</a></p>`,
      'many words that go on and on over the lines',
      'long',
    ],
    [
      'an element larger than the view',
      `<div id="big" role="button" tabindex="0" aria-label="Big" style="width:4000px;height:4000px;background:#eee"></div>`,
      'Big',
      'big',
    ],
    [
      'an element below a sticky header',
      `<div style="position:sticky;top:0;height:300px;background:#fff;z-index:9">head</div><div style="height:1500px"></div><button id="low">Low</button><div style="height:1500px"></div>`,
      'Low',
      'low',
    ],
    [
      'a button in a closed shadow root',
      `<x-closed></x-closed><script>customElements.define('x-closed', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<button onclick="document.title = \\'hit deep\\'">Deep</button>' } })</script>`,
      'Deep',
      'deep',
    ],
    [
      'an element in a box that is scrolled',
      `<div style="height:200px;width:300px;overflow:auto"><div style="height:900px;width:900px"></div><button id="inner" style="margin-left:700px">Inner</button></div>`,
      'Inner',
      'inner',
    ],
    [
      'the row and not the button in its middle',
      `<div id="row" role="button" tabindex="0" aria-label="Row" style="width:300px;height:80px;display:flex;align-items:center;justify-content:center;background:#eee"><span role="button" tabindex="0" id="delete">Delete</span></div>`,
      'Row',
      'row',
    ],
    [
      'an element whose parent takes its clicks',
      `<button id="parent"><span role="img" aria-label="Icon" style="pointer-events:none">★</span> Star</button>`,
      'Icon Star',
      'parent',
    ],
  ])('%s', async (_, html, name, hit) => {
    await hands.show(`${html}${hit === 'deep' ? '' : SAY}`);
    const { text: seen, targets } = await hands.look();
    const ref = [...targets.values()].find(one => one.name === name)?.ref ?? [...targets.values()].at(0)?.ref;
    expect(ref, seen).toBeDefined();
    expect(await hands.act({ kind: 'click', ref: ref ?? '' })).toMatchObject({ ok: true });
    expect(await hands.text()).toContain(`title "hit ${hit}"`);
  });

  test('a button in a frame that is scaled, bordered and of another look', async () => {
    hands.site.show(
      '/scaled',
      `<div style="height:500px"></div><button onclick="this.textContent = 'Pressed'" style="margin-left:200px">Press</button>`,
    );
    await hands.show(
      `<div style="height:2000px"></div><iframe src="/scaled" width="500" height="300" style="transform:scale(.6);border:12px solid;padding:9px"></iframe>`,
    );
    expect(await hands.click('Press')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('button "Pressed"');
  });

  test('nothing under what covers its frame', async () => {
    hands.site.show('/under', '<button>Under</button>');
    await hands.show(
      `<iframe src="/under" style="position:absolute;left:0;top:0"></iframe><div style="position:fixed;inset:0;background:#fffc">We value your privacy</div>`,
    );
    expect(await hands.click('Under')).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: expect.stringContaining('privacy'),
    });
  });

  test('what was disabled a moment ago', async () => {
    await hands.show(
      `<input aria-label="Start" onfocus="soon.disabled = true; setTimeout(() => { soon.disabled = false }, 300)"><button id="soon" onclick="this.textContent = 'Clicked'">Soon</button>`,
    );
    const soon = hands.refOf('Soon');
    await hands.click('Start');
    expect(await hands.act({ kind: 'click', ref: soon })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"Clicked"');
  });

  test('no form to send in the place of what was meant', async () => {
    await hands.show(`<form onsubmit="event.preventDefault(); document.title = 'sent'"><div role="button" tabindex="0" aria-label="Card" style="width:200px;height:60px;position:relative">
      <button style="position:absolute;inset:0">Send</button></div></form>`);
    expect(await hands.click('Card')).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: expect.stringContaining('Send'),
    });
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Card'), at: { x: 50, y: 30 } })).toMatchObject({
      ok: false,
    });
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Card'), at: { x: 500, y: 30 } })).toMatchObject({
      ok: false,
      detail: 'The element is only 200 by 60 px.',
    });
    expect(await hands.text()).not.toContain('sent');
  });

  test('the spot that was asked for, also far outside the view', async () => {
    await hands.show(`<canvas width="3000" height="3000" aria-label="Map" style="display:block"></canvas><script>
      document.querySelector('canvas').onclick = event => { document.title = event.offsetX + ',' + event.offsetY }</script>`);
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Map'), at: { x: 2500, y: 2600 } })).toMatchObject({
      ok: true,
    });
    expect(await hands.text()).toContain('title "2500,2600"');
  });
});

describe('the pointer stays or is held', () => {
  test('over what opens after a while under it', async () => {
    await hands.show(
      `<button onmouseenter="setTimeout(() => { tip.hidden = false }, 300)">More</button><p id="tip" hidden>Tip text</p>`,
    );
    expect(await hands.act({ kind: 'hover', ref: hands.refOf('More') })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('Tip text');
  });

  test('Control and click open a tab, and it can be acted in', async () => {
    hands.site.show('/tab', `<button onclick="this.textContent = 'Worked'">Work</button>`);
    await hands.show('<a href="/tab">Away</a>');
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Away'), modifiers: ['Control'] })).toMatchObject({
      ok: true,
      effect: 'navigated',
    });
    const seen = await hands.look();
    expect(seen.tabs).toHaveLength(2);
    expect(await hands.click('Work')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"Worked"');
    await hands.act({ kind: 'close-tab', tab: seen.tabs.find(tab => tab.active)?.tab ?? '' });
  });

  test('a card is dragged over a list by pointer events, and takes the place of the one it is dropped on', async () => {
    await hands.show(`<ul style="list-style:none;margin:0;padding:0;touch-action:none">${['One', 'Two', 'Three', 'Four'].map(name => `<li role="button" tabindex="0" style="height:40px;border:1px solid">${name}</li>`).join('')}</ul><script>
      const list = document.querySelector('ul'); let held;
      list.onpointerdown = event => { held = event.target; list.setPointerCapture(event.pointerId) };
      list.onpointermove = event => { if (!held) return; const over = document.elementsFromPoint(event.clientX, event.clientY).find(one => one.tagName === 'LI' && one !== held); if (!over) return;
        const { top, height } = over.getBoundingClientRect(); if (event.clientY > top + height / 2) over.after(held); else over.before(held) };
      list.onpointerup = () => { held = undefined };</script>`);
    expect(await hands.act({ kind: 'drag', ref: hands.refOf('One'), to: hands.refOf('Three') })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.text()).toMatch(/"Two".*"Three".*"One".*"Four"/s);
  });

  test('a card is dropped on what lies far below, by drag events', async () => {
    await hands.show(`<div draggable="true" id="card" style="width:80px;height:30px" ondragstart="event.dataTransfer.setData('text', 'card')">Card</div><div style="height:2500px"></div>
      <section style="height:100px;border:1px solid" tabindex="0" role="button" aria-label="Bin" ondragover="event.preventDefault()" ondrop="document.title = 'dropped ' + event.dataTransfer.getData('text') + event.isTrusted"></section>`);
    expect(await hands.act({ kind: 'drag', ref: hands.refOf('Card'), to: hands.refOf('Bin') })).toMatchObject({
      ok: true,
    });
    expect(await hands.text()).toContain('title "dropped cardtrue"');
  });

  test('a range follows its thumb', async () => {
    await hands.show('<input type="range" aria-label="Level" min="0" max="100" value="50" style="width:400px">');
    expect(await hands.act({ kind: 'drag', ref: hands.refOf('Level'), by: { x: 100, y: 0 } })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.text()).toMatch(/"Level" = "7\d"/);
  });

  test('a drag that would be a click is refused', async () => {
    await hands.show(
      `<form onsubmit="event.preventDefault(); document.title = 'sent'"><button style="width:200px">Send</button></form>`,
    );
    for (const by of [
      { x: 0, y: 0 },
      { x: 40, y: 2 },
    ])
      expect(await hands.act({ kind: 'drag', ref: hands.refOf('Send'), by })).toMatchObject({
        ok: false,
        detail: expect.stringContaining('click'),
      });
    expect(await hands.text()).not.toContain('sent');
  });
});
