/** Hands on a real page that changes between the look at an element and the press on it: only what was meant is pressed. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands({ farName: 'far.example' });
});
afterAll(() => hands?.close());

/** Says in the title what was pressed, and does `act` with the last move of the pointer before the press, which is a click's second. */
const late = (act: string, move = 2): string => `<script>
  const say = (name, on) => { document.title += ' ' + name + ':' + on };
  for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'contextmenu', 'dblclick'])
    document.addEventListener(type, event => say(type, event.target.id || event.target.tagName), true);
  let moves = 0;
  addEventListener('mousemove', () => { moves += 1; if (moves === ${move}) { ${act} } });
</script>`;

const over = `Object.assign(document.body.appendChild(document.createElement('button')), { id: 'order', textContent: 'Order now' }).style =
  'position:fixed;inset:0;width:100vw;height:100vh;font-size:40px'`;

/** What the page heard of it. */
const heard = async (): Promise<string> => (await hands.look()).title.trim();

describe('what comes under the pointer in the last moment', () => {
  test.each(['left', 'right', 'middle'] as const)(
    'is not pressed by the %s button, and the agent hears of it',
    async button => {
      await hands.show(`<title> </title><button id="meant">Continue</button>${late(over)}`);
      const outcome = await hands.act({ kind: 'click', ref: hands.refOf('Continue'), button });
      expect(outcome).toMatchObject({ ok: false, code: 'page.covered', detail: expect.stringContaining('Order now') });
      expect(await heard()).toBe('');
      await hands.click('Order now');
      expect(await heard()).toBe('pointerdown:order mousedown:order mouseup:order click:order');
    },
  );

  test('is not pressed twice either', async () => {
    await hands.show(`<title> </title><button id="meant">Continue</button>${late(over)}`);
    const outcome = await hands.act({ kind: 'click', ref: hands.refOf('Continue'), count: 2 });
    expect(outcome).toMatchObject({ ok: false, code: 'page.covered' });
    expect(await heard()).toBe('');
  });

  test('is not pressed where the page moved another button there', async () => {
    await hands.show(
      `<title> </title><div id="gap"></div><button id="order" style="display:block;height:60px;width:200px">Order</button>
       <button id="meant" style="display:block;height:60px;width:200px">Continue</button>${late(`gap.style.height = '60px'`)}`,
    );
    const outcome = await hands.click('Continue');
    expect(outcome).toMatchObject({ ok: false, code: 'page.covered' });
    expect(await heard()).toBe('');
  });

  test('is not pressed where a frame of the page goes elsewhere in the same moment, and the next press is free', async () => {
    hands.site.show('/elsewhere', '<p>elsewhere</p>');
    await hands.show(
      `<title> </title><button id="meant">Continue</button><iframe id="side" src="/elsewhere?1"></iframe>${late(`${over}; side.src = '/elsewhere?2'`)}`,
    );
    expect(await hands.click('Continue')).toMatchObject({ ok: false, code: 'page.covered' });
    expect(await heard()).toBe('');
    const person = hands.browser.live?.hands();
    for (const kind of ['down', 'up'] as const)
      await person?.do({ kind, x: 300, y: 300, button: 'left' }, AbortSignal.timeout(9_000));
    expect(await heard()).toContain('pointerdown:order');
  });

  test('is not dragged', async () => {
    await hands.show(
      `<title> </title><div id="meant" role="slider" tabindex="0" aria-label="Price" style="width:200px;height:40px"></div>${late(over, 1)}`,
    );
    const outcome = await hands.act({ kind: 'drag', ref: hands.refOf('Price'), by: { x: 60, y: 0 } });
    expect(outcome).toMatchObject({ ok: false, code: 'page.covered' });
    expect(await heard()).toBe('');
  });

  test('is not pressed where it comes over a frame', async () => {
    hands.site.show('/inner', `<button>Continue</button>${late('parent.cover()')}`);
    await hands.show(
      `<title> </title><iframe src="/inner" width="400" height="200"></iframe>${late('')}<script>function cover() { ${over} }</script>`,
    );
    const outcome = await hands.click('Continue');
    expect(outcome).toMatchObject({ ok: false, code: 'page.covered', detail: expect.stringContaining('Order now') });
    expect(await heard()).toBe('');
  });
});

describe('what is meant is pressed', () => {
  test('where it is drawn anew under the pointer', async () => {
    await hands.show(
      `<title> </title><div id="root"><button>Continue</button></div>${late(`root.innerHTML = '<button id="fresh">Continue</button>'`)}`,
    );
    expect(await hands.click('Continue')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await heard()).toContain('click:fresh');
  });

  test('where its own words came over it', async () => {
    await hands.show(
      `<title> </title><button id="meant" style="width:300px;height:90px">Continue</button>${late(`meant.innerHTML = '<span id="words" style="display:block;height:80px">Continue, please</span>'`)}`,
    );
    expect(await hands.click('Continue')).toMatchObject({ ok: true });
    expect(await heard()).toContain('click:words');
  });

  test('in a frame of another site', async () => {
    hands.site.show('/far', `<button onclick="this.textContent = 'Went on'">Continue</button>`);
    await hands.show(`<iframe src="http://${hands.farHost}/far" width="400" height="200"></iframe>`);
    expect(await hands.click('Continue')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('Went on');
  });

  test('twice for a double click', async () => {
    await hands.show(`<title> </title><button id="meant">Continue</button>${late('')}`);
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Continue'), count: 2 })).toMatchObject({ ok: true });
    expect(await heard()).toContain('dblclick:meant');
  });
});
