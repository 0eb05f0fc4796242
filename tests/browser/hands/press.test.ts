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

  test('is not dragged, nor pressed in a frame by the drag', async () => {
    hands.site.show(
      '/inner',
      `<body style="margin:0"><button style="width:90vw;height:90vh">Order now</button>${late('')}`,
    );
    await hands.show(
      `<title> </title><div id="meant" role="slider" tabindex="0" aria-label="Price" style="width:200px;height:40px"></div>
       <iframe id="side" style="position:fixed;left:0;top:300px;width:500px;height:300px" src="/inner" onload="contentDocument.onclick = () => { document.title = 'ordered' }"></iframe>
       ${late(`side.style.top = '0'`, 1)}`,
    );
    const across = await hands.act({ kind: 'drag', ref: hands.refOf('Price'), by: { x: 60, y: 0 } });
    expect(across).toMatchObject({ ok: false, code: 'page.covered', detail: expect.stringContaining('Order now') });
    expect(await heard()).toBe('');
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

  test('is not pressed in a frame that comes over it', async () => {
    hands.site.show(
      '/inner',
      `<body style="margin:0"><button id="order" style="width:90vw;height:90vh">Order now</button>${late('')}`,
    );
    for (const host of [hands.site.host, hands.farHost]) {
      await hands.show(
        `<title> </title><button id="meant">Continue</button><iframe id="side" style="position:fixed;left:0;top:300px;width:500px;height:300px"
           src="http://${host}/inner"></iframe>${late(`side.style.top = '0'`)}`,
      );
      const outcome = await hands.click('Continue');
      expect(outcome).toMatchObject({ ok: false, code: 'page.covered', detail: expect.stringContaining('Order now') });
      expect(await heard()).toBe('');
      await hands.click('Order now');
      expect(await hands.text()).toMatch(/"Order now" \(.*focused/);
    }
  });

  test.each([
    ['over it', over],
    ['in its place', `meant.outerHTML = '<button id="order" style="width:200px;height:60px">Order now</button>'`],
  ])('is not pressed by the second of two clicks, where the first brought it %s', async (_where, act) => {
    await hands.show(
      `<title> </title><button id="meant" style="width:200px;height:60px">Continue</button>${late('')}<script>meant.onclick = () => { ${act} }</script>`,
    );
    const outcome = await hands.act({ kind: 'click', ref: hands.refOf('Continue'), count: 2 });
    expect(outcome).toMatchObject({ ok: false, code: 'page.covered', detail: expect.stringContaining('first click') });
    expect(await heard()).toBe('pointerdown:meant mousedown:meant mouseup:meant click:meant');
  });
});

describe('where the element leaves in the last moment, what comes in its place is not pressed', () => {
  const row = (name: string): string =>
    `<div><button style="display:block;width:200px;height:60px" id="${name}">Delete</button></div>`;
  const meant = `<button id="meant" style="display:block;width:200px;height:60px">Continue</button>`;
  const order = `<button id="order" style="display:block;width:200px;height:60px">Order</button>`;
  test.each([
    ['a neighbour of the same name', `${row('first')}${row('second')}`, `first.parentElement.remove()`, 'Delete'],
    ['another button', `${meant}${order}`, `meant.remove()`, 'Continue'],
    ['what it was replaced by', meant, `meant.outerHTML = '${order}'`, 'Continue'],
    ['what its closed root shows then', `<div id="host"></div>`, `root.innerHTML = '${order}'`, 'Continue'],
    ['nothing', meant, `meant.remove()`, 'Continue'],
  ])('%s', async (_what, body, act, name) => {
    await hands.show(
      `<title> </title>${body}<script>
        const root = globalThis.host?.attachShadow({ mode: 'closed' });
        if (root) root.innerHTML = '${meant}';
      </script>${late(act)}`,
    );
    const outcome = await hands.click(name);
    expect(outcome).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(await heard()).toBe('');
  });

  test('a frame that is taken away', async () => {
    hands.site.show(
      '/inner',
      `<button>Continue</button><script>onmousemove = () => parent.postMessage('', '*')</script>`,
    );
    await hands.show(
      `<title> </title><iframe id="side" src="/inner"></iframe>${late('')}<script>onmessage = () => side.remove()</script>`,
    );
    expect(await hands.click('Continue')).toMatchObject({ ok: false, code: 'page.ref-stale' });
  });
});

describe('what is meant is pressed', () => {
  test.each([
    ['drawn anew in an open root', 'open', `<button id="fresh" style="width:200px;height:60px">Continue</button>`],
    ['drawn anew in a closed root', 'closed', `<button id="fresh" style="width:200px;height:60px">Continue</button>`],
    ['drawn anew without a name', 'closed', `<button id="fresh" style="width:200px;height:60px"></button>`],
  ])('%s', async (_what, mode, fresh) => {
    await hands.show(
      `<title> </title><div id="host"></div><script>
        const root = host.attachShadow({ mode: '${mode}' });
        root.innerHTML = '${fresh.replace('fresh', 'meant')}';
        root.addEventListener('click', event => { document.title += 'root:' + event.target.id });
      </script>${late(`root.innerHTML = '${fresh}'`)}`,
    );
    const [ref = ''] = [...(await hands.look()).targets.values()].map(one => one.ref);
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: true });
    expect(await heard()).toContain('root:fresh');
  });

  test('where it holds a frame that is hit', async () => {
    hands.site.show(
      '/inner',
      `<body style="margin:0">${late('')}<script>onclick = () => parent.postMessage('', '*')</script>`,
    );
    await hands.show(
      `<title> </title><div id="meant" role="button" tabindex="0" aria-label="Play" style="width:400px"><iframe src="/inner" width="400" height="200"></iframe></div>
       <script>onmessage = () => { document.title = 'played' }</script>`,
    );
    expect(await hands.click('Play')).toMatchObject({ ok: true });
    await expect.poll(heard).toBe('played');
  });

  test('by each click, where the first puts what is no control over it', async () => {
    await hands.show(
      `<title> </title><div id="meant" role="gridcell" tabindex="0" style="width:200px;height:40px">Cell</div>${late('')}
       <script>meant.onclick = () => document.body.appendChild(Object.assign(document.createElement('div'), { id: 'edge' })).style = 'position:fixed;inset:0;border:1px solid'</script>`,
    );
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Cell'), count: 2 })).toMatchObject({ ok: true });
    expect(await heard()).toContain('dblclick:');
  });

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
