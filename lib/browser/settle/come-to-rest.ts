/** The waiting itself: for the document that is coming, for what it loads, for the last change. Bounded in all it waits for. */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';
import { isReplaced, within } from '../deadline.ts';
import type { Calm } from '../in-page/pulse.ts';
import { realmOf, sessionOf } from '../realm.ts';
import { answered, feel, hasStirred, startPulse } from './feel.ts';
import { nextEvent, type Traffic } from './traffic.ts';

const QUIET_MS = 30;
const MAX_IN_PAGE_MS = 1_000;
const MAX_QUIET_MS = 5_000;
/** For all documents that come one after the other. */
const DOM_TIMEOUT_MS = 12_000;
/** A page that goes on and on by itself is taken as it is after so many documents, and after so many that it asks for. */
const MAX_DOCUMENTS = 6;
const MAX_ASKED = 16;
/** Between two askings of a page whose document goes. */
const REPLACED_MS = 50;
/** For the document of a frame in the page. */
const FRAME_MS = 2_000;
/** A new document without a word is a frame for what its scripts will draw. */
const EMPTY_MS = 600;

export interface Resting {
  readonly page: Page;
  readonly traffic: Traffic;
  readonly frames: ReadonlySet<Frame>;
  /** Frames that the act is not in, but that may show what came of it. */
  readonly beside: ReadonlySet<Frame>;
  readonly signal: AbortSignal;
  readonly late: Late;
}

/** How long a first change is waited for where there was none, and what counts as one. */
export type Late = Pick<Calm, 'lateMs' | 'awaited'>;

export interface Rested {
  readonly hung: boolean;
  readonly changes: number;
  /** Where the page was to go, but no answer came in time; it stays. */
  readonly unanswered?: string;
  /** It goes elsewhere all the time, by itself. */
  readonly restless?: true;
}

export async function comeToRest(resting: Resting): Promise<Rested> {
  const { page, traffic, frames, signal } = resting;
  let changes = 0;
  let sights = 0;
  let read: HTTPRequest | undefined;
  let commits = 0;
  const { awaited } = resting.late;
  let { lateMs } = resting.late;
  let lateEnd: number | undefined;
  const end = performance.now() + MAX_QUIET_MS;
  const documentsEnd = performance.now() + DOM_TIMEOUT_MS;
  for (;;) {
    if (traffic.navigation !== read || traffic.commits !== commits) {
      if (traffic.commits >= MAX_DOCUMENTS) return { hung: false, changes, restless: true };
      read = traffic.navigation;
      const state = await waitForDocument(resting, documentsEnd);
      if (state === 'hung') return { hung: true, changes };
      if (state === 'unanswered') return { hung: false, changes, ...unansweredBy(traffic, read) };
      if (traffic.commits > 0) lateMs = state === 'empty' ? EMPTY_MS : 0;
      commits = traffic.commits;
    }
    const calm: Calm = { quietMs: QUIET_MS, maxMs: MAX_IN_PAGE_MS, lateMs: 0, awaited };
    const asking = Promise.all([...frames].map(frame => feel(frame, calm)));
    const felt = await unlessNavigating(traffic, read, asking);
    if (felt === undefined) continue;
    if (felt[0] === 'hung') return { hung: true, changes };
    const told = felt.filter(one => typeof one === 'object');
    changes = Math.max(changes, ...told.map(one => one.changes));
    sights = Math.max(sights, ...told.map(one => one.sights));
    const now = performance.now();
    if (now >= end || signal.aborted || page.isClosed()) return { hung: false, changes };
    if (traffic.navigation !== read || traffic.commits !== commits) continue;
    if (traffic.inFlight.size > 0 || felt[0] === 'replaced') {
      await nextEvent(traffic, REPLACED_MS);
      continue;
    }
    if (changes === 0 && (await hasChangedBeside(resting))) changes = 1;
    lateEnd ??= now + lateMs;
    if ((awaited === 'sights' ? sights : changes) > 0 || now >= lateEnd) return { hung: false, changes };
    // Handlers often wait a moment before they do something: for a first change, or a first request.
    const late: Calm = { ...calm, quietMs: 0, lateMs: lateEnd - now };
    await Promise.race([nextEvent(traffic, late.lateMs), ...[...frames].map(frame => feel(frame, late))]);
  }
}

const unansweredBy = ({ asked }: Traffic, read: HTTPRequest | undefined): Pick<Rested, 'unanswered' | 'restless'> => ({
  unanswered: read?.url() ?? '',
  ...(asked > MAX_ASKED ? { restless: true } : {}),
});

/** In a frame that was there before: another document, which is waited for, or a change in what it shows. */
async function hasChangedBeside({ traffic, frames, beside, signal }: Resting): Promise<boolean> {
  const moved = [...traffic.moved].filter(frame => frames.has(frame) || beside.has(frame));
  if (moved.length === 0) return (await Promise.all([...beside].map(hasStirred))).some(Boolean);
  const end = performance.now() + FRAME_MS;
  for (const frame of moved)
    while (performance.now() < end && !signal.aborted && (await isLoading(frame))) await nextEvent(traffic, 20);
  return true;
}

async function isLoading(frame: Frame): Promise<boolean> {
  if (frame.detached) return false;
  const asking = realmOf(frame).evaluate(() => document.readyState === 'loading');
  return within(FRAME_MS, 'the frame', asking).catch(isReplaced);
}

/** The answer, or undefined once a navigation began: until that is answered Chromium passes no question on to the page. */
async function unlessNavigating<Answer>(
  traffic: Traffic,
  read: HTTPRequest | undefined,
  asking: Promise<Answer>,
): Promise<Answer | undefined> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
    traffic.wake();
  };
  asking.then(over, over);
  while (!isOver && traffic.navigation === read) await nextEvent(traffic, MAX_QUIET_MS);
  return isOver ? asking : undefined;
}

/** Until the navigation that began is over: committed and read, or refused. A new document is felt from here on. */
async function waitForDocument(
  { page, traffic, signal }: Resting,
  end: number,
): Promise<'read' | 'empty' | 'hung' | 'unanswered'> {
  const isOpen = (): boolean =>
    traffic.navigation !== undefined &&
    traffic.commits === traffic.commitsBefore &&
    traffic.inFlight.has(traffic.navigation);
  while (isOpen() && traffic.asked <= MAX_ASKED && performance.now() < end && !signal.aborted)
    await nextEvent(traffic, 250);
  if (isOpen()) {
    await within(FRAME_MS, 'the page', sessionOf(page.mainFrame()).send('Page.stopLoading')).catch(() => {});
    return 'unanswered';
  }
  while (performance.now() < end && !signal.aborted && !page.isClosed()) {
    const state = await answered(page.mainFrame(), realm => realm.evaluate(stateOfDocument), MAX_IN_PAGE_MS);
    if (state === 'hung') return 'hung';
    // A document that broke off midway stays "loading" for ever.
    if (state === 'loading' && traffic.isBroken) return 'read';
    if (state === 'read' || state === 'empty') {
      if (traffic.commits > 0) await startPulse(page.mainFrame());
      return state;
    }
    await nextEvent(traffic, 20);
  }
  return 'read';
}

function stateOfDocument(): 'loading' | 'read' | 'empty' {
  if (document.readyState === 'loading') return 'loading';
  const { body } = document;
  if (body === null || body.querySelector('img, canvas, video, iframe, svg, input, embed, object') !== null)
    return 'read';
  return document.scripts.length > 0 && body.innerText.trim() === '' ? 'empty' : 'read';
}
