/** Pictures and copies of a page, bounded in size. Changes nothing on it. */

import type { Page } from 'puppeteer-core';
import type { PageCapture, Screenshot } from '../agent/page.ts';
import { within } from './deadline.ts';

const SCREENSHOT_MS = 8_000;
const CAPTURE_MS = 10_000;
const MAX_BYTES = 300_000;
const MAX_HEIGHT = 8_000;
const QUALITIES = [60, 40, 20] as const;

/** JPEG, at most 300 KB where lower quality can reach that; a full page at most 8,000 px high. */
export async function takeScreenshot(page: Page, { fullPage }: { fullPage: boolean }): Promise<Screenshot> {
  let bytes = new Uint8Array();
  for (const quality of QUALITIES) {
    bytes = await within(SCREENSHOT_MS, 'the screenshot', shoot(page, quality, fullPage));
    if (bytes.byteLength <= MAX_BYTES || fullPage) break;
  }
  return { mediaType: 'image/jpeg', bytes };
}

async function shoot(page: Page, quality: number, fullPage: boolean): Promise<Uint8Array<ArrayBuffer>> {
  if (!fullPage) return new Uint8Array(await page.screenshot({ type: 'jpeg', quality, optimizeForSpeed: true }));
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  return new Uint8Array(
    await page.screenshot({
      type: 'jpeg',
      quality,
      clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) },
      captureBeyondViewport: true,
    }),
  );
}

/** HTML as it stands now, and MHTML with its images where Chromium can make it. */
export async function capturePage(page: Page): Promise<PageCapture> {
  const html = await within(CAPTURE_MS, 'the page', page.content());
  const mhtml = await within(CAPTURE_MS, 'the snapshot', snapshot(page)).catch(() => undefined);
  return { html, mhtml };
}

async function snapshot(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  try {
    return (await session.send('Page.captureSnapshot', { format: 'mhtml' })).data;
  } finally {
    await session.detach().catch(() => {});
  }
}
