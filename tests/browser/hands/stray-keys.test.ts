/** Hands on a page that takes the focus away while they type: what is typed is heard by what it was meant for, or by nothing. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

/** Says in the title what was pressed, and what was heard beside the field. */
const noting = `<title> </title><script>
  document.addEventListener('click', event => { if (event.target.matches('button')) document.title += ' pressed:' + event.target.id }, true);
  for (const type of ['keydown', 'keypress']) document.addEventListener(type, event => {
    if (!event.target.matches('input, textarea, [contenteditable]')) document.title += ' heard:' + event.key });
  document.addEventListener('submit', event => { event.preventDefault(); document.title += ' sent' });
</script>`;
const dialog = '<dialog aria-label="Ten per cent off"><button id="order">Order now</button></dialog>';
const field = '<input id="field" aria-label="Search">';

/** What the page does at the second letter. */
const acts = {
  'opens a dialog whose button takes the focus': [
    'document.querySelector("dialog").showModal()',
    { code: 'page.covered', detail: '"Ten per cent off" lies over the element.' },
  ],
  'gives the focus to a button': [
    'order.focus()',
    {
      code: 'page.not-interactable',
      detail: '"Delete all" had the focus in its place: no more keys were pressed. Use the ref of what is meant.',
    },
  ],
  'gives the focus to a link': [
    'more.focus()',
    {
      code: 'page.not-interactable',
      detail: '"More" had the focus in its place: no more keys were pressed. Use the ref of what is meant.',
    },
  ],
  'takes the focus away, where letters are shortcuts': [
    'field.blur()',
    {
      code: 'page.not-interactable',
      detail: 'The focus was gone: no more keys were pressed.',
    },
  ],
  'takes the field away': [
    'field.remove()',
    { code: 'page.ref-stale', detail: 'The element left, and heard none of the keys that were left.' },
  ],
  'gives the focus to a button in a closed shadow root': [
    'host.lend()',
    {
      code: 'page.not-interactable',
      detail: '"Pay" had the focus in its place: no more keys were pressed. Use the ref of what is meant.',
    },
  ],
  'gives the focus to a frame with a button': [
    'frames[0].document.querySelector("button").focus()',
    {
      code: 'page.not-interactable',
      detail: '"Pay in a frame" had the focus in its place: no more keys were pressed. Use the ref of what is meant.',
    },
  ],
} as const;

test.each(Object.entries(acts))('a page that %s hears no letter of it', async (what, [act, said]) => {
  const inside = `<button onclick="parent.document.title += ' pressed:frame'" onkeydown="parent.document.title += ' heard:' + event.key">Pay in a frame</button>`;
  await hands.show(
    `${noting}${field}${what.includes('dialog') ? dialog : '<button id="order">Delete all</button>'}<a id="more" href="/elsewhere">More</a><div id="host"></div>
     <iframe srcdoc='${inside.replaceAll("'", '&#39;')}'></iframe>
     <script>
       customElements.define('x-pay', class extends HTMLElement {});
       const root = host.attachShadow({ mode: 'closed' });
       root.innerHTML = '<button>Pay</button>';
       root.firstChild.addEventListener('click', () => { document.title += ' pressed:pay' });
       host.lend = () => root.firstChild.focus();
       const act = () => { ${act} };
       field.addEventListener('input', () => { if (field.value.length === 2) act() });
     </script>`,
  );
  const outcome = await hands.fill('Search', 'ab c d');
  expect(outcome).toMatchObject({ ok: false, ...said });
  expect((await hands.look()).title).toBe('');
});

test('a field that is drawn anew in the middle of it is filled in the second', async () => {
  await hands.show(
    `${noting}${field}<script>field.addEventListener('input', () => { if (field.value.length === 2) field.outerHTML = field.outerHTML })</script>`,
  );
  expect(await hands.fill('Search', 'ab c d')).toMatchObject({ ok: true });
  const { title, text } = await hands.look();
  expect(title).toBe('');
  expect(text).toContain('"Search" = "ab c d"');
});

test.each([
  ['of the same kind', '<input id="next" aria-label="Year">'],
  ['of many lines', '<textarea id="next" aria-label="Year"></textarea>'],
  ['that is an editor', '<div id="next" contenteditable role="textbox" aria-label="Year"></div>'],
])('another text field %s may take the rest, and is told of', async (_what, next) => {
  await hands.show(
    `${noting}${field}${next}<script>field.addEventListener('input', () => { if (field.value.length === 2) next.focus() })</script>`,
  );
  expect(await hands.fill('Search', '1226')).toMatchObject({ ok: true, note: 'it shows "12" instead of "1226"' });
  expect(await hands.text()).toContain('"Year" = "26"');
});

