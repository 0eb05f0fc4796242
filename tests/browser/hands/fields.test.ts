/** Hands on a real page: what is put into fields, and what is said of it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('typing', () => {
  test('is trusted, key by key, and fires change when the field is left', async () => {
    await hands.show(`<input aria-label="Name" value="old"><p id="out"></p><script>const heard = new Set();
      for (const type of ['keydown', 'keypress', 'beforeinput', 'input', 'keyup', 'change'])
        document.querySelector('input').addEventListener(type, event => { heard.add(type + event.isTrusted); out.textContent = [...heard].join() });</script>`);
    expect(await hands.fill('Name', 'Zoë & 李')).toMatchObject({ ok: true, effect: 'changed' });
    await hands.act({ kind: 'press', keys: 'Tab' });
    const now = await hands.text();
    expect(now).toContain('= "Zoë & 李"');
    expect(now).toContain('keydowntrue,keypresstrue,beforeinputtrue,inputtrue,keyuptrue,changetrue');
  });

  test('says what a masked field made of it', async () => {
    await hands.show(`<input aria-label="Phone" oninput="const d = this.value.replace(/\\D/g, '').slice(0, 10);
      this.value = d.length > 6 ? '(' + d.slice(0, 3) + ') ' + d.slice(3, 6) + '-' + d.slice(6) : d.length > 3 ? '(' + d.slice(0, 3) + ') ' + d.slice(3) : d">
      <input aria-label="Code" oninput="this.value = this.value.toUpperCase()"><input aria-label="Vowels" oninput="this.value = this.value.replace(/[^aeiou]/g, '')">`);
    expect(await hands.fill('Phone', '555.123.4567')).toMatchObject({ ok: true, note: 'it shows "(555) 123-4567"' });
    expect(await hands.fill('Code', 'abc')).toMatchObject({ ok: true, note: 'it shows "ABC"' });
    expect(await hands.fill('Vowels', 'house')).toMatchObject({ ok: true, note: 'it shows "oue" instead of "house"' });
    expect(await hands.fill('Vowels', 'aio')).toMatchObject({ ok: true });
    expect((await hands.fill('Vowels', 'iii')) as { note?: string }).not.toHaveProperty('note');
  });

  test('says what did not fit, and what the form finds wrong', async () => {
    await hands.show(
      '<input aria-label="Short" maxlength="5"><input type="email" aria-label="Mail"><input type="number" aria-label="Count" min="1" max="10">',
    );
    expect(await hands.fill('Short', 'abcdefgh')).toMatchObject({ note: 'only the first 5 characters fit' });
    expect(await hands.fill('Mail', 'ada')).toMatchObject({
      ok: true,
      note: expect.stringContaining('finds it wrong'),
    });
    expect(await hands.fill('Count', '1,200')).toMatchObject({ ok: true, note: expect.stringContaining('10') });
    expect(await hands.fill('Count', 'many')).toMatchObject({ ok: false, code: 'page.not-interactable' });
    expect(await hands.text()).toContain('"Count" = "1200"');
  });

  test('never tells a password, only that it differs', async () => {
    await hands.show('<input type="password" aria-label="Secret" oninput="this.value = this.value.slice(0, 3)">');
    const said = await hands.fill('Secret', 'hunter22');
    expect(said).toMatchObject({ ok: true, note: 'what the field holds differs from what was typed' });
    expect(JSON.stringify(said)).not.toContain('hun');
  });

  test('keeps suggestions open and says so', async () => {
    await hands.show(`<input role="combobox" aria-label="City" aria-expanded="false" aria-controls="list" autocomplete="off">
      <ul id="list" role="listbox" hidden></ul><p id="out"></p><script>const input = document.querySelector('input');
      input.addEventListener('input', () => setTimeout(() => { list.hidden = false; input.ariaExpanded = 'true';
        list.innerHTML = '<li role="option">Rome</li><li role="option">Romford</li>'; }, 80));
      input.addEventListener('blur', () => { list.hidden = true });
      list.addEventListener('mousedown', event => { event.preventDefault(); input.value = event.target.textContent; out.textContent = 'took ' + input.value });</script>`);
    expect(await hands.fill('City', 'Rom')).toMatchObject({ ok: true, note: 'suggestions are shown' });
    await hands.look();
    expect(await hands.click('Romford')).toMatchObject({ effect: 'changed' });
    expect(await hands.text()).toContain('took Romford');
  });

  test('replaces the text of rich editors and breaks their lines without Enter', async () => {
    await hands.show(`<div contenteditable role="textbox" aria-label="Body" style="min-height:40px"><p>old <b>text</b></p></div><p id="out">quiet</p>
      <script>document.querySelector('[contenteditable]').addEventListener('keydown', event => { if (event.key === 'Enter' && !event.shiftKey) out.textContent = 'sent' });</script>`);
    expect(await hands.fill('Body', 'first line\nsecond line')).toMatchObject({ ok: true, effect: 'changed' });
    const now = await hands.text();
    expect(now).toMatch(/"Body" = "first line second line"/);
    expect(now).not.toContain('old');
    expect(now).toContain('"quiet"');
  });

  test('writes into an editor that is a whole frame, as older ones are', async () => {
    await hands.show(
      `<iframe title="Letter" srcdoc="<body contenteditable aria-label='Letter body'><p>old</p></body>"></iframe>`,
    );
    const { targets } = await hands.look();
    const ref = [...targets.values()].find(({ name }) => name === 'Letter body')?.ref ?? '';
    expect(await hands.act({ kind: 'fill', ref, value: 'Dear Ada' })).toMatchObject({ ok: true, effect: 'changed' });
    const now = await hands.text();
    expect(now).toContain('Dear Ada');
    expect(now).not.toContain('old');
  });

  test('long texts are put in at once', async () => {
    await hands.show(
      '<textarea aria-label="Essay" oninput="out.textContent = this.value.length"></textarea><p id="out"></p>',
    );
    expect(await hands.fill('Essay', `${'long words '.repeat(700)}end`)).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"7703"');
  });

  test('spreads a code over boxes for one digit each, whether the page moves the focus, late or at once, or not', async () => {
    const boxes = (moves: number | undefined) =>
      `<div>${Array.from({ length: 6 }, (_, at) => `<input maxlength="1" inputmode="numeric" aria-label="Digit ${at + 1}" style="width:30px">`).join('')}</div><p id="out"></p>
      <script>const all = [...document.querySelectorAll('input')]; all.forEach((box, at) => box.addEventListener('input', () => {
        ${moves === undefined ? '' : `if (box.value) setTimeout(() => all[at + 1]?.focus(), ${moves} * (at % 3));`} out.textContent = all.map(one => one.value || '_').join('') }));</script>`;
    for (const moves of [0, 40, 75, 100, 130, undefined]) {
      await hands.show(boxes(moves));
      expect(await hands.fill('Digit 1', '123-456')).toMatchObject({ ok: true, note: 'spread over 6 boxes' });
      expect(await hands.text()).toContain('"123456"');
    }
  });

  test('goes into the field that opens for it', async () => {
    await hands.show(
      `<input aria-label="Search" onfocus="dialog.showModal(); dialog.querySelector('input').focus()"><dialog id="dialog"><input aria-label="Everything"></dialog>`,
    );
    expect(await hands.fill('Search', 'tea')).toMatchObject({ ok: true, note: 'it went into the field that opened' });
    expect(await hands.text()).toContain('"Everything" = "tea"');
  });

  test('finds the field of a label, and in a shadow root', async () => {
    await hands.show(`<label for="far">Far label</label><div><input id="far"></div><x-field></x-field><script>customElements.define('x-field', class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<input aria-label="Hidden away">' } })</script>`);
    expect(await hands.fill('Hidden away', 'found')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.fill('Far label', 'there')).toMatchObject({ ok: true, effect: 'changed' });
    const now = await hands.text();
    expect(now).toContain('"Hidden away" = "found"');
    expect(now).toContain('= "there"');
  });

  test('of what is disabled, readonly or another kind of control is refused and says what to do', async () => {
    await hands.show(`<input aria-label="Off" disabled><input aria-label="Fixed" readonly value="1"><input aria-label="Shy" readonly onfocus="this.removeAttribute('readonly')">
      <select aria-label="List"><option>A</select><label><input type="checkbox">Box</label><input type="file" aria-label="File">`);
    for (const [name, said] of [
      ['Off', 'disabled'],
      ['Fixed', 'readonly'],
      ['List', 'select'],
      ['Box', 'tick'],
      ['File', 'upload'],
    ] as const)
      expect(await hands.fill(name, 'x')).toMatchObject({
        ok: false,
        code: 'page.not-interactable',
        detail: expect.stringContaining(said),
      });
    expect(await hands.fill('Shy', 'now')).toMatchObject({ ok: true, effect: 'changed' });
  });

  test('that a page takes back is told', async () => {
    await hands.show(
      `<input aria-label="Stubborn" value="mine" oninput="this.value = 'mine'"><input aria-label="Chips" onkeyup="if (this.value.endsWith('e')) { out.textContent += this.value; this.value = '' }"><p id="out"></p>`,
    );
    expect(await hands.fill('Stubborn', 'yours')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('"mine"'),
    });
    expect(await hands.fill('Chips', 'blue')).toMatchObject({ ok: true, note: 'the field is empty again' });
  });
});

describe('pickers', () => {
  test('take dates, times and colours as people write them', async () => {
    await hands.show(`<input type="date" aria-label="Day" onchange="out.textContent += 'changed '"><input type="time" aria-label="Time"><input type="datetime-local" aria-label="Both">
      <input type="month" aria-label="Month"><input type="week" aria-label="Week"><input type="color" aria-label="Colour"><p id="out"></p>`);
    for (const [name, value, held] of [
      ['Day', '24.12.2026', '2026-12-24'],
      ['Time', '9:30 pm', '21:30'],
      ['Both', '2026-12-24 10:05', '2026-12-24T10:05'],
      ['Month', '2026-11', '2026-11'],
      ['Week', '2026-W7', '2026-W07'],
      ['Colour', 'rebeccapurple', '#663399'],
    ] as const) {
      expect(await hands.fill(name, value)).toMatchObject({ ok: true, effect: 'changed' });
      expect(await hands.text()).toContain(`"${name}" = "${held}"`);
    }
    expect(await hands.text()).toContain('"changed"');
    expect(await hands.fill('Day', 'tomorrow')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('YYYY-MM-DD'),
    });
    expect(await hands.fill('Day', '03/04/2026')).toMatchObject({ ok: false });
    expect(await hands.text()).toContain('"Day" = "2026-12-24"');
    expect(await hands.fill('Day', '2026-12-24')).toMatchObject({
      ok: true,
      effect: 'none',
      note: 'it has this value already',
    });
  });

  test('say what a range made of the value', async () => {
    await hands.show(
      '<input type="range" aria-label="Price" min="0" max="50" step="5" oninput="out.textContent = this.value"><p id="out"></p>',
    );
    expect(await hands.fill('Price', '20')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"20"');
    expect(await hands.fill('Price', '33')).toMatchObject({
      ok: true,
      note: 'it goes in steps of 5, and is at 35, the nearest',
    });
    expect(await hands.fill('Price', '80')).toMatchObject({
      ok: true,
      note: 'it goes from 0 to 50 only, and is at 50',
    });
  });

  test('tell of a date outside the limits', async () => {
    await hands.show('<input type="date" aria-label="Day" max="2026-01-31">');
    expect(await hands.fill('Day', '2026-05-01')).toMatchObject({
      ok: true,
      note: expect.stringContaining('finds it wrong'),
    });
  });

  test('a drawn slider is moved by its keys', async () => {
    await hands.show(`<div role="slider" tabindex="0" aria-label="Volume" aria-valuemin="0" aria-valuemax="100" aria-valuenow="20" style="width:90px;height:20px;background:#ccc"
      onkeydown="const step = { ArrowRight: 5, ArrowLeft: -5, End: 1000, Home: -1000 }[event.key] ?? 0; this.ariaValueNow = Math.min(100, Math.max(0, Number(this.ariaValueNow) + step))"></div>`);
    expect(await hands.fill('Volume', '45')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"Volume" = "45"');
    expect(await hands.fill('Volume', '100')).toMatchObject({ ok: true });
    expect(await hands.text()).toContain('"Volume" = "100"');
    expect(await hands.fill('Volume', '52')).toMatchObject({
      ok: true,
      note: expect.stringMatching(/^it is at 50; it goes from 0 to 100$/),
    });
  });
});

describe('keys', () => {
  test('go to the element of the ref, also in chords and in a row', async () => {
    await hands.show(`<input aria-label="First"><input aria-label="Second"><p id="out"></p><script>
      onkeydown = event => { out.textContent += (event.target.ariaLabel ?? 'page') + ':' + (event.shiftKey ? 'Shift+' : '') + event.key + ' ' }</script>`);
    await hands.act({ kind: 'press', keys: 'Shift+Tab', ref: hands.refOf('Second') });
    await hands.act({ kind: 'press', keys: 'ArrowDown ArrowDown x +', ref: hands.refOf('First') });
    const now = await hands.text();
    expect(now).toContain('Second:Shift+Shift Second:Shift+Tab First:ArrowDown First:ArrowDown First:x First:+');
    expect(now).toContain('"First" = "x+"');
  });

  test('Enter is not pressed on a form by the ref of what is around it', async () => {
    await hands.show(
      `<section tabindex="-1" role="region" aria-label="Around"><div tabindex="0" role="button" aria-label="Card" style="height:60px"><form onsubmit="event.preventDefault(); out.textContent = 'sent'"><input aria-label="Word"></form></div></section><p id="out">quiet</p>`,
    );
    await hands.fill('Word', 'tea');
    expect(await hands.act({ kind: 'press', keys: 'Enter', ref: hands.refOf('Card') })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('its own ref'),
    });
    expect(await hands.text()).toContain('"quiet"');
    expect(await hands.act({ kind: 'press', keys: 'Enter', ref: hands.refOf('Word') })).toMatchObject({
      effect: 'changed',
    });
    expect(await hands.text()).toContain('"sent"');
  });

  test('letters that no keyboard here has reach the page', async () => {
    await hands.show('<input aria-label="Any">');
    await hands.act({ kind: 'press', keys: 'é', ref: hands.refOf('Any') });
    expect(await hands.text()).toContain('"Any" = "é"');
  });

  test('Control+A selects what the field holds', async () => {
    await hands.show('<input aria-label="Any" value="old words">');
    await hands.act({ kind: 'press', keys: 'Control+A Delete', ref: hands.refOf('Any') });
    expect(await hands.text()).toMatch(/"Any"(?! =)/);
  });
});
