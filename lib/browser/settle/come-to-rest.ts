/** The waiting itself: for the document that is coming, for what it loads, for the last change. Bounded in all it waits for. */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';
import type { Calm } from '../in-page/pulse.ts';
import { answered, feel, startPulse } from './feel.ts';
import { nextEvent, type Traffic } from './traffic.ts';

const QUIET_MS = 30;
const MAX_IN_PAGE_MS = 1_000;
const MAX_QUIET_MS = 5_000;
const DOM_TIMEOUT_MS = 12_000;
/** Between two askings of a page whose document goes. */
const REPLACED_MS = 50;
/** A new document without a word is a frame for what its scripts will draw. */
const EMPTY_MS = 600;

export interface Resting {
  readonly page: Page;
  readonly traffic: Traffic;
  readonly frames: ReadonlySet<Frame>;
  readonly signal: AbortSignal;
  readonly late: Late;
}

/** How long a first change is waited for where there was none, and what counts as one. */
export type Late = Pick<Calm, 'lateMs' | 'awaited'>;

export interface Rested {
  readonly hung: boolean;
  readonly changes: number;
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
  for (;;) {
    if (traffic.navigation !== read || traffic.commits !== commits) {
      read = traffic.navigation;
      const state = await waitForDocument(resting);
      if (state === 'hung') return { hung: true, changes };
      if (traffic.commits > 0) lateMs = state === 'empty' ? EMPTY_MS : 0;
      commits = traffic.commits;
    }
    const calm: Calm = { quietMs: QUIET_MS, maxMs: MAX_IN_PAGE_MS, lateMs: 0, awaited };
    const felt = await Promise.all([...frames].map(frame => feel(frame, calm)));
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
    lateEnd ??= now + lateMs;
    if ((awaited === 'sights' ? sights : changes) > 0 || now >= lateEnd) return { hung: false, changes };
    // Handlers often wait a moment before they do something: for a first change, or a first request.
    const late: Calm = { ...calm, quietMs: 0, lateMs: lateEnd - now };
    await Promise.race([nextEvent(traffic, late.lateMs), ...[...frames].map(frame => feel(frame, late))]);
  }
}

/** Until the navigation that began is over: committed and read, or refused. A new document is felt from here on. */
async function waitForDocument({ page, traffic, signal }: Resting): Promise<'read' | 'empty' | 'hung'> {
  const end = performance.now() + DOM_TIMEOUT_MS;
  const isOpen = (): boolean =>
    traffic.navigation !== undefined &&
    traffic.commits === traffic.commitsBefore &&
    traffic.inFlight.has(traffic.navigation);
  while (isOpen() && performance.now() < end && !signal.aborted) await nextEvent(traffic, 250);
  while (performance.now() < end && !signal.aborted && !page.isClosed()) {
    const state = await answered(page.mainFrame(), realm => realm.evaluate(stateOfDocument), MAX_IN_PAGE_MS);
    if (state === 'hung') return 'hung';
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
