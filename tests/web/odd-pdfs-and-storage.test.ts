/** The console beside what it cannot choose: odd PDFs, links that ran out, and a browser's storage with anything in it or none at all. Real Chromium. */

import type { HTTPRequest } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../web/state/settings.ts';
import { makePdf } from '../sites/awkward/make-pdf.ts';
import { openConsole } from '../support/console-page.ts';
import { layOpenRun } from '../support/lay-open-run.ts';

const on = openConsole({ page: 'of-each-test' });
const SOON = { timeout: 20_000 } as const;

/** Gives the file's id. */
async function openRunWith(name: string, bytes: Uint8Array): Promise<string> {
  const run = await layOpenRun(on.cloud.local.ownerId, `Fetch ${name}`);
  const id = await run.addFile({ kind: 'download', step: 1, name, mediaType: 'application/pdf', bytes });
  await on.openRun(run.taskId);
  await on.showTab('Files');
  return id;
}

const togglePreview = (name: string): Promise<void> => on.click(`Preview: ${name}`);

const drawn = (): Promise<readonly { wide: number; high: number }[]> =>
  on.page.$$eval('canvas.pdf-page[data-state=drawn]', found =>
    found.map(({ width, height }) => ({ wide: width, high: height })),
  );

const sized = (box: string, pages = 1): Uint8Array => {
  const plain = Buffer.from(makePdf(Array.from({ length: pages }, (_, at) => `Page ${at + 1}`))).toString('latin1');
  return Buffer.from(plain.replaceAll('[0 0 595 842]', box), 'latin1');
};

describe('a PDF', () => {
  test('of no bytes says that it cannot be read', async () => {
    await openRunWith('empty.pdf', new Uint8Array());
    await togglePreview('empty.pdf');
    await on.page.waitForSelector('.file-preview[data-fault]');
    expect(await on.textOf('.file-preview[data-fault]')).toContain('no PDF that can be read');
  }, 60_000);

  test.each([
    ['huge', '[0 0 20000 20000]'],
    ['endlessly high', '[0 0 2 2000000]'],
    ['endlessly wide', '[0 0 2000000 2]'],
    ['without a size', '[0 0 0 0]'],
    ['beyond all numbers', '[0 0 1e30 1e30]'],
    ['upside down', '[595 842 0 0]'],
  ])(
    'whose page is %s gets a canvas that a browser has room for',
    async (name, box) => {
      await openRunWith(`${name}.pdf`, sized(box));
      await togglePreview(`${name}.pdf`);
      await expect.poll(drawn, SOON).toHaveLength(1);
      const [{ wide = 0, high = 0 } = {}] = await drawn();
      expect(wide * high).toBeLessThanOrEqual(6_000_000);
      expect(Math.max(wide, high)).toBeLessThanOrEqual(8_000);
      expect(Math.min(wide, high)).toBeGreaterThan(0);
    },
    60_000,
  );

  test('that is closed while it is drawn leaves nothing behind, and opens again', async () => {
    await openRunWith('long.pdf', sized('[0 0 20000 20000]', 9));
    for (let round = 0; round < 6; round += 1) {
      await togglePreview('long.pdf');
      if (round % 2 === 1) await on.page.waitForSelector('canvas.pdf-page');
      await togglePreview('long.pdf');
      expect(await on.page.$$('.file-preview')).toEqual([]);
    }
    await togglePreview('long.pdf');
    await expect.poll(drawn, SOON).toHaveLength(5);
  }, 60_000);

  test('of 2,000 pages shows five, and tells how many there are', async () => {
    await openRunWith('tome.pdf', sized('[0 0 595 842]', 2_000));
    await togglePreview('tome.pdf');
    await expect.poll(drawn, SOON).toHaveLength(5);
    expect(await on.textOf('.pdf-foot')).toContain('5 of 2000 pages');
    await on.click('Show 5 more pages');
    await expect.poll(drawn, SOON).toHaveLength(10);
    await on.page.locator('.pdf-text summary').click();
    await expect.poll(() => on.textOf('.pdf-text'), SOON).toContain('Page 10');
  }, 60_000);

  test.each([
    ['once gets a new one', 1],
    ['always is told', 99],
  ])(
    'whose link has run out %s',
    async (_what, times) => {
      const id = await openRunWith('late.pdf', makePdf(['Late']));
      let refused = 0;
      const refuse = (request: HTTPRequest): void => {
        const isFile = request.url().includes(id) && !request.url().startsWith(on.cloud.local.url);
        if (!isFile || refused === times) void request.continue();
        else {
          refused += 1;
          const headers = { 'access-control-allow-origin': '*' };
          void request.respond({
            status: 403,
            headers,
            contentType: 'application/xml',
            body: '<Error><Code>AccessDenied</Code></Error>',
          });
        }
      };
      await on.page.setRequestInterception(true);
      on.page.on('request', refuse);
      await togglePreview('late.pdf');
      if (times === 1) await expect.poll(drawn, SOON).toHaveLength(1);
      else {
        await on.page.waitForSelector('.file-preview[data-fault=unreachable]');
        expect(refused).toBe(2);
      }
      expect(refused).toBeGreaterThan(0);
      on.page.off('request', refuse);
      await on.page.setRequestInterception(false);
      // Chromium's own word on a 403.
      on.faults.splice(0, on.faults.length, ...on.faults.filter(fault => !fault.includes('403')));
    },
    60_000,
  );
});

describe('what this browser has stored', () => {
  const open = async (before: (garbage: string) => void, garbage = ''): Promise<void> => {
    await on.page.evaluateOnNewDocument(before, garbage);
    await on.page.goto(`${on.cloud.local.url}/#/settings`, { waitUntil: 'domcontentloaded' });
    await on.page.waitForSelector('[data-testid=settings-page]');
  };
  const theme = (): Promise<string | null> => on.page.$eval('html', html => html.getAttribute('data-theme'));

  test.each([
    ['no JSON', 'garbage{'],
    ['a number', '7'],
    ['null', 'null'],
    ['of an older version', '{"version":0,"theme":{"name":"dark"},"notify":1,"budget":[200]}'],
    [
      'negative and huge',
      '{"theme":-1,"dates":1e999,"budget":{"steps":-5,"usd":1e308,"tokens":1e21,"seconds":null},"priority":["high"]}',
    ],
    [
      'with names of its own language',
      '{"__proto__":{"theme":"dark"},"constructor":{"prototype":{}},"theme":"constructor","budget":{"__proto__":{"steps":5}}}',
    ],
    ['very long', `{"theme":"${'dark'.repeat(200_000)}"}`],
  ])(
    'is %s: the console opens as at first',
    async (_what, garbage) => {
      await open(words => localStorage.setItem('errand.settings', words), garbage);
      expect(await theme()).toBe(null);
      const { readSettings } = await import('../../web/state/settings.ts');
      expect(readSettings(garbage)).toEqual(defaultSettings);
    },
    60_000,
  );

  test('is nothing, because it refuses: the console opens, and what is set lasts as long as the page', async () => {
    await open(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(globalThis, name, {
          get() {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        });
    });
    await on.page.locator('.segment-words::-p-text(Dark)').click();
    await expect.poll(theme).toBe('dark');
  }, 60_000);
});
