/** Hands on a page that hangs between two of their questions: once its script is stopped, nothing of theirs stays in it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

/** Once, right after what came before. */
const hang = 'const hang = () => { if (!top.hung) { top.hung = true; setTimeout(() => { for (;;); }); } };';

test('a guard of keys that came late is taken away again', async () => {
  await hands.show(`<button onfocus="hang()">Go</button><input aria-label="Name"><script>${hang}</script>`);
  const pressed = await hands.act({ kind: 'press', keys: 'Enter', ref: hands.refOf('Go') });
  expect(pressed).toMatchObject({ ok: false, code: 'page.timeout' });
  await hands.look();
  await hands.click('Name');
  await hands.act({ kind: 'press', keys: 'x' });
  expect(await hands.text()).toMatch(/textbox "Name" .*= "x"/);
});

test('a guard of presses that came late is taken away again', async () => {
  const inner = hands.site.show(
    '/inner',
    `<style>body { margin: 0 } button { width: 100px; height: 50px }</style>
    <button>Go</button><button onclick="this.textContent = 'Left'">Leave</button>
    <script>${hang} addEventListener('mousemove', hang)</script>`,
  );
  await hands.show(
    `<style>body { margin: 0 }</style><iframe src="${inner}" width="300" height="100" frameborder="0"></iframe>`,
  );
  expect(await hands.click('Go')).toMatchObject({ ok: false, code: 'page.timeout' });
  await hands.look();
  // A person's press is theirs, and no guard watches it.
  const person = hands.browser.live?.hands();
  const place = { x: 150, y: 25, button: 'left' } as const;
  for (const kind of ['move', 'down', 'up'] as const)
    await person?.do(kind === 'move' ? { kind, x: 150, y: 25 } : { kind, ...place }, AbortSignal.timeout(10_000));
  expect(await hands.text()).toContain('button "Left"');
});
