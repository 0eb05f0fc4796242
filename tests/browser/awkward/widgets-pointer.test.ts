/** What lies over other things, opens under the pointer, is dragged or painted: used in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`widgets/${page}`);
const text = () => awkward.text();
const hover = (name: string) => hands.act({ kind: 'hover', ref: hands.refOf(name) });
const drag = (name: string, to: string) => hands.act({ kind: 'drag', ref: hands.refOf(name), to: hands.refOf(to) });

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe('folded parts', () => {
  test('of an accordion show nothing until they are opened, one at a time', async () => {
    const { text: closed } = await visit('accordion');
    expect(closed).toMatch(/button "How long does it take\?" \(collapsed\)/);
    expect(closed).not.toContain('Four working days');
    expect(closed).not.toContain('Track a parcel');
    await hands.click('How long does it take?');
    const { text: open } = await hands.look();
    expect(open).toMatch(/button "How long does it take\?" \(expanded/);
    expect(open).toMatch(/link "Track a parcel"/);
    await hands.click('Can I return it?');
    expect(await text()).toMatch(/button "How long does it take\?" \(collapsed/);
  });

  test('of the browser open and close, and of a group only one is open', async () => {
    const { text: closed } = await visit('accordion');
    expect(closed).toMatch(/button "Small print" \(collapsed\)/);
    expect(closed).not.toContain('Postage');
    expect(closed).toMatch(/button "For shops" \(expanded\)/);
    await hands.click('Small print');
    await hands.click('For schools');
    const { text: open } = await hands.look();
    expect(open).toContain('"Postage is not refunded."');
    expect(open).toContain('"Schools pay half."');
    expect(open).not.toContain('price list');
  });
});

describe('a button under something', () => {
  test('waits for a toast that goes, and is refused under one that stays', async () => {
    await visit('toast');
    await hands.click('Save draft');
    expect(await text()).toMatch(/button "Publish now" \(covered by "Your draft was saved\."\)/);
    expect(await hands.act({ kind: 'wait', gone: 'Your draft was saved.', seconds: 5 })).toMatchObject({ ok: true });
    expect(await hands.click('Publish now')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"State: published"');
    await hands.click('Save and keep telling');
    await hands.look();
    expect(await hands.click('Publish now')).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: expect.stringContaining('Saved, and this stays.'),
    });
  });

  test('is brought out from under bars by scrolling, wherever it is', async () => {
    const { text: top } = await visit('sticky');
    expect(top).toMatch(/button "Buy tickets" \(covered by "Cookies"\)/);
    expect(await hands.click('Buy tickets')).toMatchObject({ ok: true });
    expect(await text()).toContain('title "Did: Buy tickets"');
    expect(await hands.click('Book a tour')).toMatchObject({ ok: true });
    expect(await text()).toContain('title "Did: Book a tour"');
    await hands.act({ kind: 'scroll', to: 'bottom' });
    await hands.look();
    expect(await hands.click('Book a tour')).toMatchObject({ ok: true });
  });

  test('that no scrolling frees is refused with what lies over it, and works once that is gone', async () => {
    await visit('sticky');
    expect(await hands.click('Get our letter')).toMatchObject({
      ok: false,
      code: 'page.covered',
      detail: expect.stringContaining('cookies'),
    });
    await hands.look();
    expect(await hands.click('Refuse')).toMatchObject({ ok: true });
    expect(await hands.click('Get our letter')).toMatchObject({ ok: true });
    expect(await text()).toContain('"Did: Get our letter"');
  });
});

describe('other clicks', () => {
  test('a double click opens', async () => {
    await visit('context');
    expect(await hands.act({ kind: 'click', ref: hands.refOf('Harbour'), count: 2 })).toMatchObject({ ok: true });
    expect(await text()).toContain('"Done: opened Harbour"');
  });

  test('a right click shows a menu, whose item is chosen', async () => {
    await visit('context');
    await hands.act({ kind: 'click', ref: hands.refOf('Lighthouse'), button: 'right' });
    expect(await text()).toMatch(/menu "For Lighthouse":\n\s+(\+ )?\[e\d+\] menuitem "Rename"/);
    await hands.click('Move to bin');
    expect(await text()).toContain('"Done: Move to bin: Lighthouse"');
  });
});

describe('under the pointer', () => {
  test('a menu opens that has neither role nor script, and its link is followed', async () => {
    const { text: closed } = await visit('hover');
    expect(closed).not.toContain('Pans');
    // A box without a name is told by the words in it.
    const kitchen = /\[(e\d+)\] [^\n]*\(more under the pointer\):\n\s+"Kitchen"/.exec(closed)?.[1] ?? '';
    expect(await hands.act({ kind: 'hover', ref: kitchen })).toMatchObject({ ok: true });
    expect(await text()).toMatch(/link "Pans"/);
    await hands.click('Pans');
    expect((await hands.look()).url).toContain('#pans');
  });

  test('a link that opens a menu is hovered by its own ref', async () => {
    await visit('hover');
    await hover('Garden');
    expect(await text()).toMatch(/link "Seeds"/);
    await hands.click('Seeds');
    expect(await text()).toContain('"Did: went to seeds"');
  });

  test('a row shows its buttons, and a question mark its answer', async () => {
    await visit('hover');
    await hover('Order 12');
    expect(await text()).toMatch(/button "Repeat order 12"/);
    await hands.click('Repeat order 12');
    expect(await text()).toContain('"Did: order 12 again"');
    await hover('What is this?');
    expect(await text()).toContain('"Orders are kept for a year."');
  });
});

describe('what is dragged', () => {
  test('a card goes to another column of a board', async () => {
    const { text: board } = await visit('kanban');
    expect(board).toMatch(/region "To do"/);
    expect(board).toMatch(/"Write the letter" \(draggable\)/);
    expect(await drag('Write the letter', 'Done')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Moves: Write the letter went to Done"');
    expect(await drag('Buy stamps', 'Doing')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/region "Doing"\n\s+heading 2 "Doing"\n\s+(\+ )?\[e\d+\] \w+ "Buy stamps"/);
  });

  test('a card dropped on a card goes to its column', async () => {
    await visit('kanban');
    await drag('Buy stamps', 'Done');
    await hands.look();
    expect(await drag('Write the letter', 'Buy stamps')).toMatchObject({ ok: true });
    expect(await text()).toContain('"Moves: Write the letter went to Done"');
  });

  test('a song is sorted by its grip, up and down', async () => {
    expect((await visit('sortable')).text).toMatch(/button "Move Finale"/);
    expect(await drag('Move Finale', 'Move Overture')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Order: Finale, Overture, Waltz, March"');
    expect(await drag('Move Overture', 'Move March')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Order: Finale, Waltz, March, Overture"');
  });

  test('a song is sorted by a distance', async () => {
    await visit('sortable');
    await hands.act({ kind: 'drag', ref: hands.refOf('Move Overture'), by: { x: 0, y: 60 } });
    expect(await text()).toContain('"Order: Waltz, Overture, March, Finale"');
  });
});

describe('a canvas', () => {
  test('is used by the buttons in it, that nobody sees', async () => {
    expect((await visit('canvas')).text).toMatch(/"Hall"\n {2}\[e\d+\] button "Seat A"/);
    expect(await hands.click('Seat B')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Taken: B"');
  });

  test('is used where it is clicked, and not beside it', async () => {
    await visit('canvas');
    await hands.act({ kind: 'click', ref: hands.refOf('Hall'), at: { x: 250, y: 60 } });
    expect(await text()).toContain('"Taken: C"');
    await hands.act({ kind: 'click', ref: hands.refOf('Map'), at: { x: 150, y: 20 } });
    expect(await text()).toContain('"Pin: 150,20"');
    const beside = await hands.act({ kind: 'click', ref: hands.refOf('Map'), at: { x: 900, y: 20 } });
    expect(beside).toMatchObject({ ok: false, detail: expect.stringContaining('200 by 100') });
  });
});
