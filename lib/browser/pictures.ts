/** Pictures and copies of a page, bounded in size. Changes nothing on it. */

import type { Page } from 'puppeteer-core';
import type { PageCapture, Screenshot } from '../agent/page.ts';
import { within } from './deadline.ts';
import { realmOf } from './realm.ts';

const SCREENSHOT_MS = 8_000;
const CAPTURE_MS = 10_000;
const MAX_BYTES = 300_000;
const MAX_HEIGHT = 8_000;
const MAX_WIDTH = 1_280;
/** Coarser and then smaller, until it fits. */
const ATTEMPTS = [
  { quality: 60, scale: 1 },
  { quality: 35, scale: 1 },
  { quality: 35, scale: 0.6 },
  { quality: 25, scale: 0.35 },
] as const;

/** JPEG, at most 300 KB and 1,280 px wide; a full page at most 8,000 px high, its end left out. */
export async function takeScreenshot(page: Page, { fullPage }: { fullPage: boolean }): Promise<Screenshot> {
  const { width, height, x, y } = await within(
    SCREENSHOT_MS,
    'the page',
    realmOf(page.mainFrame()).evaluate(whole => {
      const root = document.documentElement;
      return whole
        ? { x: 0, y: 0, width: root.clientWidth, height: Math.max(root.scrollHeight, innerHeight) }
        : { x: scrollX, y: scrollY, width: innerWidth, height: innerHeight };
    }, fullPage),
  );
  const shown = { x, y, width: Math.min(width, MAX_WIDTH), height: Math.min(height, MAX_HEIGHT) };
  let bytes = new Uint8Array();
  for (const { quality, scale } of ATTEMPTS) {
    const shot = page.screenshot({
      type: 'jpeg',
      quality,
      clip: { ...shown, scale },
      captureBeyondViewport: fullPage,
      optimizeForSpeed: true,
    });
    bytes = new Uint8Array(await within(SCREENSHOT_MS, 'the screenshot', shot));
    if (bytes.byteLength <= MAX_BYTES) break;
  }
  return { mediaType: 'image/jpeg', bytes };
}

/** HTML as it stands now, and MHTML with its images where Chromium can make it. */
export async function capturePage(page: Page): Promise<PageCapture> {
  const html = await within(
    CAPTURE_MS,
    'the page',
    realmOf(page.mainFrame()).evaluate(() => {
      const doctype = document.doctype === null ? '' : new XMLSerializer().serializeToString(document.doctype);
      return `${doctype}${document.documentElement.outerHTML}`;
    }),
  );
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
