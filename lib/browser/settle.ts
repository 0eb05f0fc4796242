/** Waits until a page has come to rest after an act. Armed before the act, bounded in all it waits for; no fixed sleep.
 *
 *   arm ── act ── 30 ms without a change, no request in flight ──▶ settled
 *            └── a navigation began ──▶ its document is read ──▶ the same again, at most 5 s
 *
 * The page's own answer says that no navigation began: a document request is announced before the page answers what we asked after it.
 */

import type { Frame, HTTPRequest, HTTPResponse, Page } from 'puppeteer-core';
import { isErrandError } from '../domain/errors.ts';
import { isInScript } from './busy.ts';
import { within } from './deadline.ts';
import { installIn } from './install-in.ts';
import { type Realm, realmOf } from './realm.ts';

const QUIET_MS = 30;
/** For one asking; a clock on the page never rests. */
const MAX_IN_PAGE_MS = 1_000;
const MAX_QUIET_MS = 5_000;
const DOM_TIMEOUT_MS = 12_000;
/** A page that answers nothing for so long is hung, not slow. */
const HUNG_MS = 3_000;
/** How long a page may take to lay out what it has. */
const LAYOUT_MS = 16_000;
const ARM_MS = 1_000;
/** Between two askings of a page whose document goes. */
const REPLACED_MS = 50;

export interface Settled {
  readonly navigated: boolean;
  /** Something changed in the document, or an input took a value. */
  readonly changed: boolean;
  /** The page has answered nothing for 3 s: it must be left. */
  readonly hung: boolean;
  /** Of the newest document, where one was fetched. */
  readonly response: HTTPResponse | undefined;
}

export interface Probe {
  settle(signal: AbortSignal): Promise<Settled>;
  /** Instead of settling, where the page is known to be hung. */
  stop(): void;
}

/** Kinds of request that change what a person sees. */
const WATCHED = new Set(['document', 'script', 'stylesheet', 'xhr', 'fetch']);

interface Traffic {
  readonly inFlight: Set<HTTPRequest>;
  navigation: HTTPRequest | undefined;
  committed: boolean;
  /** Ends the wait for the next event. */
  wake: () => void;
  stop(): void;
}

/** `touched` is the frame that is acted in, where that is not the main one. */
export async function armProbe(page: Page, touched: Frame = page.mainFrame()): Promise<Probe> {
  const before = page.url();
  const frames = new Set([page.mainFrame(), touched]);
  await Promise.all([...frames].map(startPulse));
  const traffic = watchTraffic(page);
  return {
    stop: traffic.stop,
    async settle(signal) {
      try {
        const { hung, changes } = await comeToRest({ page, traffic, frames, signal });
        const response = traffic.navigation?.response() ?? undefined;
        const navigated = traffic.committed || page.url() !== before;
        return { navigated, changed: changes > 0, hung, response };
      } finally {
        traffic.stop();
      }
    },
  };
}

/** For a page that a dialog holds: it can be asked nothing, so that only its traffic is watched. */
export function watchOnly(page: Page): Probe {
  const before = page.url();
  const traffic = watchTraffic(page);
  return {
    stop: traffic.stop,
    async settle(signal) {
      try {
        const { hung } = await comeToRest({ page, traffic, frames: new Set([page.mainFrame()]), signal });
        const navigated = traffic.committed || page.url() !== before;
        return { navigated, changed: true, hung, response: traffic.navigation?.response() ?? undefined };
      } finally {
        traffic.stop();
      }
    },
  };
}

/** Where the page cannot be armed it is hung or gone, which the act itself will find. */
async function startPulse(frame: Frame): Promise<void> {
  try {
    await installIn(frame);
    await within(
      ARM_MS,
      'the page',
      realmOf(frame).evaluate(() => errand.startPulse()),
    );
  } catch {
    // As above.
  }
}

function watchTraffic(page: Page): Traffic {
  const onRequest = (request: HTTPRequest): void => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      traffic.navigation = request;
      traffic.wake();
    }
    if (WATCHED.has(request.resourceType())) traffic.inFlight.add(request);
  };
  const onDone = (request: HTTPRequest): void => {
    traffic.inFlight.delete(request);
    traffic.wake();
  };
  const onNavigated = (frame: Frame): void => {
    if (frame !== page.mainFrame()) return;
    traffic.committed = true;
    traffic.wake();
  };
  const onClosed = (): void => traffic.wake();
  const traffic: Traffic = {
    inFlight: new Set(),
    navigation: undefined,
    committed: false,
    wake: () => {},
    stop: () =>
      void page
        .off('request', onRequest)
        .off('requestfinished', onDone)
        .off('requestfailed', onDone)
        .off('framenavigated', onNavigated)
        .off('close', onClosed),
  };
  page
    .on('request', onRequest)
    .on('requestfinished', onDone)
    .on('requestfailed', onDone)
    .on('framenavigated', onNavigated)
    .on('close', onClosed);
  return traffic;
}

