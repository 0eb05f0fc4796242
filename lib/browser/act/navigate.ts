/** Opens an address, up to where the new document is there; the rest is for settling. Opens http(s) only. */

import type { CDPSession, HTTPResponse, Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { isWebUrl } from '../../domain/site.ts';
import { within } from '../deadline.ts';
import type { Said } from './acted.ts';

/** For the server's first answer. */
const ANSWER_MS = 15_000;
const TAB_MS = 3_000;

/** An address that is a file leaves the page as it is: it comes as a download. */
export async function navigate(page: Page, url: string, signal: AbortSignal): Promise<Said> {
  if (!isWebUrl(url))
    return refusal('page.navigation-failed', `"${url.slice(0, 200)}" is not an http or https address.`);
  return withSession(page, async session => {
    const stop = (): void => void session.send('Page.stopLoading').catch(() => {});
    const answers = watchAnswers(page, url);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { errorText, isDownload } = await within(ANSWER_MS, url, session.send('Page.navigate', { url }));
      if (signal.aborted && errorText !== undefined)
        return refusal('page.timeout', `${url} had not answered when the time was over.`);
      if (isDownload === true) return { changed: false, note: 'the address is a file' };
      if (errorText === 'net::ERR_ABORTED' && !answers.hasCome()) throw new Overtaken(url);
      return errorText === undefined
        ? undefined
        : refusal('page.navigation-failed', `${url} did not open: ${errorText}`);
    } catch (error) {
      stop();
      throw error;
    } finally {
      answers.stop();
      signal.removeEventListener('abort', stop);
    }
  });
}

/** The page went elsewhere by itself in the very moment in which it was to be left. */
export class Overtaken extends Error {
  constructor(url: string) {
    super(`${url} did not open: the page goes elsewhere by itself all the time.`);
  }
}

/** Whether a server answered: an address without content, or a file, is aborted too, and must not be asked for twice. */
function watchAnswers(page: Page, url: string): { hasCome(): boolean; stop(): void } {
  let hasCome = false;
  const asked = new URL(url).href.replace(/#.*/, '');
  const onResponse = (response: HTTPResponse): void => {
    const request = response.request();
    const [first = request] = request.redirectChain();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && first.url() === asked) hasCome = true;
  };
  page.on('response', onResponse);
  return { hasCome: () => hasCome, stop: () => void page.off('response', onResponse) };
}

export async function withSession<T>(page: Page, use: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await within(TAB_MS, 'the tab', page.createCDPSession());
  try {
    return await use(session);
  } finally {
    void session.detach().catch(() => {});
  }
}
