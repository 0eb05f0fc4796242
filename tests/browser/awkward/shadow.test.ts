/** Shadow roots as sites use them: open, closed, declared, one in another, with slots. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

const visit = (page: string) => on.visit(`structure/${page}`);
const refsOf = async (name: string): Promise<readonly string[]> =>
  [...(await on.hands.look()).targets.values()].filter(target => target.name === name).map(({ ref }) => ref);

describe('open shadow roots three deep', () => {
  test('are read in the order of their slots, without what fits no slot', async () => {
    const seen = (await visit('open-shadows')).text;
    expect(seen.replace(/\[e\d+\] /g, '')).toContain(
      [
        'heading 2 "Corner shop"',
        'region "Shelves":',
        '  "Plum jam"',
        '  button "Taste plum"',
        '  spinbutton "How many" = "1"',
        '  button "Take"',
        '  "Fig jam"',
      ].join('\n'),
    );
    expect(seen.indexOf('"Ring the till"')).toBeGreaterThan(seen.indexOf('"Taste fig"'));
    expect(seen).toContain('button "Default till"');
    expect(seen).not.toContain('lost in no slot');
  });

  test('are acted in: in a slot, in a default slot, beside a field of the same root, and inmost', async () => {
    await visit('open-shadows');
    await on.hands.click('Taste fig');
    expect(await on.text()).toContain('"tasted fig"');
    await on.hands.click('Default till');
    expect(await on.text()).toContain('"default till pressed"');
    const [, howMany] = await refsOf('How many');
    const [, take] = await refsOf('Take');
    await on.hands.act({ kind: 'fill', ref: howMany ?? '', value: '3' });
    await on.hands.act({ kind: 'click', ref: take ?? '' });
    expect(await on.text()).toContain('"took 3 Fig jam"');
    await on.hands.click('Ring the till');
    expect(await on.text()).toContain('"rang, composed path long"');
    await on.hands.select('Pay with', 'Card');
    expect(await on.text()).toContain('"pays with Card"');
  });
});

describe('closed shadow roots', () => {
  test('of a custom element, of a plain box, and one in another in a third are read', async () => {
    const seen = (await visit('closed-shadows')).text;
    expect(seen.replace(/\[e\d+\] /g, '')).toContain(
      [
        'dialog "Cookies":',
        '  "May we bake?"',
        '  "Words of the page, slotted into the box"',
        '  textbox "Your name"',
        '  checkbox "Remember me"',
      ].join('\n'),
    );
    for (const line of ['button "Fine print" (collapsed)', 'link "the law"', 'textbox "Find a biscuit"'])
      expect(seen).toContain(line);
    expect(seen).not.toContain('We may sell crumbs');
  });

  test('are filled, ticked, unfolded and chosen in', async () => {
    await visit('closed-shadows');
    await on.hands.fill('Your name', 'Mira');
    await on.hands.click('Accept all');
    expect(await on.text()).toContain('"accepted by Mira"');
    await on.hands.act({ kind: 'tick', ref: on.hands.refOf('Remember me'), on: true });
    expect(await on.text()).toContain('"remember true"');
    await on.hands.click('Fine print');
    expect(await on.text()).toContain('"We may sell crumbs."');
    await on.hands.click('Object to crumbs');
    expect(await on.text()).toContain('"objected to crumbs"');
    await on.hands.click('the law');
    expect(await on.text()).toContain('"law opened"');
    await on.hands.select('Kind', 'Oat');
    await on.hands.fill('Find a biscuit', 'snap');
    await on.hands.click('Find');
    expect(await on.text()).toContain('"looked for snap of kind Oat"');
  });

  test('that come later are read too, and one that leaves is left', async () => {
    await visit('closed-shadows');
    await on.hands.click('Make another root');
    expect(await on.text()).toMatch(/\+ \[e\d+\] button "Late button"/);
    await on.hands.click('Late button');
    expect(await on.text()).toContain('"late pressed"');
    const accept = on.hands.refOf('Accept all');
    await on.hands.click('Reject all');
    const after = await on.text();
    expect(after).toContain('"rejected"');
    expect(after).not.toContain('Accept all');
    expect(await on.hands.act({ kind: 'click', ref: accept })).toMatchObject({ ok: false, code: 'page.ref-stale' });
  });

  test('are searched and read whole', async () => {
    await visit('closed-shadows');
    expect(await on.browser.page.find('the law')).toMatchObject({ text: expect.stringContaining('link "the law"') });
    const read = await on.browser.page.readText();
    expect(read).toMatchObject({ ok: true, markdown: expect.stringContaining('May we bake?') });
  });

  test('show a text that is waited for', async () => {
    await visit('closed-shadows');
    expect(await on.hands.act({ kind: 'wait', text: 'May we bake?', seconds: 2 })).toMatchObject({ ok: true });
  });
});

describe('declared shadow roots', () => {
  test('open and closed are read in place of what they hold, and templates are not', async () => {
    const seen = (await visit('declared-shadows')).text.replace(/\[e\d+\] /g, '');
    expect(seen).toContain('heading 2 "Open card"\n"Words in the open card"\nbutton "Press open card"');
    expect(seen).toContain('heading 2 "Closed card"\n"a note in its slot"\ntextbox "Card note"');
    expect(seen).not.toContain('In a template');
    expect(seen).not.toContain('no note');
  });

  test('closed in closed are acted in', async () => {
    await visit('declared-shadows');
    await on.hands.click('Press inmost');
    expect(await on.text()).toContain('"inmost pressed"');
    await on.hands.fill('Card note', 'sweet');
    expect(await on.text()).toContain('"note sweet"');
    await on.hands.click('Press closed card');
    expect(await on.text()).toContain('"closed card pressed"');
  });
});
