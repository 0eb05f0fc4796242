/** Pages too large to be shown whole, and one that never ends: looked at within bounds, searched and used in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HARD_TOKENS } from '../../../lib/browser/observe/fold.ts';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`lists/${page}`);
const text = () => awkward.text();
/** A token is some four characters or, with many numbers and signs, two. */
const MAX_CHARS = HARD_TOKENS * 4;

async function findRef(words: string): Promise<string> {
  const found = await awkward.browser.page.find(words);
  if (!found.ok) throw new Error(found.detail);
  const target = [...found.targets.values()].find(one => one.name === words);
  if (target === undefined) throw new Error(`No "${words}" was found:\n${found.text}`);
  return target.ref;
}

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe('a table of two thousand rows', () => {
  test('says how large it is, shows its first rows, and is sorted by its head', async () => {
    const { text: table } = await visit('table');
    expect(table).toContain('table "Members" 2000 rows, 4 columns:');
    expect(table).toContain('row: ');
    expect(table).toMatch(/… \[x\d+\] \d+ rows.* folded/);
    expect(table.length).toBeLessThan(MAX_CHARS);
    expect(await hands.click('Points')).toMatchObject({ ok: true, effect: 'changed' });
    const { text: up } = await hands.look();
    expect(up).toMatch(/header: [^\n]*\n\s+(\+ )?row: [^\n]*\| "0"\n/);
    await hands.click('Points');
    expect(await text()).toMatch(/header: [^\n]*\n\s+(\+ )?row: [^\n]*\| "1000\d"\n/);
  });

  test('shows which way it is sorted', async () => {
    await visit('table');
    await hands.click('Points');
    const head = (await text()).split('\n').find(line => line.includes('header: '));
    expect(head).toMatch(/"Points" \([^)]*ascending/);
  });

  test('a row far below is found and ticked, and all are', async () => {
    await visit('table');
    const ref = await findRef('Choose Hugo 1998');
    expect(await hands.act({ kind: 'tick', ref, on: true })).toMatchObject({ ok: true, effect: 'changed' });
    await hands.look();
    expect(await text()).toContain('"1 chosen: Hugo 1998"');
    expect(await hands.act({ kind: 'tick', ref: hands.refOf('Choose all'), on: true })).toMatchObject({ ok: true });
    expect(await text()).toContain('"2000 chosen: Ada 0001, Ben 0002, Cleo 0003"');
  });
});

describe('a list of five hundred options', () => {
  test('shows those in its view and folds the rest, none of them under something else', async () => {
    const { text: options } = await visit('options');
    expect(options).toMatch(/\[e\d+\] listbox "Stop"/);
    expect(options).toMatch(/option "Stop 1"/);
    const lines = options.split('\n');
    expect(lines.filter(line => line.includes('covered'))).toEqual([]);
    expect(options).toMatch(/… \[x\d+\] \d+ controls folded/);
    expect(options).toMatch(/combobox "Native stop" = "Halt 1" options: "Halt 1", "Halt 2"/);
  });

  test('says that it scrolls', async () => {
    const { text: options } = await visit('options');
    expect(options.split('\n').find(line => line.includes('listbox "Stop"'))).toMatch(/scrolls 0 of \d+/);
  });

  test('is chosen from wherever the option is, drawn or native', async () => {
    await visit('options');
    expect(await hands.select('Stop', 'Stop 437')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Chosen: Stop 437"');
    expect(await hands.select('Native stop', 'Halt 499')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Chosen: Halt 499"');
  });

  test('an option is found by its words and clicked', async () => {
    await visit('options');
    expect(await hands.act({ kind: 'click', ref: await findRef('Stop 288') })).toMatchObject({ ok: true });
    expect(await text()).toContain('"Chosen: Stop 288"');
  });
});

describe('a page of ten thousand links', () => {
  test('is shown within bounds, with how much is folded', async () => {
    const { text: links } = await visit('links');
    expect(links).toMatch(/link "Entry 1"\n/);
    expect(links).toMatch(/… \[x\d+\] \d+ controls folded/);
    expect(links.length).toBeLessThan(MAX_CHARS);
  });

  test.each(['Entry 7777', 'Entry 10000'])('%s is found and followed', async name => {
    await visit('links');
    expect(await hands.act({ kind: 'click', ref: await findRef(name) })).toMatchObject({ ok: true });
    expect((await hands.look()).url).toContain(`#entry-${name.slice(6)}`);
  });
});

describe('a page of more than a million nodes', () => {
  test('is looked at in time, says that it was not read whole, and its button works', async () => {
    const { text: genome, ms } = await visit('million');
    expect(ms).toBeLessThan(3_500);
    expect(genome).toContain('heading 1 "Genome"');
    expect(genome).toContain('… the page is too large to be read whole; find searches the rest');
    expect(genome.length).toBeLessThan(MAX_CHARS);
    expect(await hands.click('Count genes')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"some 400,000"');
  }, 60_000);

  test('what was not read is found, and used', async () => {
    await visit('million');
    expect(await awkward.browser.page.find('the hidden gene')).toMatchObject({
      ok: true,
      text: expect.stringContaining('the hidden gene'),
    });
    expect(await hands.act({ kind: 'click', ref: await findRef('The last button') })).toMatchObject({ ok: true });
    expect((await hands.look()).title).toBe('reached the end');
  }, 60_000);
});

describe('a page that never comes to rest', () => {
  test('is looked at and used, without waiting for an end', async () => {
    const start = performance.now();
    const { text: feed } = await visit('endless');
    expect(feed).toMatch(/"Price \d+: \d+"/);
    expect(await hands.click('Press me')).toMatchObject({ ok: true, effect: 'changed' });
    expect(performance.now() - start).toBeLessThan(9_000);
    const { text: pressed } = await hands.look();
    expect(pressed).toContain('"pressed"');
    expect(pressed.length).toBeLessThan(MAX_CHARS);
  });

  test('counts as quiet where only what never stops goes on', async () => {
    await visit('endless');
    expect(await hands.act({ kind: 'wait', quiet: true, seconds: 2 })).toMatchObject({ ok: true, note: 'it is quiet' });
  });

  test('is waited on for what it will show', async () => {
    await visit('endless');
    expect(await hands.act({ kind: 'wait', text: 'Price 150:', seconds: 10 })).toMatchObject({ ok: true });
  });
});
