/** A copy of a page as it stands: HTML, and MHTML with its images. Bounded; changes nothing on it. */

import type { Page } from 'puppeteer-core';
import type { PageCapture } from '../../agent/page.ts';
import { within } from '../deadline.ts';
import { realmOf } from '../realm.ts';

const CAPTURE_MS = 10_000;

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
