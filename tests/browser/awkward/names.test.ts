/** How things are called, and fields with all that belongs to them. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

const visit = (page: string) => on.visit(`structure/${page}`);

describe('names', () => {
  test.each([
    ['a card by its words', 'link "Heron kettle Pours well, 30 coins five stars"'],
    ['a linked picture by its alt', 'link "Home"'],
    ['an icon by its title', 'button "Undo the last step"'],
    ['a button by its value', 'button "Valued button"'],
    ['a button by what a style sheet puts before it', 'button "Save"'],
    ['and after it', 'button "★ Rate"'],
    ['a glyph by its title', 'button "Menu"'],
    ['a drawing by its title', 'button "Drawn title"'],
    ['a label before the text', 'button "Label wins"'],
    ['emoji and numbers', 'button "Emoji 🧺 basket 3"'],
    ['a wordless link by its address', 'link "terms and conditions"'],
    ['a link in a drawing', 'link "SVG link"'],
    ['a button in a drawing by its title', 'button "Seat 4C"'],
    ['a part of a drawing that listens by its title', 'clickable "Region of Turku"'],
    ['an area of a map', 'link "East isle"'],
    ['a heading that links', 'link "A heading that links"'],
    ['a button in a heading', 'button "Copy link"'],
    ['a drawn picture', 'img "Chart: sales rose"'],
    ['a table in a button', 'button "A table in a button"'],
    ['an option that is chosen', 'option "Small" (selected'],
    ['a film that can be played', 'How it is made'],
    ['a sound that can be played', 'The sound of rain'],
  ])('tell %s', async (_, line) => {
    expect((await visit('names')).text).toContain(line);
  });

  test('tell the areas of a map once', async () => {
    expect((await visit('names')).text.match(/link "West isle"/g)).toHaveLength(1);
  });

  test.each([
    ['Heron kettle Pours well, 30 coins five stars', '#heron'],
    ['SVG link', '#svg-link'],
    ['East isle', '#east'],
    ['Copy link', 'BUTTON'],
    ['Large', 'LI'],
  ])('lead to the thing: %s', async (name, used) => {
    await visit('names');
    expect(await on.hands.click(name)).toMatchObject({ ok: true });
    expect(await on.text()).toContain(`"used ${used}`);
  });

  test('of a part of a drawing lead to it', async () => {
    await visit('names');
    await on.hands.click('Region of Turku');
    expect(await on.text()).toContain('"region of Turku chosen"');
  });
});

describe('fields', () => {
  test.each([
    ['groups of options', 'combobox "Meal" = "Choose …" options: "Choose …", "Tomato", "Leek", "Pie"'],
    ['a list for several', 'listbox "Sides" = "" options: "Bread", "Rice", "Salad", "Chips" (multiple)'],
    ['proposals', 'combobox "Town" options: "Turku", "Tartu", "Tampere (north)"'],
    ['labels from elsewhere', 'textbox "Price to"'],
    ['a label made of two', 'button "How many guests? +"'],
    ['what is wrong, by description', '"E-mail" (invalid: "We never write. This is no e-mail address.")'],
    ['what is wrong, by error message', 'textbox "Code" (invalid: "The code has six digits.")'],
    ['a title', 'textbox "Voucher"'],
    ['what is chosen of several ways', 'radio "By bike" (checked)'],
    ['what cannot be changed', 'textbox "Read only" = "fixed" (readonly)'],
    ['a picture that sends', 'button "Pay by picture"'],
    ['what only has a name for machines', 'textbox "wordless field"'],
  ])('tell %s', async (_, line) => {
    expect((await visit('fields')).text).toContain(line);
  });

  test('never tell what is hidden in the form', async () => {
    expect((await visit('fields')).text).not.toContain('sssh');
  });

  test('are filled and sent, and the browser’s own complaint shows', async () => {
    await visit('fields');
    await on.hands.select('Meal', 'Leek');
    await on.hands.select('Sides', 'Rice', 'Salad');
    await on.hands.fill('Town', 'Tartu');
    await on.hands.fill('Price from', '10');
    await on.hands.fill('Price to', '20');
    await on.hands.click('How many guests? +');
    await on.hands.act({ kind: 'tick', ref: on.hands.refOf('By van'), on: true });
    await on.hands.fill('Day', '2026-12-24');
    await on.hands.fill('Level', '7');
    await on.hands.fill('Notes (optional)', 'two\nlines');
    await on.hands.fill('Age', '12');
    await on.hands.click('Send it');
    expect(await on.text()).toMatch(/"not sent"/);
    expect(await on.text()).toMatch(/spinbutton "Age" = "12" \(.*invalid: ".*18.*"/);
    await on.hands.fill('Age', '40');
    await on.hands.click('Send it');
    await on.hands.look();
    const read = await on.browser.page.readText();
    const sent = read.ok ? (/meal=\S+/.exec(read.markdown)?.[0] ?? read.markdown) : read.detail;
    expect(Object.fromEntries(new URLSearchParams(sent))).toMatchObject({
      meal: 's2',
      town: 'Tartu',
      from: '10',
      to: '20',
      guests: '3',
      way: 'van',
      day: '2026-12-24',
      level: '7',
      age: '40',
    });
    expect(new URLSearchParams(sent).getAll('sides')).toEqual(['Rice', 'Salad']);
  });

  test('do not take an option that is switched off', async () => {
    await visit('fields');
    expect(await on.hands.select('Meal', 'Pie')).toMatchObject({ ok: false });
    expect(await on.hands.select('Sides', 'Chips')).toMatchObject({ ok: false });
  });
});