interface Resting {
  readonly page: Page;
  readonly traffic: Traffic;
  readonly frames: ReadonlySet<Frame>;
  readonly signal: AbortSignal;
}

async function comeToRest(resting: Resting): Promise<{ hung: boolean; changes: number }> {
  const { page, traffic, frames, signal } = resting;
  let changes = 0;
  let read: HTTPRequest | undefined;
  const end = performance.now() + MAX_QUIET_MS;
  for (;;) {
    if (traffic.navigation !== read || (traffic.committed && read === undefined)) {
      read = traffic.navigation;
      if ((await waitForDocument(resting)) === 'hung') return { hung: true, changes };
    }
    const felt = await Promise.all([...frames].map(frame => feel(frame)));
    if (felt[0] === 'hung') return { hung: true, changes };
    changes = Math.max(changes, ...felt.map(one => (typeof one === 'number' ? one : 0)));
    const isBusy = traffic.inFlight.size > 0 || traffic.navigation !== read || felt[0] === 'replaced';
    if (!isBusy || performance.now() >= end || signal.aborted || page.isClosed()) return { hung: false, changes };
    if (traffic.inFlight.size > 0 || felt[0] === 'replaced') await nextEvent(traffic, REPLACED_MS);
  }
}

/** Until the navigation that began is over: committed and read, or refused. */
async function waitForDocument({ page, traffic, signal }: Resting): Promise<'read' | 'hung'> {
  const end = performance.now() + DOM_TIMEOUT_MS;
  const isOpen = (): boolean =>
    traffic.navigation !== undefined && !traffic.committed && traffic.inFlight.has(traffic.navigation);
  while (isOpen() && performance.now() < end && !signal.aborted) await nextEvent(traffic, 250);
  while (performance.now() < end && !signal.aborted && !page.isClosed()) {
    const state = await answered(page.mainFrame(), realm => realm.evaluate(() => document.readyState));
    if (state === 'hung') return 'hung';
    if (state === 'interactive' || state === 'complete') return 'read';
    await nextEvent(traffic, 20);
  }
  return 'read';
}

/** Until a new tab shows its first document; a tab that stays blank is blank. */
export async function untilRead(page: Page, ms: number): Promise<void> {
  const traffic = watchTraffic(page);
  const signal = AbortSignal.timeout(ms);
  try {
    if (page.url() === 'about:blank') await nextEvent(traffic, ms);
    await comeToRest({ page, traffic, frames: new Set([page.mainFrame()]), signal });
  } finally {
    traffic.stop();
  }
}

/** How many changes there were until the frame came to rest. A document that came meanwhile has no pulse yet: a short rest is enough. */
function feel(frame: Frame): Promise<number | 'hung' | 'replaced'> {
  return answered(frame, realm => realm.evaluate(rest, QUIET_MS, MAX_IN_PAGE_MS));
}

/** Lays the page out too: it must be for the look that follows, and here it may take its time. Runs in the page. */
async function rest(quietMs: number, maxMs: number): Promise<number> {
  const pause = (): Promise<number> => new Promise(resolve => setTimeout(() => resolve(0), quietMs));
  const changes = await (typeof errand === 'undefined' ? pause() : errand.untilQuiet(quietMs, maxMs));
  void document.documentElement?.getBoundingClientRect();
  return changes;
}

/** The frame's answer; `replaced` where its document went under the question. The realm is asked without waiting for a hung one. */
async function answered<Answer>(
  frame: Frame,
  question: (realm: Realm) => Promise<Answer>,
): Promise<Answer | 'hung' | 'replaced'> {
  if (frame.detached) return 'replaced';
  const answer = question(realmOf(frame));
  try {
    return await within(HUNG_MS + MAX_IN_PAGE_MS, 'the page', answer);
  } catch (error) {
    if (!isErrandError(error, 'page.timeout')) return 'replaced';
  }
  if (await isInScript(frame)) return 'hung';
  return within(LAYOUT_MS, 'the page', answer).catch(error =>
    isErrandError(error, 'page.timeout') ? 'hung' : 'replaced',
  );
}

function nextEvent(traffic: Traffic, ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    traffic.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
