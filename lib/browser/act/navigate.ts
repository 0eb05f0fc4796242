/** Opens an address, or moves in the history, up to where the new document is there; the rest is for settling. Opens http(s) only. */

import type { CDPSession, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { isWebUrl } from '../../domain/site.ts';
import { within } from '../deadline.ts';
import type { Said } from './acted.ts';

/** For the server's first answer. */
const ANSWER_MS = 20_000;
const HISTORY_MS = 3_000;

/** An address that is a file leaves the page as it is: it comes as a download. */
export async function navigate(page: Page, url: string, signal: AbortSignal): Promise<Said> {
  if (!isWebUrl(url))
    return refusal('page.navigation-failed', `"${url.slice(0, 200)}" is not an http or https address.`);
  return withSession(page, async session => {
    const stop = (): void => void session.send('Page.stopLoading').catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { errorText, isDownload } = await within(ANSWER_MS, url, session.send('Page.navigate', { url }));
      if (isDownload === true) return { changed: false, note: 'the address is a file' };
      return errorText === undefined
        ? undefined
        : refusal('page.navigation-failed', `${url} did not open: ${errorText}`);
    } catch (error) {
      stop();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  });
}

export async function goInHistory(page: Page, by: -1 | 1): Promise<Refusal | undefined> {
  return withSession(page, async session => {
    const history = await within(HISTORY_MS, 'the history', session.send('Page.getNavigationHistory'));
    const entry = history.entries[history.currentIndex + by];
    if (entry === undefined || entry.url === 'about:blank')
      return refusal('page.navigation-failed', `There is no page to go ${by < 0 ? 'back' : 'forward'} to.`);
    const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded', timeout: ANSWER_MS });
    arrived.catch(() => {});
    await within(HISTORY_MS, 'the history', session.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    await within(ANSWER_MS, 'the page', arrived);
    return undefined;
  });
}

export async function reload(page: Page): Promise<undefined> {
  return withSession(page, async session => {
    const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded', timeout: ANSWER_MS });
    arrived.catch(() => {});
    await within(HISTORY_MS, 'the page', session.send('Page.reload'));
    await within(ANSWER_MS, 'the page', arrived);
    return undefined;
  });
}

async function withSession<T>(page: Page, use: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await within(HISTORY_MS, 'the tab', page.createCDPSession());
  try {
    return await use(session);
  } finally {
    void session.detach().catch(() => {});
  }
}
