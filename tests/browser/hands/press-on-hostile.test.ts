/** Hands on a page that does its worst while it is pressed: the act ends in time with a clear word, and nothing of ours is left in the way of the next press. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

/** In the middle of what the person presses below. */
const next = `<button id="next" style="position:fixed;left:600px;top:600px;width:100px;height:40px">Next</button>
  <script>document.addEventListener('click', event => { document.title += ' ' + event.target.id + (event.isTrusted ? '' : '?') }, true)</script>`;

const acts = {
  alert: `alert('Boo')`,
  'run for ever': `for (;;);`,
  'go elsewhere': `location.href = '/elsewhere'`,
  'take the button away': `meant.remove()`,
  'move it': `meant.style.cssText = 'position:fixed;left:300px;top:300px'`,
  'disable it': `meant.disabled = true`,
  'draw another in its place': `meant.outerHTML = '<button id="order" style="width:200px;height:60px">Continue</button>'`,
  'open a tab': `open('/elsewhere')`,
  'write itself anew': `document.open(); document.write(again); document.close()`,
  'take our functions away': `EventTarget.prototype.addEventListener = EventTarget.prototype.removeEventListener = Event.prototype.stopImmediatePropagation =
    document.elementFromPoint = Array.prototype.some = Array.prototype.filter = () => { throw new Error('gone') }`,
};

test.each(
  Object.entries(acts).flatMap(([what, act]) =>
    ['pointerover', 'pointerdown', 'mousedown'].map(type => [what, type, act] as const),
  ),
)("%s at %s: the next press is free, the person's too", async (_what, type, act) => {
  hands.site.show('/elsewhere', `<title> </title><h1>Elsewhere</h1>${next}`);
  await hands.show(
    `<title> </title><button id="meant" style="width:200px;height:60px">Continue</button>${next}
     <script>const again = ${JSON.stringify(`<title> </title>${next}`).replaceAll('</', '<\\/')};
       meant.addEventListener('${type}', () => { ${act} })</script>`,
  );
  const start = performance.now();
  const outcome = await hands.click('Continue');
  expect(performance.now() - start).toBeLessThan(14_000);
  if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(timeout|outcome-unknown|ref-stale|covered|not-interactable)$/);
  const before = (await hands.look()).title;
  // Of the same role and name, under the pointer before the aim was done: that is what the ref stands for.
  expect(before).toMatch(type === 'pointerover' ? /^(meant|order)?$/ : /^(meant)?$/);
  expect(await hands.click('Next')).toMatchObject({ ok: true });
  const person = hands.browser.live?.hands();
  for (const kind of ['down', 'up'] as const)
    await person?.do({ kind, x: 650, y: 620, button: 'left' }, AbortSignal.timeout(9_000));
  expect((await hands.look()).title.slice(before.length)).toBe(`${before === '' ? '' : ' '}next next`);
});
