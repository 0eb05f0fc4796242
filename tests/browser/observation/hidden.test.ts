/** What a page keeps from scripts and a person notices all the same: closed shadow roots, and listeners as the only sign. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('closed shadow roots', () => {
  test('are read and acted in, one in another, with slots in their place', async () => {
    const { text } =
      await hands.show(`<output>none</output><x-outer>slotted words</x-outer><div id="plain"></div><script>
      const inner = '<button>Deep</button>';
      customElements.define('x-outer', class extends HTMLElement { connectedCallback() {
        const root = this.attachShadow({ mode: 'closed' });
        root.innerHTML = '<input aria-label="Secretive"><section><slot></slot></section><div style="width:90px;height:30px"></div>';
        const nested = root.querySelector('div').attachShadow({ mode: 'closed' });
        nested.innerHTML = inner;
        nested.querySelector('button').onclick = () => { document.querySelector('output').textContent = 'deep pressed'; };
      } });
      const plain = document.getElementById('plain').attachShadow({ mode: 'closed' });
      plain.innerHTML = '<button style="width:100px;height:30px">Plain host</button>';
    </script>`);
    expect(text).toContain('textbox "Secretive"');
    expect(text).toContain('"slotted words"');
    expect(text).toContain('button "Deep"');
    expect(text).toContain('button "Plain host"');
    expect(await hands.click('Deep')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.fill('Secretive', 'typed')).toMatchObject({ ok: true });
    const after = await hands.look();
    expect(after.text).toContain('deep pressed');
    expect(after.text).toContain('textbox "Secretive" = "typed"');
  });

  test('that are declared in the markup are read too', async () => {
    const { text } = await hands.show(
      '<x-card><template shadowrootmode="closed"><button>Declared</button></template></x-card>',
    );
    expect(text).toContain('button "Declared"');
  });
});

describe('elements with a listener as their only sign', () => {
  test('are listed by name, and containers that only hear their controls are not', async () => {
    const { text } = await hands.show(`<div id="app"><span id="only">Only a listener</span>
      <div id="bar"><button>One</button><button>Two</button></div><p>Plain words</p></div><script>
      document.getElementById('only').addEventListener('click', () => {});
      document.getElementById('bar').addEventListener('click', () => {});
      document.body.addEventListener('click', () => {});</script>`);
    expect(text).toMatch(/clickable "Only a listener"/);
    expect(text.match(/clickable/g)).toHaveLength(1);
    expect(text).toContain('"Plain words"');
  });

  test('are the items where a list listens for them', async () => {
    const { text } = await hands.show(`<output></output><ul id="list"><li>Alpha<li>Beta<li>Gamma</ul><script>
      document.getElementById('list').addEventListener('pointerup', event => {
        document.querySelector('output').textContent = 'picked ' + event.target.textContent;
      });</script>`);
    expect(text).toMatch(/clickable "Beta"/);
    await hands.click('Beta');
    expect((await hands.look()).text).toContain('picked Beta');
  });

  test.each([
    ['React', "row.__reactProps$x1 = { onClick() {}, children: 'x' }"],
    ['Svelte', 'row.__click = () => {}'],
    ['Solid', 'row.$$click = () => {}'],
  ])('are found where %s keeps the handler as a property and listens at the root', async (_, give) => {
    const { text } =
      await hands.show(`<main><div class="row">Handled row</div><div class="other">Other</div></main><script>
      const row = document.querySelector('.row'); ${give};
      document.addEventListener('click', () => {});</script>`);
    expect(text).toMatch(/clickable "Handled row"/);
    expect(text).not.toMatch(/clickable "Other"/);
  });

  test('in a frame belong to the frame', async () => {
    hands.site.show(
      '/framed',
      `<b id="x">Framed</b><script>x.addEventListener('mousedown', () => { x.textContent = 'Done' })</script>`,
    );
    const { text, targets } = await hands.show(
      '<i id="y">Outside</i><iframe title="in" src="/framed"></iframe><script>y.onmousedown = () => {}</script>',
    );
    expect(text).toMatch(/\[e\d+\] clickable "Outside"/);
    expect([...targets.values()].find(target => target.name === 'Framed')?.ref).toMatch(/^f\d+e\d+$/);
    await hands.click('Framed');
    expect((await hands.look()).text).toContain('clickable "Done"');
  });
});

test('what opens only under the pointer is told, can be pointed at, and its words are known to be hidden', async () => {
  const { text } = await hands.show(`<style>nav .sub { display: none } nav:hover .sub { display: block }</style>
    <nav><span>Lists</span><div class="sub"><a href="#guests">Guests</a></div></nav><p>Plain</p>`);
  expect(text).toMatch(/\[e\d+\] navigation \(more under the pointer\):\n {2}"Lists"/);
  expect(await hands.browser.page.find('Guests')).toMatchObject({ ok: true, lines: 0, hidden: 1 });
  const ref = /\[(e\d+)\] navigation/.exec(text)?.[1] ?? '';
  expect(await hands.act({ kind: 'hover', ref })).toMatchObject({ ok: true });
  await hands.look();
  expect(await hands.click('Guests')).toMatchObject({ ok: true });
  expect((await hands.look()).url).toContain('#guests');
});

test('a click lands on its element though the page moves when the pointer leaves a menu', async () => {
  await hands.show(`<style>nav { height: 30px } nav:hover { height: 200px }</style><nav>Menu</nav>
    <button onclick="document.title = 'first'" style="display:block;height:30px">First</button>
    <button onclick="document.title = 'second'" style="display:block;height:30px">Second</button>`);
  const { text } = await hands.look();
  await hands.act({ kind: 'scroll', to: 'top' });
  const second = hands.refOf('Second');
  await hands.browser.page.perform(
    { kind: 'hover', ref: /\[(e\d+)\] navigation/.exec(text)?.[1] ?? hands.refOf('First') },
    AbortSignal.timeout(5_000),
  );
  expect(await hands.act({ kind: 'click', ref: second })).toMatchObject({ ok: true });
  expect((await hands.look()).text).toContain('title "second"');
});