test('a field that goes on to the next control when it is full is filled', async () => {
  await hands.show(
    `${noting}${field}<button id="order">Order</button><script>field.addEventListener('input', () => { if (field.value.length === 4) order.focus() })</script>`,
  );
  expect(await hands.fill('Search', '1226')).toMatchObject({ ok: true });
  expect((await hands.look()).title).not.toContain('pressed');
  // Nothing of the guard is left in the way of the next key.
  expect(await hands.act({ kind: 'press', keys: 'Enter' })).toMatchObject({ ok: true });
  expect((await hands.look()).title).toContain('pressed:order');
});

test('a dialog that opens with the click on the field is named', async () => {
  await hands.show(
    `${noting}${field}${dialog}<script>field.addEventListener('focus', () => document.querySelector('dialog').showModal())</script>`,
  );
  expect(await hands.fill('Search', 'ab c')).toMatchObject({
    ok: false,
    code: 'page.covered',
    detail: '"Ten per cent off" lies over the element.',
  });
});

test.each(['Search', 'Far below'])(
  'a dialog that opened since the look is named to a key that is meant for %s under it',
  async name => {
    await hands.show(
      `${noting}${field}${dialog}<p style="height:3000px"></p><input aria-label="Far below">
     <script>field.addEventListener('input', () => { if (field.value.length === 4) document.querySelector('dialog').showModal() })</script>`,
    );
    expect(await hands.fill('Search', 'ab c')).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'press', ref: hands.refOf(name), keys: 'Enter' })).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: '"Ten per cent off" lies over the element.',
    });
    expect((await hands.look()).title).not.toMatch(/pressed|sent/);
  },
);

test.each(['Enter', 'Space', 'Control+Enter', 'Return'])(
  'what the focus came to by Tab is not pressed by %s',
  async key => {
    await hands.show(`${noting}${field}<button id="order">Delete all</button>`);
    expect(await hands.act({ kind: 'press', ref: hands.refOf('Search'), keys: `Tab ${key}` })).toMatchObject({
      ok: false,
      code: 'page.not-interactable',
      detail: '"Delete all" had the focus in its place: no more keys were pressed. Use the ref of what is meant.',
    });
    expect((await hands.look()).title).toBe('');
  },
);

test('a list whose options are only marked as chosen is chosen from by keys', async () => {
  await hands.show(
    `${noting}<input role="combobox" aria-label="City" aria-expanded="true" aria-controls="list"><ul id="list" role="listbox"><li role="option" id="a">Rome</li></ul>
     <script>const city = document.querySelector('input'); city.addEventListener('keydown', ({ key }) => {
       if (key === 'ArrowDown') city.setAttribute('aria-activedescendant', 'a');
       if (key === 'Enter') city.value = document.getElementById(city.getAttribute('aria-activedescendant')).textContent })</script>`,
  );
  expect(await hands.act({ kind: 'press', ref: hands.refOf('City'), keys: 'ArrowDown Enter' })).toMatchObject({
    ok: true,
  });
  expect(await hands.text()).toContain('"City" = "Rome"');
});

test('an Enter that goes to a field by its label, and sends its form elsewhere, is heard', async () => {
  hands.site.show('/sent', '<h1>Sent</h1>');
  await hands.show('<form action="/sent"><label for="q">Query</label><input id="q" name="q"></form>');
  expect(await hands.act({ kind: 'press', ref: hands.refOf('Query'), keys: 'Enter' })).toMatchObject({
    ok: true,
    effect: 'navigated',
  });
});

test.each(['Alt+d', 'Alt+Shift+D', 'Option+d'])('a button is not pressed by its access key: %s', async keys => {
  await hands.show(`${noting}${field}<button id="order" accesskey="d">Delete all</button>`);
  for (const ref of [hands.refOf('Search'), undefined]) {
    const said = await hands.act({ kind: 'press', keys, ...(ref === undefined ? {} : { ref }) });
    const detail = 'That is the access key of "Delete all": use its own ref.';
    expect(said).toMatchObject({ ok: false, code: 'page.not-interactable', detail });
  }
  expect((await hands.look()).title).not.toContain('pressed');
});
