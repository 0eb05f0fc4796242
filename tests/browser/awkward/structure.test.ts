/** Tables, prose and boxes as people read them; what is there to be used though hidden from readers; and what no person sees. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

const visit = (page: string) => on.visit(`structure/${page}`);
const plain = (seen: string): string => seen.replace(/\[e\d+\] /g, '');

describe('tables', () => {
  test('that only place things are no tables', async () => {
    const seen = plain((await visit('tables')).text);
    expect(seen).toContain('"Login"\nform:');
    expect(seen).toContain('"One lone cell with"\nlink "a link"');
    await on.hands.fill('User', 'mira');
    await on.hands.click('Log in');
    expect(await on.text()).toContain('"logged in as mira"');
  });

  test('have their caption, their heads and what is in their cells', async () => {
    const seen = plain((await visit('tables')).text);
    expect(seen).toMatch(/table "Fares by zone" \d+ rows, 5 columns:/);
    expect(seen).toContain('row: "North" | "3.20" | "5.80" | "1.60" | "2.90"');
    expect(seen).toContain('"Prices in coins"');
    expect(seen).toContain(
      'row: "Otto" | combobox "Port of Otto" = "Riga" options: "Riga", "Turku" | button "Edit" link "Profile of Otto"',
    );
    expect(seen).toContain('table "Seats" 1 rows, 2 columns:\n  header: "A" | "B"\n  row: button "Seat 1A" | "taken"');
  });

  test('keep their columns where a cell goes over several rows or columns', async () => {
    const seen = plain((await visit('tables')).text);
    const cellsOf = (word: string): number =>
      (seen.split('\n').find(line => line.includes(word)) ?? '').split(' | ').length;
    expect.soft(cellsOf('"Bergen"')).toBe(3);
    expect.soft(cellsOf('"South"')).toBe(5);
    expect.soft(cellsOf('header: "Zone"')).toBe(5);
    expect.soft(cellsOf('"Single"')).toBe(5);
  });

  test('are acted in by row', async () => {
    const { targets } = await visit('tables');
    const edits = [...targets.values()].filter(target => target.name === 'Edit');
    await on.hands.act({ kind: 'click', ref: edits[1]?.ref ?? '' });
    expect(await on.text()).toContain('"edit row 2"');
    await on.hands.select('Port of Otto', 'Turku');
    expect(await on.text()).toContain('"port Turku"');
    await on.hands.click('Seat 1A');
    expect(await on.text()).toContain('"seat 1A taken"');
  });
});

describe('prose', () => {
  test.each([
    ['nested inline elements in one sentence', '"The total is 42 coins,"'],
    ['a link by all its words', 'link "paid in full"'],
    ['a sentence that a link breaks', '", on 12 May."'],
    ['parts of a word as one', '"H2O is water; unbroken words stay whole."'],
    ['lines that a break parts as words apart', '"Line one Line two"'],
    ['an address with breaks', '"Mill Lane 4 Turku"'],
    ['boxes in a line as words apart', '"New Sale"'],
    ['what a style sheet adds', '"Costs 30 coins"'],
    ['a heading with nested parts', 'heading 1 "Prose and its nested parts"'],
    ['a drawn heading', 'heading 4 "Drawn heading"'],
    ['a definition list in order', '"Weight"\n"1.2 kg"\n"Colour"\n"Teal"\n"Plum"'],
    ['a list in a list', '"Heat it"\n"slowly"\n"with a lid"\n"Pour it"'],
    ['a picture and its caption', 'img "A blue kettle"\n"The kettle itself"'],
    ['another script', '"السعر 30"'],
    ['a gauge by its name and value', '"30 %"\n"Stock: 0.6 of 1"'],
  ])('reads %s', async (_, line) => {
    expect(plain((await visit('prose')).text)).toContain(line);
  });

  test('in closed details shows when they are opened, also where it stands there bare', async () => {
    const seen = (await visit('prose')).text;
    expect(seen).toContain('button "Returns" (collapsed)');
    expect(seen).toContain('button "Care" (expanded)');
    expect(seen).toContain('"Rinse after use."');
    expect.soft(seen).not.toContain('Within 30 days');
    expect.soft(seen).not.toContain('Inside A');
    await on.hands.click('Returns');
    expect(await on.text()).toContain('"Within 30 days."');
    await on.hands.click('Print a label');
    expect(await on.text()).toContain('"label printed"');
    await on.hands.click('Group B');
    expect(await on.text()).toContain('"Inside B"');
  });
});

describe('boxes that scroll, one in another', () => {
  test('each have a place and are scrolled by what is in them', async () => {
    const seen = (await visit('boxes')).text;
    expect(seen).toMatch(
      /\[e\d+\] box "Outer" scrolls 0 of \d+ px:\n {2}"Top of the outer box"\n {2}\[e\d+\] box "Inner"/,
    );
    const inner = /\[(e\d+)\] box "Inner"/.exec(seen)?.[1] ?? '';
    expect(await on.hands.act({ kind: 'scroll', to: 'here', ref: inner })).toMatchObject({ effect: 'changed' });
    expect(await on.hands.act({ kind: 'scroll', to: 'down', ref: inner })).toMatchObject({ effect: 'changed' });
    const after = await on.text();
    expect(after).not.toMatch(/box "Inner" scrolls 0 of/);
    expect(after).not.toMatch(/box "Outer" scrolls 0 of/);
    expect(after).toMatch(/scroll: 0 of/);
  });

  test.each(['Inner 25', 'Bottom of outer', 'Wide 18', 'Below all'])(
    'are no hindrance for a click on %s',
    async name => {
      await visit('boxes');
      expect(await on.hands.click(name)).toMatchObject({ ok: true, effect: 'changed' });
      expect(await on.text()).toContain(`"pressed ${name}"`);
    },
  );

  test('show a text that is scrolled to', async () => {
    await visit('boxes');
    expect(await on.hands.act({ kind: 'scroll', to: 'down', text: 'Inner 28' })).toMatchObject({ effect: 'changed' });
    expect(await on.text()).not.toMatch(/box "Inner" scrolls 0 of/);
  });
});

describe('what readers of the screen are not told', () => {
  test.each([
    'Buy the lamp',
    'See the lamp',
    'Presentational button',
    'Link of no role',
    'Not in the tab order',
    'Drawn button',
  ])('is listed and used: %s', async name => {
    expect((await visit('aria-hidden')).text).toContain(`"${name}"`);
    expect(await on.hands.click(name)).toMatchObject({ ok: true });
    const seen = await on.text();
    expect(seen).toContain(`"pressed ${name}"`);
    expect(seen).toContain('"The live part heard it"');
  });

  test('is named by its label where that is another than its text', async () => {
    expect((await visit('aria-hidden')).text).toContain('button "Shut the window"');
    await on.hands.click('Shut the window');
    expect(await on.text()).toContain('"pressed ×"');
  });
});
