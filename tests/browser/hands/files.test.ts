/** Files that pages give and take, in a real Chromium. */

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageFile } from '../../../lib/agent/page.ts';
import type { OpenBrowser } from '../../../lib/browser/open-browser.ts';
import { makePdf } from '../../sites/awkward/make-pdf.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from '../open-site.ts';

let site: TestSite;
let browser: OpenBrowser;
let hands: ReturnType<typeof handsOn>;

const attachment =
  (name: string, body: string | Uint8Array, type = 'text/csv') =>
  (_: IncomingMessage, response: ServerResponse): void =>
    void response
      .writeHead(200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` })
      .end(body);

beforeAll(async () => {
  site = await openSite();
  browser = await openTestBrowser({ allowHosts: [site.host] });
  hands = handsOn(browser);
  site.show('/rivers.csv', attachment('rivers.csv', 'name,km\nNile,6650\n'));
  site.show('/nasty', attachment('../../etc/passwd', 'root'));
  site.show('/big', attachment('big.bin', new Uint8Array(30_000_000), 'application/octet-stream'));
  site.show('/drip', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="drip.csv"' });
    const timer = setInterval(() => response.write('a,b\n'), 100);
    response.on('close', () => clearInterval(timer));
  });
  site.show('/report.pdf', (_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/pdf' })
      .end(makePdf(['The total is 42 coins.', 'Signed on page two.']));
  });
  site.show('/upload', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const names = [
        ...Buffer.concat(chunks)
          .toString('latin1')
          .matchAll(/filename="([^"]*)"/g),
      ].map(match => match[1]);
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Got ${names.join(' and ')}</h1>`);
    });
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const file = (name: string, text: string): PageFile => ({
  name,
  mediaType: 'text/plain',
  bytes: new TextEncoder().encode(text),
});
const give = (name: string, ...files: PageFile[]) =>
  browser.page.perform(
    { kind: 'upload', ref: hands.refOf(name), files: files.map(one => one.name) },
    AbortSignal.timeout(20_000),
    files,
  );

describe('downloads', () => {
  test('are caught with a clean name, handed out once and readable', async () => {
    await hands.visit(site.show('/downloads', '<a href="/rivers.csv">Rivers</a><a href="/nasty">Nasty</a>'));
    expect(await hands.click('Rivers')).toMatchObject({ ok: true, note: 'downloaded "rivers.csv", 1 kB, text/csv' });
    expect(await hands.click('Nasty')).toMatchObject({
      ok: true,
      note: expect.stringMatching(/downloaded "[^/"]*passwd"/),
    });
    expect((await browser.page.takeFiles()).map(({ name }) => name)).toEqual([
      'rivers.csv',
      expect.stringMatching(/^[^/]*passwd$/),
    ]);
    expect(await browser.page.takeFiles()).toEqual([]);
    expect(await browser.page.readFile('rivers.csv')).toMatchObject({ ok: true, markdown: 'name,km\nNile,6650\n' });
    expect(await browser.page.readFile('other.csv')).toMatchObject({
      ok: false,
      code: 'page.file-unknown',
      detail: expect.stringContaining('"rivers.csv"'),
    });
  });

  test('made by a script come too, and two of a name are told apart', async () => {
    await hands.visit(
      site.show(
        '/blob',
        `<button onclick="const a = document.createElement('a');
      a.href = window.URL.createObjectURL(new Blob(['x'])); a.download = 'rivers.csv'; a.click()">Make</button>`,
      ),
    );
    expect(await hands.click('Make')).toMatchObject({ ok: true, note: expect.stringContaining('"rivers (2).csv"') });
  });

  test('larger than the limit are not taken, and the page goes on', async () => {
    await hands.visit(site.show('/bigs', '<a href="/big">Big</a><p>well</p>'));
    expect(await hands.click('Big')).toMatchObject({
      ok: false,
      code: 'page.download-refused',
      detail: expect.stringContaining('25 MB'),
    });
    expect((await hands.look()).text).toContain('"well"');
  });

  test('a PDF is read page by page', async () => {
    expect(await hands.act({ kind: 'navigate', url: `${site.url}/report.pdf` })).toMatchObject({
      ok: true,
      note: expect.stringContaining('"report.pdf"'),
    });
    const read = await browser.page.readFile('report.pdf');
    expect(read).toMatchObject({
      ok: true,
      markdown: expect.stringContaining('## page 1 of 2\n\nThe total is 42 coins.'),
    });
    expect(read).toMatchObject({ markdown: expect.stringContaining('Signed on page two.') });
  });

  test('without consent to downloads only a PDF can be read, and nothing is handed out', async () => {
    const strict = await openTestBrowser({ allowHosts: [site.host], downloads: 'read-only' });
    try {
      const { act } = handsOn(strict);
      expect(await act({ kind: 'navigate', url: `${site.url}/rivers.csv` })).toMatchObject({
        ok: false,
        code: 'page.download-refused',
      });
      await act({ kind: 'navigate', url: `${site.url}/report.pdf` });
      expect(await strict.page.readFile('report.pdf')).toMatchObject({ ok: true });
      expect(await strict.page.takeFiles()).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});

describe('uploads', () => {
  const form = (inside: string): string =>
    `<form method="post" action="/upload" enctype="multipart/form-data">${inside}<button>Send</button></form>`;

  test.each([
    ['a plain field', form('<label>Photo <input type="file" name="f"></label>'), 'Photo'],
    [
      'a drawn label of a hidden field',
      form('<input id="h" type="file" name="f" hidden><label for="h">Choose photo</label>'),
      'Choose photo',
    ],
    [
      'a button that opens the chooser of a detached field',
      `${form('<i></i>')}<button onclick="const input = document.createElement('input');
      input.type = 'file'; input.name = 'f'; input.onchange = () => document.querySelector('i').append(input); input.click()">Pick</button>`,
      'Pick',
    ],
  ])('go through %s', async (_, html, name) => {
    await hands.visit(site.show('/form', html));
    expect(await give(name, file('photo one.txt', 'hello'))).toMatchObject({ ok: true, effect: 'changed' });
    await hands.look();
    await hands.click('Send');
    expect((await hands.look()).text).toContain('heading 1 "Got photo one.txt"');
  });

  test('of several files need a field for several', async () => {
    await hands.visit(
      site.show(
        '/form',
        form(
          '<label>One <input type="file" name="f"></label><label>Many <input type="file" name="g" multiple></label>',
        ),
      ),
    );
    const two = [file('a.txt', 'a'), file('b.txt', 'b')];
    expect(await give('One', ...two)).toMatchObject({ ok: false, detail: 'The field takes one file only.' });
    expect(await give('Many', ...two)).toMatchObject({ ok: true });
    await hands.look();
    await hands.click('Send');
    expect((await hands.look()).text).toContain('a.txt and b.txt');
  });

  test('to something that takes no files are refused', async () => {
    await hands.visit(site.show('/none', '<button>Nothing</button>'));
    expect(await give('Nothing', file('a.txt', createHash('sha256').digest('hex')))).toMatchObject({
      ok: false,
      code: 'page.not-interactable',
    });
  });
});
