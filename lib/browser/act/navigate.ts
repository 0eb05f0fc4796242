/** Opens an address or goes back, up to where the new document is there; the rest is for settling. Opens http(s) only. */

import type { CDPSession, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { isWebUrl } from '../../domain/site.ts';
import { within } from '../deadline.ts';

/** For the server's first answer. */
const ANSWER_MS = 20_000;
const HISTORY_MS = 3_000;

export async function navigate(page: Page, url: string, signal: AbortSignal): Promise<Refusal | undefined> {
  if (!isWebUrl(url))
    return refusal('page.navigation-failed', `"${url.slice(0, 200)}" is not an http or https address.`);
  return withSession(page, async session => {
    const stop = (): void => void session.send('Page.stopLoading').catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { errorText, isDownload } = await within(ANSWER_MS, url, session.send('Page.navigate', { url }));
      if (isDownload === true) return refusal('page.navigation-failed', `${url} is a download, which is not taken.`);
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

export async function back(page: Page): Promise<Refusal | undefined> {
  return withSession(page, async session => {
    const history = await within(HISTORY_MS, 'the history', session.send('Page.getNavigationHistory'));
    const earlier = history.entries[history.currentIndex - 1];
    if (earlier === undefined || earlier.url === 'about:blank')
      return refusal('page.navigation-failed', 'There is no page to go back to.');
    const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded', timeout: ANSWER_MS });
    arrived.catch(() => {});
    await within(HISTORY_MS, 'the history', session.send('Page.navigateToHistoryEntry', { entryId: earlier.id }));
    await within(ANSWER_MS, 'the earlier page', arrived);
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
