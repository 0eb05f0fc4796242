/** Waits until a page has come to rest after an act. Armed before the act, bounded in all it waits for; no fixed sleep.
 *
 *   arm ── act ──┬─ a navigation began? ──▶ its DOM is there ──▶ quiet
 *                └─ none within 60 ms ─────────────────────────▶ quiet
 *   quiet: no request in flight and no change of the document for 60 ms, at most 4 s
 */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';
import { within } from './deadline.ts';
import { realmOf } from './realm.ts';

const NAVIGATION_GRACE_MS = 60;
const DOM_TIMEOUT_MS = 12_000;
const QUIET_MS = 60;
const MAX_QUIET_MS = 4_000;
const MAX_IN_PAGE_MS = 1_500;

export interface Settled {
  readonly navigated: boolean;
}

export interface Probe {
  settle(signal: AbortSignal): Promise<Settled>;
}

/** Kinds of request that change what a person sees. */
const WATCHED = new Set(['document', 'script', 'stylesheet', 'xhr', 'fetch']);

export function armProbe(page: Page): Probe {
  const before = page.url();
  const inFlight = new Set<HTTPRequest>();
  let navigation: HTTPRequest | undefined;
  let committed = false;
  let wake = (): void => {};
  const onRequest = (request: HTTPRequest): void => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      navigation = request;
      wake();
    }
    if (WATCHED.has(request.resourceType())) inFlight.add(request);
  };
  const onDone = (request: HTTPRequest): void => {
    inFlight.delete(request);
    wake();
  };
  const onNavigated = (frame: Frame): void => {
    if (frame !== page.mainFrame()) return;
    committed = true;
    wake();
  };
  page
    .on('request', onRequest)
    .on('requestfinished', onDone)
    .on('requestfailed', onDone)
    .on('framenavigated', onNavigated);

  const changed = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const waitForNavigation = async (signal: AbortSignal): Promise<void> => {
    if (navigation === undefined && !committed) await changed(NAVIGATION_GRACE_MS);
    const end = performance.now() + DOM_TIMEOUT_MS;
    while (
      navigation !== undefined &&
      !committed &&
      inFlight.has(navigation) &&
      performance.now() < end &&
      !signal.aborted
    )
      await changed(250);
    if (navigation !== undefined || committed) await domIsThere(page, end - performance.now());
  };

  const waitForQuiet = async (signal: AbortSignal): Promise<void> => {
    const end = performance.now() + MAX_QUIET_MS;
    while (inFlight.size > 0 && performance.now() < end && !signal.aborted)
      await changed(Math.min(250, end - performance.now()));
    await documentIsQuiet(page);
  };

  return {
    async settle(signal) {
      try {
        await waitForNavigation(signal);
        await waitForQuiet(signal);
      } finally {
        page
          .off('request', onRequest)
          .off('requestfinished', onDone)
          .off('requestfailed', onDone)
          .off('framenavigated', onNavigated);
      }
      return { navigated: committed || page.url() !== before };
    },
  };
}

async function domIsThere(page: Page, ms: number): Promise<void> {
  const ready = page.waitForFunction(() => document.readyState !== 'loading', {
    timeout: Math.max(1, ms),
    polling: 50,
  });
  await ready.then(handle => handle.dispose()).catch(() => {});
}

/** Two frames and a short while without a change of the document; the page's own animations never end, so it is bounded. */
async function documentIsQuiet(page: Page): Promise<void> {
  const quiet = realmOf(page.mainFrame()).evaluate(
    (quietMs, maxMs) =>
      new Promise<void>(resolve => {
        const end = setTimeout(done, maxMs);
        let timer = setTimeout(done, quietMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        function done(): void {
          clearTimeout(end);
          clearTimeout(timer);
          observer.disconnect();
          resolve();
        }
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    QUIET_MS,
    MAX_IN_PAGE_MS,
  );
  // A document that is replaced meanwhile, or one that hangs, shows itself in the next observation.
  await within(MAX_IN_PAGE_MS + 1_000, 'the page', quiet).catch(() => {});
}
