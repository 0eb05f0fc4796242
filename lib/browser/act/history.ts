/** Goes back, forward and loads anew, up to where the browser has gone there; the rest is for settling. Entries that a page pushed count like pages. Sends no form again. */

import type { CDPSession, HTTPRequest, Page, Protocol } from 'puppeteer-core';
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

/** What a form brought, Chromium would bring by sending the form again, without a question. */
export async function reload(page: Page, signal: AbortSignal): Promise<Refusal | undefined> {
  return withSession(page, async session => {
    const form = await keepForm(session);
    const said = await untilGone(page, signal, () => session.send('Page.reload'));
    return form.wasKept() ? wouldResend : said;
  });
}

const wouldResend = refusal('page.would-resend', 'The page came of a form that would have to be sent again.');

/** Of the next document alone: the frames in it come later. Ends with the session. */
async function keepForm(session: CDPSession): Promise<{ wasKept(): boolean }> {
  let wasKept = false;
  const judge = ({ requestId, request }: Protocol.Fetch.RequestPausedEvent): void => {
    wasKept = request.method !== 'GET';
    // `Aborted`, because any other reason puts an error page in the place of this one.
    const judged = wasKept
      ? session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : session.send('Fetch.continueRequest', { requestId });
    judged.then(() => session.send('Fetch.disable')).catch(() => {});
  };
  session.once('Fetch.requestPaused', judge);
  const patterns = [{ resourceType: 'Document', requestStage: 'Request' } as const];
  await within(HISTORY_MS, 'the history', session.send('Fetch.enable', { patterns }));
  return { wasKept: () => wasKept };
}

/** Until a frame shows another entry, or the request for it came to nothing. */
async function untilGone(page: Page, signal: AbortSignal, go: () => Promise<unknown>): Promise<Refusal | undefined> {
  const { promise, resolve } = Promise.withResolvers<Refusal | undefined>();
  const onGone = (): void => resolve(undefined);
  const onOver = (request: HTTPRequest): void => {
    if (!request.isNavigationRequest()) return;
    const isForm = request.failure()?.errorText === 'net::ERR_CACHE_MISS';
    resolve(isForm ? wouldResend : refusal('page.navigation-failed', 'The page there did not open.'));
  };
  page.on('framenavigated', onGone).on('requestfailed', onOver).on('close', onGone);
  signal.addEventListener('abort', onGone, { once: true });
  try {
    await within(HISTORY_MS, 'the history', go());
    return await within(ANSWER_MS, 'the page', promise);
  } finally {
    page.off('framenavigated', onGone).off('requestfailed', onOver).off('close', onGone);
    signal.removeEventListener('abort', onGone);
  }
}
