/** Holds every top-level navigation against the consent, redirects and popups included, before the request leaves. The egress proxy stays the wall behind it. */

import type { Browser, CDPSession, Protocol } from 'puppeteer-core';
import type { Refusal } from '../domain/errors.ts';
import { answerChallenges, type Challenge, type Credentials } from './basic-auth.ts';
import { messageOf, within } from './deadline.ts';
import { limitFrames } from './frame-limit.ts';

export type MayNavigate = (url: string) => Refusal | undefined;

export interface NavigationGuard {
  /** The target ids of the pages that are open, without those that were closed for going outside. */
  pages(): ReadonlySet<string>;
  /** Until a page that was to be left, for it is outside and was there already, is left; at most 3 s. */
  untilLeft(): Promise<void>;
  /** The newest refusal since it was last asked. */
  takeRefusal(): Refusal | undefined;
  /** The newest page that asked for a user name and password and got none that it took, since it was last asked. */
  takeChallenge(): Challenge | undefined;
}

export interface GuardOptions {
  readonly credentials?: Credentials;
  /** Called for each page before it runs; sends without waiting. */
  readonly onPage?: (session: CDPSession, targetId: string) => void;
  readonly onGone?: (targetId: string) => void;
}

const HARMLESS = /^about:(blank|srcdoc)/;
const WEB = /^https?:/;
/** Judged before it was asked for, or Chromium's own page in its place. */
const COMES_PAUSED = /^(https?:|about:(blank|srcdoc)|chrome-error:)/;
/** For a new page to ask for its first document or to become `about:blank`. */
const BEGIN_MS = 1_000;
/** For the page before one that is left at once. */
const LEAVE_MS = 3_000;
const STEER_MS = 20;
type Paused = Protocol.Fetch.RequestPausedEvent;
type Attached = Protocol.Target.AttachedToTargetEvent;

/**
 * Attaches to the browser, not to pages: Chromium then holds each new page before its first request until it is watched. Puppeteer's
 * own interception comes too late for a popup, and pauses every image where only documents matter.
 */
export async function openNavigationGuard(
  browser: Browser,
  mayNavigate: MayNavigate,
  { credentials, onPage, onGone }: GuardOptions = {},
): Promise<NavigationGuard> {
  let refused: Refusal | undefined;
  const pages = new Set<string>();
  const leaving = new Set<Promise<void>>();
  const challenges = answerChallenges(mayNavigate, credentials);
  const judge = (paused: Paused, isTop: boolean): Refusal | undefined => {
    const { url } = paused.request;
    // A frame may show another site's content, as pages do; only web addresses, though.
    if (HARMLESS.test(url) || (!isTop && WEB.test(url))) return undefined;
    return mayNavigate(url);
  };
  const close = (targetId: string): void => {
    pages.delete(targetId);
    void root.send('Target.closeTarget', { targetId }).catch(() => {});
  };
  /** A popup to an address that Chromium itself blocks (data:) stays for ever without any, and nobody else ever meets it. */
  const closeEmpty = async (targetId: string): Promise<void> => {
    const { targetInfo } = await root.send('Target.getTargetInfo', { targetId });
    if (targetInfo.url === '') close(targetId);
  };
  const watch = async (session: CDPSession, { targetInfo, waitingForDebugger }: Attached): Promise<void> => {
    const { targetId } = targetInfo;
    let isBlankPopup = targetInfo.openerId !== undefined;
    let hasBegun = false;
    const isTooMany = limitFrames(session);
    session.on('Fetch.requestPaused', paused => {
      const { requestId } = paused;
      if (paused.frameId === targetId) hasBegun = true;
      if (isTooMany(paused.frameId)) {
        void session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => {});
        return;
      }
      const refusal = judge(paused, paused.frameId === targetId);
      if (refusal === undefined) {
        if (paused.frameId === targetId) isBlankPopup = false;
        void session.send('Fetch.continueRequest', { requestId }).catch(() => {});
        return;
      }
      refused = refusal;
      // `Aborted`, because any other reason puts an error page in the place of the one the click was made on.
      void session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => {});
      if (isBlankPopup) close(targetId);
    });
    // What a page makes itself (blob:) is fetched by nobody and so never paused: it is left as soon as it is there.
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id === targetId) hasBegun = true;
      if (frame.id !== targetId || COMES_PAUSED.test(frame.url)) return;
      const refusal = mayNavigate(frame.url);
      if (refusal === undefined) return;
      refused = refusal;
      if (isBlankPopup) return close(targetId);
      // What cannot be left is closed.
      const gone = goBack(session).catch(() => close(targetId));
      leaving.add(gone);
      void gone.finally(() => leaving.delete(gone));
    });
    challenges.watch(session);
    // Sent in this order without waiting: a page that is held answers only once it runs.
    const enabled = session.send('Fetch.enable', {
      patterns: [{ resourceType: 'Document', requestStage: 'Request' }],
      handleAuthRequests: true,
    });
    void session.send('Page.enable').catch(() => {});
    onPage?.(session, targetId);
    if (waitingForDebugger) void session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
    await enabled;
    setTimeout(() => void (hasBegun ? undefined : closeEmpty(targetId).catch(() => {})), BEGIN_MS).unref();
  };
  const root = await browser.target().createCDPSession();
  const watching: Promise<void>[] = [];
  const targets = new Map<string, string>();
  root.on('Target.attachedToTarget', attached => {
    const { targetId } = attached.targetInfo;
    pages.add(targetId);
    targets.set(attached.sessionId, targetId);
    const session = root.connection()?.session(attached.sessionId);
    if (session === undefined || session === null) return;
    const done = watch(session, attached);
    done.catch(() => {});
    watching.push(done);
  });
  root.on('Target.detachedFromTarget', ({ sessionId }) => {
    const targetId = targets.get(sessionId);
    if (targetId === undefined) return;
    targets.delete(sessionId);
    pages.delete(targetId);
    onGone?.(targetId);
  });
  await root.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }, { exclude: true }],
  });
  // The first tab is watched before anything is asked of it: a failure here must not go unseen.
  await Promise.all(watching);
  return {
    pages: () => pages,
    untilLeft: async () => void (await Promise.all(leaving)),
    takeRefusal() {
      const taken = refused;
      refused = undefined;
      return taken;
    },
    takeChallenge: challenges.take,
  };
}

/** To the page before, or to an empty one, until that is there. */
async function goBack(session: CDPSession): Promise<void> {
  const there = Promise.withResolvers<void>();
  const onGone = ({ frame }: Protocol.Page.FrameNavigatedEvent): void => {
    if (frame.parentId === undefined && COMES_PAUSED.test(frame.url)) there.resolve();
  };
  session.on('Page.frameNavigated', onGone);
  try {
    await within(LEAVE_MS, 'the page', Promise.all([patiently(() => goToPageBefore(session)), there.promise]));
  } finally {
    session.off('Page.frameNavigated', onGone);
  }
}

/** While a tab changes from one process to another it cannot be steered: `Not attached to an active page`. */
async function patiently(go: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + LEAVE_MS; ; ) {
    try {
      return await go();
    } catch (error) {
      if (performance.now() >= end || !/active page/i.test(messageOf(error))) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, STEER_MS));
  }
}

async function goToPageBefore(session: CDPSession): Promise<void> {
  const { currentIndex, entries } = await session.send('Page.getNavigationHistory');
  const before = entries[currentIndex - 1];
  if (before === undefined) await session.send('Page.navigate', { url: 'about:blank' });
  else await session.send('Page.navigateToHistoryEntry', { entryId: before.id });
}
