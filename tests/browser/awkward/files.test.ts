/** Files that go in and out of awkward pages, and answers of servers that are no plain page. */

import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PageFile } from '../../../lib/agent/page.ts';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

const visit = (page: string) => on.visit(`files/${page}`);
const file = (name: string, content: string | Uint8Array<ArrayBuffer>): PageFile => ({
  name,
  mediaType: 'application/octet-stream',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const sha256 = ({ bytes }: PageFile): string => createHash('sha256').update(bytes).digest('hex');
const give = (name: string, ...files: PageFile[]) =>
  on.browser.page.perform(
    { kind: 'upload', ref: on.hands.refOf(name), files: files.map(one => one.name) },
    AbortSignal.timeout(20_000),
    files,
  );
/** The file must come out byte for byte. */
const binary = file(
  'ä b.bin',
  Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256),
);

describe('uploads', () => {
  beforeAll(async () => {
    on = await openAwkward();
  });
  afterAll(() => on.close());

  test('by a form arrive byte for byte, with their names', async () => {
    await visit('upload');
    expect(await give('Letter', binary)).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('file "Letter" = "ä b.bin"');
    await on.hands.click('Send the letter');
    const seen = await on.text();
    expect(seen).toContain('heading 1 "We got 1 files"');
    expect(seen).toContain(`"letter" | "ä b.bin" | "100000" | "${sha256(binary)}"`);
  });

  test('of several files go through one field, in their order', async () => {
    await visit('upload');
    const [one, two] = [file('one.txt', 'eins'), file('two.txt', 'zwei')];
    expect(await give('Photos', one, two)).toMatchObject({ ok: true });
    await on.hands.click('Send the photos');
    const seen = await on.text();
    expect(seen).toContain('heading 1 "We got 2 files"');
    expect(seen.indexOf(sha256(one))).toBeLessThan(seen.indexOf(sha256(two)));
  });

  test.each([
    ['a drawn button that clicks a hidden field', 'Attach a receipt', 'receipt'],
    ['a button whose script makes the field', 'Add by script', 'scripted'],
    ['the words of a drop zone', 'browse', 'dropped'],
    ['a field in a closed root', 'Sealed envelope', 'sealed'],
  ])('go through %s', async (_, name, field) => {
    await visit('upload');
    const given = file('note.txt', `for ${field}`);
    expect(await give(name, given)).toMatchObject({ ok: true, effect: 'changed' });
    const said = `${field}: note.txt, ${given.bytes.byteLength} bytes, sha256 ${sha256(given)}`;
    expect(await on.hands.act({ kind: 'wait', text: said, seconds: 3 })).toMatchObject({ ok: true });
  });

  test('go to the drop zone itself', async () => {
    await visit('upload');
    const given = file('boat.txt', 'a boat');
    expect(await give('Drop a drawing here, or browse', given)).toMatchObject({ ok: true });
    expect(await on.hands.act({ kind: 'wait', text: `dropped: boat.txt`, seconds: 3 })).toMatchObject({ ok: true });
  });
});

describe('downloads', () => {
  beforeEach(async () => {
    on = await openAwkward();
    await visit('downloads');
  });
  afterEach(() => on.close());

  test.each([
    ['Rivers as CSV', 'rivers.csv', 'name,km\nNile,6650\nAmazon,6400\n'],
    ['Save the notes', 'my notes.txt', 'Plain notes: the key is under the pot.\n'],
    ['Make a file', 'made.csv', 'made,by\nscript,page\n'],
    ['Data address', 'hello.txt', 'hello'],
    ['Export all', 'export.json', '{"all":[1,2,3]}'],
    ['Rivers in a new tab', 'rivers.csv', 'name,km\nNile,6650\nAmazon,6400\n'],
    ['Unicode name', 'Übersicht 漢字 🧺.csv', 'a\n1\n'],
  ])('are caught and read: %s', async (link, name, content) => {
    expect(await on.hands.click(link)).toMatchObject({ ok: true, note: expect.stringContaining(`"${name}"`) });
    expect(await on.browser.page.readFile(name)).toMatchObject({ ok: true, markdown: content });
    const seen = await on.hands.look();
    expect(seen.text).toContain('heading 1 "Downloads"');
    expect(seen.tabs).toHaveLength(1);
  });

  test('that a script makes later are told with the next look', async () => {
    await on.hands.click('Make a file later');
    await expect.poll(async () => (await on.hands.look()).text, { timeout: 5_000 }).toContain('downloaded "later.csv"');
    expect(await on.browser.page.readFile('later.csv')).toMatchObject({ ok: true, markdown: 'late\n1\n' });
  });

  test('of two files at once are both told and both kept', async () => {
    const outcome = await on.hands.click('Two at once');
    const said = JSON.stringify(outcome) + (await on.text());
    expect(said).toContain('first.csv');
    expect(said).toContain('second.csv');
    expect((await on.browser.page.takeFiles()).map(({ name }) => name)).toEqual(['first.csv', 'second.csv']);
  });

  test('of forty files at once are capped, and said so shortly', async () => {
    await on.hands.click('Forty at once');
    await expect
      .poll(async () => (await on.browser.page.takeFiles()).length, { timeout: 5_000 })
      .toBeLessThanOrEqual(20);
    expect((await on.text()).split('\n').filter(line => line.startsWith('notice:')).length).toBeLessThanOrEqual(8);
    expect((await on.hands.visit(`${on.site.url}/hostile/simple`)).text).toContain('"A simple page"');
  });

  test.each([
    ['Nasty name', /^[^/\\]*passwd$/],
    ['Name of a hidden file', /^[^./\\][^/\\]*$/],
    ['Long name', /^.{1,120}$/],
  ])('have a plain name whatever the site says: %s', async (link, plainName) => {
    expect(await on.hands.click(link)).toMatchObject({ ok: true });
    expect((await on.browser.page.takeFiles()).map(({ name }) => name)).toEqual([expect.stringMatching(plainName)]);
  });

  test.each([
    ['Thirty megabytes', /25 MB/],
    ['Thirty megabytes, unannounced', /25 MB/],
    ['Breaks off', /half\.csv/],
  ])('that cannot be taken are refused with why: %s', async (link, why) => {
    const start = performance.now();
    expect(await on.hands.click(link)).toMatchObject({
      ok: false,
      code: 'page.download-refused',
      detail: expect.stringMatching(why),
    });
    expect(performance.now() - start).toBeLessThan(16_000);
    expect(await on.browser.page.takeFiles()).toEqual([]);
    expect(await on.text()).toContain('heading 1 "Downloads"');
  });

  test.each(['Never ends', 'Stalls after a line'])('that do not end do not hold the act: %s', async link => {
    const start = performance.now();
    const outcome = await on.hands.click(link);
    expect(performance.now() - start).toBeLessThan(18_000);
    expect(JSON.stringify(outcome)).toMatch(/endless\.csv|stalled\.csv/);
    expect((await on.hands.visit(`${on.site.url}/hostile/simple`)).text).toContain('"A simple page"');
  });

  test('of text that a browser shows are a page and no file', async () => {
    expect(await on.hands.click('Open the notes')).toMatchObject({ effect: 'navigated' });
    expect(await on.text()).toContain('Plain notes: the key is under the pot.');
    expect(await on.browser.page.takeFiles()).toEqual([]);
  });
});

describe('papers', () => {
  beforeEach(async () => {
    on = await openAwkward();
    await visit('papers');
  });
  afterEach(() => on.close());

  test.each([
    ['Minutes of May', 'minutes'],
    ['Minutes to keep', 'minutes'],
    ['Minutes in a new tab', 'minutes'],
    ['Paper without a name', 'unnamed-pdf'],
  ])('are read page by page: %s', async (link, name) => {
    const outcome = await on.hands.click(link);
    const known = new RegExp(`"(${name}[^"]*)"`).exec(outcome.ok ? (outcome.note ?? '') : outcome.detail)?.[1];
    expect(outcome).toMatchObject({ ok: true, note: expect.stringMatching(/application\/pdf/) });
    expect(await on.browser.page.readFile(known ?? '')).toMatchObject({
      ok: true,
      markdown: expect.stringMatching(
        /## page 1 of 3\s+Minutes of May\. The bridge costs 1200 coins\..*## page 2 of 3\s+Page two: signed by Halvorsen/s,
      ),
    });
    expect(await on.text()).toContain('heading 1 "Papers"');
  });

  test('that are broken are told to be', async () => {
    await on.hands.click('Broken paper');
    expect(await on.browser.page.readFile('broken.pdf')).toMatchObject({ ok: false, code: 'page.file-unreadable' });
  });
});
