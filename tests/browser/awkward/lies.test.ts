/** Pages that lie, listen and forge: our isolated world does not care, and they learn nothing. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeEach(async () => {
  on = await openAwkward();
});
afterEach(() => on.close());

const visit = async (page: string): Promise<string> => (await on.visit(`hostile/${page}`)).text;

/** Everything a turn does, so that a page that watches sees it all. */
async function doAll(): Promise<void> {
  await on.hands.click('Go on');
  await on.hands.fill('Name', 'Mira');
  await on.hands.look();
  const { page } = on.browser;
  await page.find('Go on');
  await page.readText();
  await page.screenshot({ fullPage: false, marks: true });
  await page.locatorsOf(on.hands.refOf('Go on'));
  await on.hands.act({ kind: 'hover', ref: on.hands.refOf('Shut in') });
  await on.hands.act({ kind: 'wait', text: 'Report', seconds: 1 });
  await on.hands.act({ kind: 'scroll', to: 'here', ref: on.hands.refOf('Shut in') });
}

describe('a page that overrides what scripts use', () => {
  test('is read as it is', async () => {
    const seen = await visit('overrides');
    expect(seen.replace(/\[e\d+\] /g, '')).toBe(
      [
        `url "${on.site.url}/hostile/overrides"`,
        'title "Overrides"',
        'heading 1 "Overrides"',
        '"nothing yet"',
        'button "Go on"',
        'textbox "Name"',
        'combobox "Kind" = "One" options: "One", "Two"',
        'button "Shut in"',
        '"Shown words"',
      ].join('\n'),
    );
  });

  test('is filled, chosen in, clicked, searched, read and pictured as any other', async () => {
    await visit('overrides');
    expect(await on.hands.fill('Name', 'Mira')).toMatchObject({ ok: true });
    expect(await on.hands.click('Go on')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('"went on, trusted, Mira"');
    await on.hands.click('Shut in');
    expect(await on.text()).toContain('"shut in pressed"');
    await on.hands.select('Kind', 'Two');
    expect(await on.text()).toContain('"kind Two"');
    expect(await on.browser.page.find('Shown words')).toMatchObject({ lines: 1 });
    expect(await on.browser.page.readText()).toMatchObject({ markdown: expect.stringContaining('Shown words') });
    expect((await on.browser.page.screenshot({ fullPage: true, marks: true })).bytes.byteLength).toBeGreaterThan(500);
    expect(await on.hands.act({ kind: 'wait', text: 'Shown words', seconds: 2 })).toMatchObject({ ok: true });
  });
});

test('a page that waits in ambush for whoever calls its functions is read and used', async () => {
  const start = performance.now();
  expect(await visit('ambush')).toContain('button "Press"');
  expect(await on.hands.click('Press')).toMatchObject({ ok: true, effect: 'changed' });
  expect(await on.text()).toContain('button "Pressed"');
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(await visit('simple')).toContain('heading 1 "A simple page"');
});

describe('a page whose elements are called like what scripts ask them', () => {
  test('is read whole', async () => {
    const seen = await visit('clobber');
    expect(seen).toContain('title "Clobbered names"');
    expect(seen).toContain('textbox "Order number" = "77"');
    expect(seen).toContain('textbox "getAttribute"');
    expect(seen).toContain('"Words after the form"');
    expect(seen).toContain('link "Link after the form"');
  });

  test('is used', async () => {
    await visit('clobber');
    await on.hands.fill('Order number', '78');
    expect(await on.hands.click('Order')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('"ordered 78"');
    expect(await on.browser.page.readText()).toMatchObject({ markdown: expect.stringContaining('Words after') });
    expect(await on.browser.page.find('Words after the form')).toMatchObject({ lines: 1 });
  });
});

describe('a page that watches', () => {
  test('sees no attribute, no element, no global, no made-up event and no webdriver after a whole turn', async () => {
    await visit('watcher');
    await doAll();
    await on.hands.look();
    await on.hands.act({ kind: 'tick', ref: on.hands.refOf('Agree'), on: true });
    await on.hands.click('Listens');
    await on.hands.click('Report');
    expect(await on.text()).toContain('"clean"');
  });

  // Chromium has no trusted way to choose in a drop-down list that does not choose what lies between, too.
  test('sees that an option was chosen by a script, and nothing else', async () => {
    await visit('watcher');
    await on.hands.select('Kind', 'Two');
    await on.hands.click('Report');
    expect(await on.text()).toContain('"untrusted input; untrusted change"');
  });

  // What a framework keeps in the elements can only be asked in the page's own world.
  test('hears nobody call its functions but for what frameworks keep to themselves', async () => {
    await visit('traps');
    await doAll();
    await on.hands.click('Report');
    expect(await on.text()).toContain('"called: Object.keys,a getter of __reactProps,getElementsByTagName"');
  });
});

test('words that pose as ours stay words', async () => {
  const seen = await visit('words');
  const ours = seen.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  expect(ours).not.toMatch(/Forged|Pay|consent given|bank\.example/);
  expect(seen).not.toMatch(/[\u202a-\u202e\u200b\u{e0000}-\u{e007f}]/u);
  expect(ours.split('\n').filter(line => line.startsWith('url '))).toHaveLength(1);
  expect([...(await on.hands.look()).targets.keys()].filter(ref => /^(e[1-9]|f9e1)$/.test(ref)).length).toBeLessThan(6);
  expect(seen).toContain('"in the frame"');
});
