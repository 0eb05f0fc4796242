/** Hands on a real page: what a mouse can do. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClickHow } from '../../../lib/browser/act/click.ts';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('clicks', () => {
  const heard = `<button style="position:absolute;top:200px">Target</button><output>nothing</output><script>
    const say = words => { document.querySelector('output').textContent += ' ' + words };
    const target = document.querySelector('button');
    for (const type of ['click', 'auxclick', 'dblclick', 'contextmenu'])
      target.addEventListener(type, event => {
        event.preventDefault();
        say([type, event.button, event.detail, event.ctrlKey && 'ctrl', event.shiftKey && 'shift', event.isTrusted].filter(part => part !== false).join(':'));
      });</script>`;

  test.each([
    [{}, 'click:0:1:true'],
    [{ count: 2 }, 'click:0:1:true click:0:2:true dblclick:0:2:true'],
    [{ button: 'right' }, 'contextmenu:2:0:true auxclick:2:1:true'],
    [{ button: 'middle' }, 'auxclick:1:1:true'],
    [{ modifiers: ['Control', 'Shift'] }, 'click:0:1:ctrl:shift:true'],
  ] satisfies [ClickHow, string][])('%j is heard as %s', async (how, said) => {
    await hands.show(heard);
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Target'), ...how })).toMatchObject({
      ok: true,
    });
    expect(await hands.text()).toContain(`"nothing ${said}"`);
  });

  test('a middle click on a link opens a tab', async () => {
    hands.site.show('/other', '<p>other</p>');
    await hands.show('<a href="/other">Other</a>');
    await hands.act({ kind: 'click', ref: hands.refOf('Other'), button: 'middle' });
    await expect.poll(async () => (await hands.look()).tabs.length).toBe(2);
    const closed = await hands.act({ kind: 'close-tab', tab: (await hands.look()).tabs.at(-1)?.tab ?? '' });
    expect(closed).toMatchObject({ ok: true });
    expect((await hands.look()).tabs).toHaveLength(1);
    expect(await hands.act({ kind: 'close-tab', tab: 't1' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('only tab'),
    });
  });

  test('find a free spot where the middle is covered', async () => {
    await hands.show(`<button style="position:absolute;left:0;top:0;width:300px;height:60px" onclick="document.title='hit'">Wide</button>
      <div style="position:absolute;left:120px;top:10px;width:60px;height:40px;background:#000">over</div>`);
    expect(await hands.click('Wide')).toMatchObject({ ok: true });
    expect(await hands.text()).toContain('title "hit"');
  });

  test('wait for an element that moves', async () => {
    await hands.show(`<style>@keyframes in { from { transform: translateX(600px) } }</style>
      <button style="animation: in .3s linear" onclick="document.title='caught'">Late</button>`);
    expect(await hands.click('Late')).toMatchObject({ ok: true });
    expect(await hands.text()).toContain('title "caught"');
  });

  test('hit a place on a canvas and an area of an image map', async () => {
    await hands.show(`<canvas width="200" height="100" aria-label="Board" onclick="document.title = event.offsetX + ',' + event.offsetY"></canvas>
      <img usemap="#m" width="100" height="100" alt="Map" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
      <map name="m"><area shape="rect" coords="50,50,90,90" href="#corner" alt="Corner"></map>`);
    await hands.act({ kind: 'click', ref: hands.refOf('Board'), at: { x: 150, y: 20 } });
    expect(await hands.text()).toContain('title "150,20"');
    await hands.click('Corner');
    expect((await hands.look()).url).toContain('#corner');
  });

  test('reach into frames in frames, scrolled out of view', async () => {
    hands.site.show(
      '/innermost',
      '<div style="height:900px"></div><button onclick="this.textContent=`Pressed`">Press</button>',
    );
    hands.site.show(
      '/middle',
      '<div style="height:700px"></div><iframe src="/innermost" height="200" style="border:7px solid"></iframe>',
    );
    await hands.show(
      '<div style="height:1500px"></div><iframe src="/middle" height="300" style="padding:5px"></iframe>',
    );
    expect(await hands.click('Press')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('button "Pressed"');
  });
});

describe('pointing and dragging', () => {
  test('a menu that opens only under the pointer is opened', async () => {
    await hands.show(`<style>.sub { display: none } li:hover .sub { display: block }</style>
      <ul><li tabindex="0" aria-label="Products">Products<div class="sub"><a href="#tea">Tea</a></div></ul>`);
    await hands.act({ kind: 'hover', ref: hands.refOf('Products') });
    expect(await hands.text()).toContain('link "Tea"');
    await hands.click('Tea');
    expect((await hands.look()).url).toContain('#tea');
  });

  test('a card is dropped on a column by HTML drag and drop', async () => {
    await hands.show(`<div draggable="true" id="card" ondragstart="event.dataTransfer.setData('text', 'card')">Card</div>
      <section id="done" style="height:100px;border:1px solid" tabindex="0" aria-label="Done column"
        ondragover="event.preventDefault()" ondrop="this.append(document.getElementById(event.dataTransfer.getData('text'))); document.title='dropped'"></section>`);
    const drop = await hands.act({ kind: 'drag', ref: hands.refOf('Card'), to: hands.refOf('Done column') });
    expect(drop).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('title "dropped"');
  });

  test('a handle is moved by pointer events', async () => {
    await hands.show(`<div id="handle" role="slider" tabindex="0" aria-label="Volume" aria-valuenow="0" style="position:absolute;left:0;top:20px;width:20px;height:20px;background:#333;touch-action:none"></div><script>
      let from; handle.onpointerdown = event => { from = event.clientX; handle.setPointerCapture(event.pointerId) };
      handle.onpointermove = event => { if (from !== undefined) handle.setAttribute('aria-valuenow', event.clientX - from) };
      handle.onpointerup = () => { from = undefined };</script>`);
    await hands.act({ kind: 'drag', ref: hands.refOf('Volume'), by: { x: 80, y: 0 } });
    expect(await hands.text()).toContain('slider "Volume" = "80"');
  });
});

describe('ticking', () => {
  test('brings a box into a state, and does nothing where it has it', async () => {
    await hands.show(
      '<label><input type="checkbox"> Terms</label><div role="switch" tabindex="0" aria-checked="false" aria-label="Alerts" style="width:40px;height:20px" onclick="this.ariaChecked = this.ariaChecked === `true` ? `false` : `true`"></div>',
    );
    for (const name of ['Terms', 'Alerts']) {
      const ref = hands.refOf(name);
      expect(await hands.act({ kind: 'tick', ref, on: true })).toMatchObject({ ok: true, effect: 'changed' });
      expect(await hands.act({ kind: 'tick', ref, on: true })).toMatchObject({
        ok: true,
        effect: 'none',
        note: 'it is ticked already',
      });
      expect(await hands.text()).toMatch(new RegExp(`"${name}" \\(checked`));
      expect(await hands.act({ kind: 'tick', ref, on: false })).toMatchObject({ ok: true, effect: 'changed' });
    }
  });

  test('says when a page does not let it', async () => {
    await hands.show(
      '<label><input type="checkbox" onclick="event.preventDefault()"> Stubborn</label><button>Plain</button>',
    );
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Stubborn'), on: true })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('still not ticked'),
    });
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Plain'), on: true })).toMatchObject({
      ok: false,
      code: 'page.not-interactable',
    });
  });
});

describe('scrolling and waiting', () => {
  test('says where it is, goes to an element and to a text', async () => {
    await hands.show(
      '<p>top</p><div style="height:3000px"></div><p>the <b>golden</b> words</p><div style="height:2000px"></div><button>Low</button>',
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({
      ok: true,
      effect: 'changed',
      note: expect.stringMatching(/^at \d+ of \d+ px$/),
    });
    expect(await hands.act({ kind: 'scroll', to: 'bottom' })).toMatchObject({
      note: expect.stringMatching(/the end$/),
    });
    expect(await hands.act({ kind: 'scroll', to: 'down', text: 'The Golden words' })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.act({ kind: 'scroll', to: 'here', ref: hands.refOf('Low') })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await hands.act({ kind: 'scroll', to: 'down', text: 'no such words' })).toMatchObject({
      ok: false,
      detail: 'The page does not show "no such words".',
    });
  });

  test('waits for a text in a shadow root of a frame, for its going, for an address and for quiet', async () => {
    hands.site.show(
      '/late',
      `<div id="host"></div><script>const root = host.attachShadow({ mode: 'open' });
      setTimeout(() => { root.innerHTML = '<p>Finally here</p>'; }, 250); setTimeout(() => { root.innerHTML = ''; }, 900);</script>`,
    );
    await hands.show(`<iframe src="/late"></iframe><script>setTimeout(() => history.pushState(0, '', '/pointer-there'), 1200);
      document.body.innerText; Object.defineProperty(HTMLElement.prototype, 'innerText', { get: () => 'Finally here' });</script>`);
    expect(await hands.act({ kind: 'wait', text: 'finally HERE', seconds: 5 })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', gone: 'Finally here', seconds: 5 })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', url: '-there', seconds: 5 })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', quiet: true })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'wait', text: 'never', seconds: 0.2 })).toMatchObject({
      ok: false,
      code: 'page.timeout',
    });
  });

  test('goes back, forward and loads anew', async () => {
    const first = hands.site.show('/h1', '<p>first</p>');
    const second = hands.site.show('/h2', '<p>second</p>');
    await hands.visit(first);
    await hands.visit(second);
    expect(await hands.act({ kind: 'back' })).toMatchObject({ effect: 'navigated', url: first });
    expect(await hands.act({ kind: 'forward' })).toMatchObject({ effect: 'navigated', url: second });
    expect(await hands.act({ kind: 'forward' })).toMatchObject({
      ok: false,
      detail: 'There is no page to go forward to.',
    });
    const before = hands.site.hits.filter(hit => hit === '/h2').length;
    expect(await hands.act({ kind: 'reload' })).toMatchObject({ ok: true, effect: 'navigated' });
    expect(hands.site.hits.filter(hit => hit === '/h2').length).toBe(before + 1);
  });
});
