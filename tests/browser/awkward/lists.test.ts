/** Lists that are drawn anew, drawn in part, or drawn as one scrolls: read and used in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`lists/${page}`);
const text = () => awkward.text();

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe.each(['rerender', 'rerender?keyed'])('a page that draws itself anew with each change: %s', page => {
  test('is filled while its field is replaced under the typing', async () => {
    await visit(page);
    expect(await hands.fill('New chore', 'Sweep the yard')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/textbox "New chore" = "Sweep the yard"/);
    expect(await hands.click('Add chore')).toMatchObject({ ok: true, effect: 'changed' });
    const { text: added } = await hands.look();
    expect(added).toContain('"added Sweep the yard"');
    expect(added).toMatch(/textbox "New chore"( \(focused\))?\n/);
    expect(added).toMatch(/\+ (\[e\d+\] clickable )?"Sweep the yard/);
  });

  test('keeps the refs of a field and a button that are drawn anew', async () => {
    await visit(page);
    const [field, button] = [hands.refOf('New chore'), hands.refOf('Add chore')];
    for (const value of ['One', 'Two', 'Three']) {
      expect(await hands.act({ kind: 'fill', ref: field, value })).toMatchObject({ ok: true });
      expect(await hands.act({ kind: 'click', ref: button })).toMatchObject({ ok: true, effect: 'changed' });
    }
    const { text: added } = await hands.look();
    expect(added).toContain('"added Three"');
    expect(hands.refOf('Add chore')).toBe(button);
  });

  test('lists rows and words that only a listener on their root makes usable', async () => {
    const { text: rows, targets } = await visit(page);
    expect(rows).toMatch(/\[e\d+\] clickable "Feed the cat[^"]*"/);
    const row = [...targets.values()].find(one => one.name.startsWith('Feed the cat'));
    expect(await hands.act({ kind: 'click', ref: row?.ref ?? '' })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Feed the cat is done"');
    const removes = [...(await hands.look()).targets.values()].filter(one => one.name === 'Remove');
    expect(removes).toHaveLength(3);
    await hands.act({ kind: 'click', ref: removes[2]?.ref ?? '' });
    expect(await text()).toContain('"removed Post the letter"');
  });
});

describe('a list that draws only what is in view', () => {
  test('is scrolled to its middle and its end, and says how far it is', async () => {
    const { text: start } = await visit('virtual');
    expect(start).toMatch(/\[e\d+\] region "Lines" scrolls 0 of 2399\d{3} px:\n {2}"Line 1"/);
    await hands.fill('Go to line', '50000');
    await hands.click('Go');
    expect(await text()).toContain('"Line 50000"');
    await hands.click('Mark 50003');
    expect(await text()).toContain('"Marked: line 50003"');
    expect(await hands.act({ kind: 'scroll', to: 'bottom', ref: hands.refOf('Lines') })).toMatchObject({
      ok: true,
      note: expect.stringMatching(/the end$/),
    });
    expect(await text()).toContain('"Line 100000"');
    await hands.click('Mark 100000');
    expect(await text()).toContain('"Marked: line 100000"');
  });

  test('goes on by a part of its height, and no row is left out between', async () => {
    await visit('virtual');
    const seen = new Set<number>();
    for (let step = 0; step < 5; step += 1) {
      const { text: rows } = await hands.look();
      for (const [, line] of rows.matchAll(/"Line (\d+)"/g)) seen.add(Number(line));
      await hands.act({ kind: 'scroll', to: 'down', ref: hands.refOf('Lines') });
    }
    const last = Math.max(...seen);
    expect(last).toBeGreaterThan(60);
    expect([...Array(last).keys()].filter(line => !seen.has(line + 1))).toEqual([]);
  });

  test('refuses the ref of a row that is no longer drawn, and clicks no other in its place', async () => {
    await visit('virtual');
    const first = hands.refOf('Mark 1');
    await hands.act({ kind: 'scroll', to: 'bottom', ref: hands.refOf('Lines') });
    expect(await hands.act({ kind: 'click', ref: first })).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(await text()).toContain('"Marked: none"');
  });
});

describe('a wall that grows as it is scrolled', () => {
  test('is scrolled to its true end, and any post of it is used', async () => {
    await visit('infinite');
    expect(await hands.act({ kind: 'wait', text: 'Post 20' })).toMatchObject({ ok: true });
    expect(await text()).toContain('button "Like post 20"');
    for (let rounds = 0; rounds < 40; rounds += 1) {
      await hands.act({ kind: 'scroll', to: 'bottom' });
      if ((await text()).includes('That was all')) break;
    }
    expect(await text()).toContain('"That was all, 200 posts."');
    const found = await awkward.browser.page.find('Like post 137');
    expect(found).toMatchObject({ ok: true, lines: 1 });
    const [ref = ''] = found.ok ? [...found.targets.keys()] : [];
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: true });
    expect(await text()).toContain('title "Liked post 137, 1 in all"');
  }, 60_000);
});
