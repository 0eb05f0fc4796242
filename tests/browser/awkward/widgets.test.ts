/** Menus, trees, grids, lists, tabs and dialogs that pages draw themselves: seen and used in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`widgets/${page}`);
const text = () => awkward.text();
const press = (keys: string, name?: string) =>
  hands.act({ kind: 'press', keys, ...(name === undefined ? {} : { ref: hands.refOf(name) }) });

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe('a menubar', () => {
  test('is seen closed, opens by clicks down to a submenu, and its item is chosen', async () => {
    const { text: closed } = await visit('menubar');
    expect(closed).toMatch(/menubar "Editor":\n {2}\[e\d+\] menuitem "File" \(collapsed, has popup\)/);
    expect(closed).not.toContain('New file');
    expect(await hands.click('File')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/menuitem "Open recent" \(collapsed, has popup\)/);
    await hands.click('Open recent');
    expect(await text()).toContain('menuitem "budget.ods"');
    await hands.click('budget.ods');
    expect(await text()).toContain('"Chosen: budget.ods"');
  });

  test('opens under the pointer and by its keys', async () => {
    await visit('menubar');
    await hands.act({ kind: 'hover', ref: hands.refOf('View') });
    expect(await text()).toMatch(/menuitem "View" \(expanded[\s\S]*menuitem "Full screen"/);
    await visit('menubar');
    await press('ArrowDown ArrowDown ArrowRight ArrowDown', 'File');
    expect(await text()).toMatch(/menuitem "budget.ods" \(focused\)/);
    // Enter goes to what has the focus by then, so it is pressed in its own name.
    await press('Enter', 'budget.ods');
    expect(await text()).toContain('"Chosen: budget.ods"');
  });

  test('a menu of a button opens, closes with Escape, and does what is chosen', async () => {
    await visit('menubar');
    await hands.click('Account');
    const { text: open } = await hands.look();
    expect(open).toMatch(/button "Account" \(expanded, has popup\)/);
    expect(open).toMatch(/menu "Account":\n\s+(\+ )?\[e\d+\] menuitem "Profile"/);
    await press('Escape');
    expect(await text()).not.toContain('"Profile"');
    await hands.click('Account');
    await hands.look();
    await hands.click('Sign out');
    expect(await text()).toContain('"Chosen: Sign out"');
  });
});

describe('a tree', () => {
  test('is opened branch by branch to a leaf', async () => {
    const { text: closed } = await visit('tree');
    expect(closed).toMatch(/tree "Project":\n {2}\[e\d+\] treeitem "docs" \(collapsed\)/);
    expect(closed).not.toContain('map.png');
    await hands.click('docs');
    expect(await text()).toMatch(/treeitem "docs[^\n]*\((selected, )?expanded/);
    await hands.click('images');
    await hands.look();
    await hands.click('map.png');
    expect(await text()).toContain('"Open: docs/images/map.png"');
  });

  test('an open branch is named by its own words, and keeps its ref', async () => {
    await visit('tree');
    const before = hands.refOf('docs');
    await hands.click('docs');
    await hands.look();
    expect(hands.refOf('docs')).toBe(before);
  });

  test('an open branch is clicked on itself and not on a twig in its middle', async () => {
    await visit('tree');
    await hands.click('docs');
    const ref = /\[(e\d+)\] treeitem "docs/.exec(await text())?.[1] ?? '';
    await hands.act({ kind: 'click', ref });
    const { text: closed } = await hands.look();
    expect(closed).toMatch(/treeitem "docs" \(selected, collapsed/);
    expect(closed).toContain('"Open: nothing"');
  });

  test('is walked by its keys', async () => {
    await visit('tree');
    await press('ArrowRight ArrowDown Enter', 'docs');
    expect(await text()).toContain('"Open: docs/guide.md"');
  });
});

describe('an editable grid', () => {
  test('shows its cells in rows, and a double click edits one', async () => {
    const { text: sheet } = await visit('grid');
    expect(sheet).toContain('header: "Item" | "Shelf" | "Count"');
    expect(sheet).toMatch(/row: \[e\d+\] \w+ "Bolt" \(readonly\) \| \[e\d+\] \w+ "A2" \| \[e\d+\] \w+ "900"/);
    await hands.act({ kind: 'click', ref: hands.refOf('900'), count: 2 });
    expect(await text()).toMatch(/textbox "Count of Bolt" = "900" \(focused\)/);
    await hands.fill('Count of Bolt', '850');
    await press('Enter', 'Count of Bolt');
    expect(await text()).toContain('"Last change: Bolt: Count 900 became 850"');
  });

  test('is walked and edited by its keys, and Escape leaves a cell as it was', async () => {
    await visit('grid');
    await hands.click('Hinge');
    await press('ArrowRight ArrowDown ArrowDown Enter');
    await hands.look();
    await hands.fill('Shelf of Washer', 'Z9');
    await press('Escape');
    const { text: kept } = await hands.look();
    expect(kept).toContain('"B7"');
    expect(kept).toContain('"Last change: none"');
  });
});

describe('a combobox whose options come later', () => {
  test('shows them after typing, and takes the one that is clicked', async () => {
    await visit('combobox');
    expect(await hands.fill('Destination', 'Lis')).toMatchObject({
      ok: true,
      note: expect.stringContaining('suggestions are shown'),
    });
    expect(await text()).toMatch(/listbox "Cities"[^\n]*\n\s+(\+ )?\[e\d+\] option "Lisbon"/);
    await hands.click('Lisbon');
    await hands.click('Search trips');
    expect(await text()).toContain('"Chosen: trips to Lisbon"');
  });

  test('is chosen from at once by select, and by its keys', async () => {
    await visit('combobox');
    expect(await hands.select('Destination', 'Prague')).toMatchObject({ ok: true, effect: 'changed' });
    await hands.click('Search trips');
    expect(await text()).toContain('"Chosen: trips to Prague"');
    await hands.fill('Destination', 'Li');
    await press('ArrowDown ArrowDown Enter', 'Destination');
    await hands.click('Search trips');
    expect(await text()).toContain('"Chosen: trips to Limerick"');
  });

  test('says what it lacks', async () => {
    await visit('combobox');
    expect(await hands.select('Destination', 'Atlantis')).toMatchObject({
      ok: false,
      code: 'page.option-unknown',
      detail: expect.stringContaining('"Atlantis"'),
    });
  });
});

describe('a list of several', () => {
  test('adds with Control and takes a range with Shift', async () => {
    expect((await visit('listbox')).text).toMatch(/listbox "Toppings" \(multiple\)\n {2}\[e\d+\] option "Olives"/);
    await hands.click('Olives');
    await hands.act({ kind: 'click', ref: hands.refOf('Capers'), modifiers: ['Control'] });
    const { text: two } = await hands.look();
    expect(two).toMatch(/option "Olives" \(selected\)/);
    expect(two).toMatch(/option "Capers" \(selected\)/);
    expect(two).toContain('"On it: Olives, Capers"');
    await hands.click('Olives');
    await hands.act({ kind: 'click', ref: hands.refOf('Peppers'), modifiers: ['Shift'] });
    expect(await text()).toContain('"On it: Olives, Mushrooms, Peppers"');
  });

  test('is chosen from by select, disabled options apart', async () => {
    await visit('listbox');
    expect(await hands.select('Toppings', 'Mushrooms', 'Anchovies')).toMatchObject({ ok: true });
    expect(await text()).toContain('"On it: Mushrooms, Anchovies"');
    expect(await hands.select('Toppings', 'Pineapple')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('disabled'),
    });
  });
});

describe('tabs', () => {
  test('show the panel of the tab that is clicked', async () => {
    expect((await visit('tabs')).text).toMatch(/tab "Details" \(selected\)/);
    await hands.click('Reviews');
    const { text: reviews } = await hands.look();
    expect(reviews).toMatch(/tab "Reviews" \(selected/);
    expect(reviews).toContain('button "Write a review"');
    expect(reviews).not.toContain('Brass');
  });

  test('that are activated by hand only move the focus with the arrows', async () => {
    await visit('tabs');
    await press('ArrowRight ArrowRight', 'Details');
    const { text: moved } = await hands.look();
    expect(moved).toMatch(/tab "Delivery" \(focused\)/);
    expect(moved).toContain('"Tab: Details"');
    await press('Enter');
    expect(await text()).toContain('"Takes three days."');
  });
});

describe('a modal dialog', () => {
  test('is filled in and sent, and what is behind it cannot be used meanwhile', async () => {
    await visit('dialog');
    await hands.click('Add a person');
    const { text: open } = await hands.look();
    expect(open).toContain('dialog "New person":');
    expect(open).toMatch(/textbox "Full name" \(required, focused\)/);
    expect(open).not.toMatch(/button "Clear all"(\n|$)/);
    expect(await hands.fill('Full name', 'Grace Hopper')).toMatchObject({ ok: true });
    await hands.fill('E-mail', 'grace@navy.example');
    await hands.click('Save person');
    const { text: saved } = await hands.look();
    expect(saved).toContain('"Last: added Grace Hopper <grace@navy.example>"');
    expect(saved).not.toContain('dialog "New person"');
  });

  test('refuses a click behind it, and a form that is not whole stays', async () => {
    await visit('dialog');
    const behind = hands.refOf('Clear all');
    await hands.click('Add a person');
    await hands.look();
    expect(await hands.act({ kind: 'click', ref: behind })).toMatchObject({ ok: false });
    await hands.click('Save person');
    const { text: still } = await hands.look();
    expect(still).toMatch(/textbox "Full name" \(required, invalid: "[^"]+", focused\)/);
    await press('Escape');
    expect(await text()).toContain('"Last: nothing was added"');
  });
});

describe('what opens over a page', () => {
  test('a popover opens, is used and closes', async () => {
    expect((await visit('popover')).text).not.toContain('Copy link');
    await hands.click('Share');
    expect(await text()).toMatch(/dialog "Share this page":\n\s+(\+ )?"Send it to a friend\."/);
    await hands.click('Copy link');
    const { text: done } = await hands.look();
    expect(done).toContain('"Done: link copied"');
    expect(done).not.toContain('Send it to a friend');
  });

  test('a menu that a script puts at the end of the page is new, and works', async () => {
    await visit('popover');
    await hands.click('More for invoice 77');
    expect(await text()).toMatch(/\+ \[e\d+\] clickable "Archive"/);
    await hands.click('Archive');
    const { text: done } = await hands.look();
    expect(done).toContain('"Done: Archive: invoice 77"');
    expect(done).not.toContain('"Duplicate"');
  });
});
