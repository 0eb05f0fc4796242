/** Fields that pages draw, mask or reformat, and the browser's own of every kind: filled in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`widgets/${page}`);
const text = () => awkward.text();
const tick = (name: string, on: boolean) => hands.act({ kind: 'tick', ref: hands.refOf(name), on });

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe('a slider', () => {
  test('that is drawn is set to a value, stepped by keys and dragged', async () => {
    expect((await visit('slider')).text).toMatch(/slider "Brightness" = "30 %"/);
    expect(await hands.fill('Brightness', '72')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/slider "Brightness" = "72 %"/);
    await hands.act({ kind: 'press', keys: 'PageDown ArrowLeft', ref: hands.refOf('Brightness') });
    expect(await text()).toContain('"Set to: 61"');
    await hands.act({ kind: 'drag', ref: hands.refOf('Brightness'), by: { x: -93, y: 0 } });
    expect(await text()).toMatch(/"Set to: (29|30|31)"/);
  });

  test('of the browser is set, and says where it has no such step', async () => {
    await visit('slider');
    expect(await hands.fill('Budget', '250')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"up to 250 €"');
    expect(await hands.fill('Budget', '900')).toMatchObject({
      ok: true,
      note: expect.stringContaining('from 0 to 500'),
    });
    await hands.act({ kind: 'press', keys: 'ArrowLeft', ref: hands.refOf('Budget') });
    expect(await text()).toMatch(/slider "Budget" = "490"/);
  });
});

describe('a date picker', () => {
  test('is opened, turned to another month, and a day of it is taken', async () => {
    await visit('datepicker');
    await hands.click('Choose a day');
    const { text: march } = await hands.look();
    expect(march).toMatch(/dialog "Choose a day":/);
    expect(march).toContain('"March 2031"');
    expect(march).toMatch(/button "14 March 2031"/);
    expect(march).toMatch(/button "16 March 2031" \(disabled\)/);
    await hands.click('Next month');
    expect(await text()).toContain('"April 2031"');
    await hands.click('9 April 2031');
    expect(await text()).toMatch(/textbox "Day of the visit" = "09\/04\/2031"/);
    await hands.click('Book');
    expect(await text()).toContain('"Booked for 09/04/2031."');
  });

  test('refuses a day that is disabled', async () => {
    await visit('datepicker');
    await hands.click('Choose a day');
    await hands.look();
    expect(await hands.click('16 March 2031')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('disabled'),
    });
  });

  test('takes a typed day too', async () => {
    await visit('datepicker');
    expect(await hands.fill('Day of the visit', '20/03/2031')).toMatchObject({ ok: true });
    await hands.click('Book');
    expect(await text()).toContain('"Booked for 20/03/2031."');
  });
});

describe('switches and stars', () => {
  test.each([
    ['Night mode', 'checkbox', 'night, news'],
    ['I accept the terms', 'checkbox', 'news, terms'],
    ['Sound', 'switch', 'news, sound'],
    ['All rooms', 'checkbox', 'news, all'],
  ])('%s is turned on whatever draws it', async (name, role, now) => {
    expect((await visit('switch')).text).toMatch(new RegExp(`${role} "${name}"`));
    expect(await tick(name, true)).toMatchObject({ ok: true, effect: 'changed' });
    const { text: on } = await hands.look();
    expect(on).toMatch(new RegExp(`${role} "${name}" \\(checked`));
    expect(on).toContain(`"Now: ${now}"`);
  });

  test('a switch whose box is a pixel is turned off by tick and on by click', async () => {
    expect((await visit('switch')).text).toMatch(/switch "Weekly news" \(checked\)/);
    expect(await tick('Weekly news', false)).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Now: all off"');
    expect(await hands.click('Weekly news')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Now: news"');
  });

  test('each star is told from the others by what its label is called', async () => {
    const { text: stars } = await visit('rating');
    expect(stars).toContain('group "Stars":');
    expect(stars).toMatch(/radio "5 stars"/);
    expect(stars).toMatch(/radio "1 star"/);
  });

  test('a radio that is clicked through its label is not covered by what lies over the radio', async () => {
    const { text: stars } = await visit('rating');
    expect(stars.match(/\] radio "/g)).toHaveLength(5);
    expect(stars).not.toContain('covered');
  });

  test('a radio under its label is ticked through it', async () => {
    const { targets } = await visit('rating');
    const radios = [...targets.values()].filter(one => one.role === 'radio');
    const ref = radios[1]?.ref ?? '';
    expect(await hands.act({ kind: 'tick', ref, on: true })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"You gave: 4 of 5"');
  });
});

describe('fields that reformat what is typed', () => {
  test('end with the whole number, and say how they show it', async () => {
    await visit('masked');
    expect(await hands.fill('Phone number', '5551234567')).toMatchObject({
      ok: true,
      note: expect.stringContaining('(555) 123-4567'),
    });
    expect(await hands.fill('Amount', '12.50')).toMatchObject({ ok: true });
    expect(await hands.fill('Card number', '4000 0012 3456 7899')).toMatchObject({ ok: true });
    const { text: filled } = await hands.look();
    expect(filled).toMatch(/textbox "Phone number" = "\(555\) 123-4567"/);
    expect(filled).toMatch(/textbox "Amount" = "12\.50"/);
    await hands.click('Call me');
    expect(await text()).toContain('we call (555) 123-4567 about 12.50 on 4000 0012 3456 7899');
  });

  test('are filled a second time as well as the first', async () => {
    await visit('masked');
    await hands.fill('Phone number', '(555) 123-4567');
    await hands.fill('Phone number', '555 765 4321');
    await hands.fill('Amount', '3.00');
    await hands.fill('Amount', '1,204.99');
    const { text: filled } = await hands.look();
    expect(filled).toMatch(/textbox "Phone number" = "\(555\) 765-4321"/);
    expect(filled).toMatch(/textbox "Amount" = "1204\.99"/);
  });
});

describe('an editor', () => {
  test('takes text, and its toolbar works on what is selected', async () => {
    const { text: empty } = await visit('editor');
    expect(empty).toMatch(/toolbar "Formatting":\n {2}\[e\d+\] button "Bold"/);
    expect(await hands.fill('Notice', 'Closed on Monday')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/textbox "Notice" = "Closed on Monday"/);
    await hands.act({ kind: 'press', keys: 'End Control+Shift+ArrowLeft', ref: hands.refOf('Notice') });
    await hands.click('Bold');
    const { text: bold } = await hands.look();
    expect(bold).toContain('Source: Closed on <b>Monday</b>');
    expect(bold).toMatch(/button "Bold" \(pressed\)/);
  });

  test('is filled anew without a rest of what it held', async () => {
    await visit('editor');
    await hands.fill('Notice', 'One line\nand another');
    await hands.fill('Notice', 'Only this');
    const { text: anew } = await hands.look();
    expect(anew).toMatch(/textbox "Notice" = "Only this"/);
    expect(anew).toContain('"9 characters"');
  });
});

describe('inputs of the browser', () => {
  const values: readonly (readonly [name: string, role: string, value: string, sent: string])[] = [
    ['Colour', 'color', '#1a2b3c', 'colour=#1a2b3c'],
    ['Start time', 'time', '17:30', 'time=17:30'],
    ['Start day', 'date', '2031-05-06', 'date=2031-05-06'],
    ['Meeting', 'datetime-local', '2031-05-06T09:15', 'meeting=2031-05-06T09:15'],
    ['Billing month', 'month', '2031-07', 'month=2031-07'],
    ['Holiday week', 'week', '2031-W33', 'week=2031-W33'],
    ['Volume', 'slider', '8', 'volume=8'],
    ['Guests', 'spinbutton', '5', 'guests=5'],
    ['Browser', 'combobox', 'Mosaic', 'browser=Mosaic'],
    ['Search', 'searchbox', 'tin kettle', 'search=tin kettle'],
  ];
  test.each(values)('%s is seen as %s and takes %s', async (name, role, value, sent) => {
    expect((await visit('natives')).text).toMatch(new RegExp(`\\] ${role} "${name}"`));
    expect(await hands.fill(name, value)).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain(`${role} "${name}" = "${value}"`);
    await hands.click('Show');
    const { text: after } = await hands.look();
    expect(after).toContain(sent);
    expect(after).toMatch(/"Changes: [^"]*:input [^"]*:change/);
  });

  test('lists take options by their labels, of groups too, and not a disabled one', async () => {
    await visit('natives');
    expect(await hands.select('Country', 'Finland')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.select('Country', 'Atlantis')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('disabled'),
    });
    expect(await hands.select('Days', 'Tue', 'Thu')).toMatchObject({ ok: true, effect: 'changed' });
    const { text: chosen } = await hands.look();
    expect(chosen).toMatch(/combobox "Country" = "Finland"/);
    expect(chosen).toMatch(/listbox "Days" = "Tue, Thu"/);
    await hands.click('Show');
    expect(await text()).toContain('country=Finland days=Tue days=Thu');
  });

  test('a day outside the limits of the field is said to be wrong', async () => {
    await visit('natives');
    expect(await hands.fill('Start day', '2020-01-01')).toMatchObject({ note: expect.stringContaining('wrong') });
    expect(await hands.fill('Guests', '99')).toMatchObject({ note: expect.stringContaining('wrong') });
  });
});
