/** A PDF in the console, in real Chromium against the local cloud: drawn on canvases, and never a document of its own. */

import { describe, expect, test } from 'vitest';
import { artifactIdOf } from '../../lib/domain/ids.ts';
import { makeIds } from '../../lib/machine.ts';
import { recordArtifact } from '../../lib/store/artifacts.ts';
import { makePdf } from '../sites/awkward/make-pdf.ts';
import { startAwkwardSite } from '../sites/awkward/start-awkward.ts';
import { graveViolations } from '../support/axe.ts';
import { openConsole } from '../support/console-page.ts';
import { layOpenRun } from '../support/lay-open-run.ts';
import { doErrand } from '../support/local-cloud.ts';
import { openLocalStore } from '../support/local-store.ts';

/** The machine may have a lot else to do. */
const SOON = { timeout: 20_000 } as const;

const on = openConsole({ site: startAwkwardSite, page: 'of-each-test' });

const scriptsAsked = (): number => on.asked.filter(url => url.endsWith('.js')).length;

/** Of each canvas that is drawn: its name, its shape, and how many of its pixels are dark. */
const drawnPages = (): Promise<readonly { name: string; wide: number; high: number; dark: number }[]> =>
  on.page.$$eval('canvas.pdf-page[data-state=drawn]', found =>
    found.map(canvas => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark++;
      return { name: canvas.getAttribute('aria-label') ?? '', wide: width, high: height, dark };
    }),
  );

/** Lays a run with this one file, and opens its preview. */
async function preview(name: string, bytes: Uint8Array): Promise<void> {
  const run = await layOpenRun(on.cloud.local.ownerId, `Fetch ${name}`);
  await run.addFile({ kind: 'download', step: 1, name, mediaType: 'application/pdf', bytes });
  await openPreview(run.taskId, name);
}

async function openPreview(taskId: string, name: string): Promise<void> {
  await on.openRun(taskId);
  await on.showTab('Files');
  await on.click(`Preview: ${name}`);
}

const fault = async (): Promise<string> => {
  await on.page.waitForSelector('.file-preview[data-fault]');
  return on.textOf('.file-preview[data-fault]');
};

test('one that an errand downloaded is drawn page by page, told in words, and opened by nothing but a click', async () => {
  const { taskId, result } = await doErrand(
    on.cloud.client,
    `go to ${on.site.url}/errands/papers, download "Roads and bridges"`,
  );
  expect(result.status).toBe('completed');
  await on.openRun(taskId);
  await on.page.waitForSelector('[data-testid=result] [data-testid=artifact]');
  const before = scriptsAsked();
  expect(await on.countOf('canvas')).toBe(0);
  await on.click('Preview: paper-a.pdf');
  await expect.poll(drawnPages, SOON).toHaveLength(2);
  expect(scriptsAsked()).toBeGreaterThan(before);
  const [first, second] = await drawnPages();
  expect(first?.name).toBe('Page 1 of 2 of paper-a.pdf');
  // A4, and a line of text in it.
  expect((first?.high ?? 0) / (first?.wide ?? 1)).toBeCloseTo(842 / 595, 2);
  expect(first?.dark).toBeGreaterThan(100);
  expect(second?.dark).toBeGreaterThan(20);
  expect(first?.dark).not.toBe(second?.dark);
  expect(await on.textOf('.pdf-foot')).toContain('2 pages');
  const [boxWide, pageWide] = await on.page.$eval('.pdf-pages', box => [
    box.clientWidth,
    box.querySelector('canvas')?.clientWidth ?? 0,
  ]);
  expect(pageWide).toBeLessThanOrEqual(boxWide ?? 0);
  await on.page.locator('.pdf-text summary').click();
  await expect.poll(() => on.textOf('.pdf-text'), SOON).toContain('The stone bridge needs 1200 coins.');
  expect(await on.countOf('iframe, object, embed')).toBe(0);
  // All that was asked for came from the cloud itself.
  const origins = new Set(on.asked.filter(url => url.startsWith('http')).map(url => new URL(url).hostname));
  expect([...origins]).toEqual(['127.0.0.1']);
  expect(await graveViolations(on.page)).toEqual([]);
}, 120_000);

describe('a PDF of a page', () => {
  test('with many pages shows five, and more where one asks', async () => {
    await preview('long.pdf', makePdf(Array.from({ length: 7 }, (_, index) => `This is page ${index + 1}`)));
    await expect.poll(drawnPages, SOON).toHaveLength(5);
    expect(await on.textOf('.pdf-foot')).toContain('5 of 7 pages');
    await on.click('Show 2 more pages');
    await expect.poll(drawnPages, SOON).toHaveLength(7);
    expect((await drawnPages()).at(-1)?.name).toBe('Page 7 of 7 of long.pdf');
    expect(await on.textOf('.pdf-foot')).toMatch(/^7 pages$/);
  }, 60_000);

  test('that is damaged says so', async () => {
    await preview('bill.pdf', new TextEncoder().encode('%PDF-1.7'));
    expect(await fault()).toContain('no PDF that can be read');
    expect(await on.countOf('canvas')).toBe(0);
  }, 60_000);

  test('that wants a password says so', async () => {
    await preview('sealed.pdf', makeSealedPdf());
    expect(await fault()).toContain('wants a password');
  }, 60_000);

  test('that is too large is not even fetched', async () => {
    const { taskId } = await layOpenRun(on.cloud.local.ownerId, 'Fetch heavy.pdf');
    const artifactId = artifactIdOf(taskId, makeIds()('artifact'));
    // Its row alone: there is nothing to fetch.
    await recordArtifact(openLocalStore(), {
      artifactId,
      taskId,
      kind: 'download',
      step: 1,
      name: 'heavy.pdf',
      mediaType: 'application/pdf',
      bytes: 20_000_001,
      madeAt: new Date().toISOString(),
    });
    await openPreview(taskId, 'heavy.pdf');
    expect(await fault()).toContain('more than 20 MB');
    expect(on.asked.filter(url => url.includes(artifactId))).toEqual([]);
  }, 60_000);

  test('runs no script of its own and follows no link by itself', async () => {
    const script = `/OpenAction << /S /JavaScript /JS (fire\\('pdf'\\); app.launchURL\\('${on.site.url}/errands/log'\\)) >>`;
    const plain = Buffer.from(makePdf(['Harmless'])).toString('latin1');
    const before = on.site.requests.length;
    await preview('script.pdf', Buffer.from(plain.replace('/Type /Catalog', `/Type /Catalog ${script}`), 'latin1'));
    await expect.poll(drawnPages, SOON).toHaveLength(1);
    expect(await on.fired()).toEqual([]);
    expect(on.site.requests.slice(before)).toEqual([]);
  }, 60_000);
});

/** Its dictionary says that it is encrypted with a password that is not the empty one. */
function makeSealedPdf(): Uint8Array {
  const plain = Buffer.from(makePdf(['Secret'])).toString('latin1');
  const key = `<${'5a'.repeat(32)}>`;
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >> /ID [<${'ab'.repeat(16)}> <${'ab'.repeat(16)}>]`;
  return Buffer.from(plain.replace('/Root 1 0 R', `/Root 1 0 R ${encrypt}`), 'latin1');
}
