/** Goes back, forward and loads anew, up to where the browser has gone there; the rest is for settling. Entries that a page pushed count like pages. */

import type { HTTPRequest, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { withSession } from './navigate.ts';

/** For the server's first answer. */
const ANSWER_MS = 20_000;
const HISTORY_MS = 3_000;

export async function goInHistory(page: Page, by: -1 | 1, signal: AbortSignal): Promise<Refusal | undefined> {
  return withSession(page, async session => {
    const history = await within(HISTORY_MS, 'the history', session.send('Page.getNavigationHistory'));
    const entry = history.entries[history.currentIndex + by];
    if (entry === undefined || entry.url === 'about:blank')
      return refusal('page.navigation-failed', `There is no page to go ${by < 0 ? 'back' : 'forward'} to.`);
    return untilGone(page, signal, () => session.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
  });
}

export async function reload(page: Page, signal: AbortSignal): Promise<Refusal | undefined> {
  return withSession(page, session => untilGone(page, signal, () => session.send('Page.reload')));
}

/** Until a frame shows another entry, or the request for it came to nothing. */
async function untilGone(page: Page, signal: AbortSignal, go: () => Promise<unknown>): Promise<Refusal | undefined> {
  const { promise, resolve } = Promise.withResolvers<'gone' | 'refused'>();
  const onGone = (): void => resolve('gone');
  const onOver = (request: HTTPRequest): void => {
    if (request.isNavigationRequest()) resolve('refused');
  };
  page.on('framenavigated', onGone).on('requestfailed', onOver).on('close', onGone);
  signal.addEventListener('abort', onGone, { once: true });
  try {
    await within(HISTORY_MS, 'the history', go());
    const came = await within(ANSWER_MS, 'the page', promise);
    return came === 'gone' ? undefined : refusal('page.navigation-failed', 'The page there did not open.');
  } finally {
    page.off('framenavigated', onGone).off('requestfailed', onOver).off('close', onGone);
    signal.removeEventListener('abort', onGone);
  }
}
