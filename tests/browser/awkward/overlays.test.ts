/** What lies over a page: modal dialogs, popovers, portals, sticky bars, a chat box, a veil. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

describe('a modal dialog', () => {
  test('is read as a dialog, and what is under it cannot be used until it is answered', async () => {
    await on.visit('structure/modal');
    const under = on.hands.refOf('Choose a colour');
    await on.hands.click('Delete the account');
    const seen = await on.text();
    expect(seen).toMatch(/dialog "Delete for ever\?":/);
    expect(seen).toMatch(/button "Choose a colour" \(.*(covered|inert).*\)/);
    expect(await on.hands.act({ kind: 'click', ref: under })).toMatchObject({ ok: false });
    await on.hands.fill('Type DELETE', 'DELETE');
    await on.hands.click('Yes, delete');
    const after = await on.text();
    expect(after).toContain('"dialog said yes with DELETE"');
    expect(after).not.toContain('dialog "Delete for ever?"');
    expect(await on.hands.act({ kind: 'click', ref: under })).toMatchObject({ ok: true, effect: 'changed' });
  });

  test('is left by Escape', async () => {
    await on.visit('structure/modal');
    await on.hands.click('Delete the account');
    expect(await on.hands.act({ kind: 'press', keys: 'Escape' })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('"dialog said nothing with no word"');
  });
});

test('a popover shows when it is opened, and goes when it is closed', async () => {
  expect((await on.visit('structure/modal')).text).not.toContain('A tip in a popover');
  expect(await on.hands.click('Tips')).toMatchObject({ ok: true, effect: 'changed' });
  expect(await on.text()).toContain('"A tip in a popover"');
  expect(await on.hands.click('Got it')).toMatchObject({ ok: true, effect: 'changed' });
  expect(await on.text()).not.toContain('A tip in a popover');
});

test('a portal makes the rest inert while it is open', async () => {
  await on.visit('structure/modal');
  await on.hands.click('Choose a colour');
  const seen = await on.text();
  expect(seen).toMatch(/dialog "Colours":\n\s+(\+ )?\[e\d+\] button "Teal"/);
  expect(seen).toMatch(/link "Terms" \(inert/);
  await on.hands.click('Plum');
  const after = await on.text();
  expect(after).toContain('"colour Plum"');
  expect(after).not.toMatch(/link "Terms" \(/);
});

describe('sticky parts', () => {
  test('cover what scrolled under them, which is said and which does not hinder a click', async () => {
    const seen = (await on.visit('structure/sticky')).text;
    expect(seen).toMatch(/button "Row 1" \(covered by "Sticky parts/);
    expect(seen).toMatch(/button "Right 6" \(covered by "Chat"\)/);
    expect(seen).toMatch(/button "Row 5"$/m);
    expect(await on.hands.click('Row 1')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('"pressed Row 1"');
  });

  test.each(['First', 'Row 12', 'Right 9', 'Last', 'Footer button'])(
    'are stepped round for %s by scrolling where that helps',
    async name => {
      await on.visit('structure/sticky');
      expect(await on.hands.click(name)).toMatchObject({ ok: true, effect: 'changed' });
      expect(await on.text()).toContain(`"pressed ${name}"`);
    },
  );

  test('that are closed are gone', async () => {
    await on.visit('structure/sticky');
    await on.hands.click('Close chat');
    const seen = await on.text();
    expect(seen).not.toContain('Chat with us');
    expect(seen).not.toMatch(/covered by "Chat"/);
  });
});

describe('a transparent veil', () => {
  test('that moves over the whole page is named as the cover, and a click is refused in time', async () => {
    expect((await on.visit('hostile/overlay')).text).toMatch(/button "Buy" \(covered/);
    const start = performance.now();
    expect(await on.hands.click('Buy')).toMatchObject({ ok: false, code: 'page.covered' });
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(await on.text()).toContain('"nothing yet"');
  });

  test('that jumps under the pointer is not told as a click on the button', async () => {
    await on.visit('hostile/overlay?trap');
    const outcome = await on.hands.click('Buy');
    const seen = await on.text();
    if (!outcome.ok) expect(outcome.code).toBe('page.covered');
    else expect(seen).toContain('the veil was pressed');
    expect(seen).not.toContain('"bought"');
  });
});
