/** Waits until a page has come to rest after an act. Armed before the act, bounded in all it waits for; no fixed sleep.
 *
 *   arm ── act ── 30 ms without a change, no request in flight ──▶ settled
 *            │         └── nothing has changed at all: 150 ms more for a first change
 *            └── a navigation began ──▶ its document is read ──▶ the same again, at most 5 s
 *
 * The page's own answer says that no navigation began: a document request is announced before the page answers what we asked after it.
 */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';
import { comeToRest, type Late, type Rested } from './settle/come-to-rest.ts';
import { feel, startBeside, startPulse } from './settle/feel.ts';
import { nextEvent, type Traffic, watchTraffic } from './settle/traffic.ts';

/** Nothing is loaded and nothing changes for so long: what a person calls ready. */
const STILL_MS = 500;
const MAX_FRAMES = 16;
const PROMPT: Late = { lateMs: 0, awaited: 'changes' };

export type { Late } from './settle/come-to-rest.ts';

export interface Settled {
  /** Another document has come, or the page shows another path. */
  readonly navigated: boolean;
  /** Something changed in the document, an input took a value, or the address has another query. */
  readonly changed: boolean;
  /** The page has answered nothing for 3 s: it must be left. */
  readonly hung: boolean;
  /** Where it was to go, but no answer came in time. */
  readonly unanswered: string | undefined;
  /** The page goes elsewhere all the time, by itself. */
  readonly restless: boolean;
  /** What the page's script sent to its site and got no good answer to, in words. */
  readonly lost: string | undefined;
  /** For the newest document, where one was asked for. */
  readonly request: HTTPRequest | undefined;
}

export interface Probe {
  settle(signal: AbortSignal, late: Late): Promise<Settled>;
  /** Instead of settling, where the page is known to be hung. */
  stop(): void;
}

export interface Armed {
  /** The frame that is acted in, where that is not the main one. */
  readonly touched: Frame | undefined;
  /** The frames that were seen: a link in one may open in another. */
  readonly seen: readonly Frame[];
}

export async function armProbe(page: Page, { touched = page.mainFrame(), seen }: Armed): Promise<Probe> {
  const before = page.url();
  const frames = new Set([page.mainFrame(), touched]);
  const beside = new Set(seen.filter(frame => frame.page() === page && !frame.detached && !frames.has(frame)));
  await Promise.all([...[...frames].map(frame => startPulse(frame)), ...[...beside].map(startBeside)]);
  const traffic = watchTraffic(page);
  return {
    stop: traffic.stop,
    async settle(signal, late) {
      try {
        const rested = await comeToRest({ page, traffic, frames, beside, signal, late });
        return settled(page, { before, traffic, rested });
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
        const rested = await comeToRest({ ...alone(page), traffic, signal, late: PROMPT });
        return { ...settled(page, { before, traffic, rested }), changed: true };
      } finally {
        traffic.stop();
      }
    },
  };
}

const alone = (page: Page) => ({ page, frames: new Set([page.mainFrame()]), beside: new Set<Frame>() });

function settled(
  page: Page,
  { before, traffic, rested }: { before: string; traffic: Traffic; rested: Rested },
): Settled {
  const now = page.url();
  return {
    navigated: traffic.commits > 0 || pathOf(now) !== pathOf(before),
    changed: rested.changes > 0 || now !== before,
    hung: rested.hung,
    unanswered: rested.unanswered,
    restless: rested.restless === true,
    lost: traffic.lost,
    request: traffic.navigation,
  };
}

/** What makes an address another page. Some sites keep their routes behind a `#`. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, hash } = new URL(url);
  return `${origin}${pathname}${/^#!?\//.test(hash) ? hash.replace(/\?.*/, '') : ''}`;
}

/** Until a new tab shows its first document; a tab that stays blank is blank. */
export async function untilRead(page: Page, ms: number): Promise<void> {
  const traffic = watchTraffic(page);
  const signal = AbortSignal.timeout(ms);
  try {
    if (page.url() === 'about:blank') await nextEvent(traffic, ms);
    await comeToRest({ ...alone(page), traffic, signal, late: PROMPT });
  } finally {
    traffic.stop();
  }
}

/** True once nothing was loaded and nothing changed for half a second; false where that did not come within `ms`. */
export async function comeToQuiet(page: Page, ms: number, signal: AbortSignal): Promise<boolean> {
  const traffic = watchTraffic(page);
  const end = performance.now() + ms;
  try {
    const frames = page.frames().slice(0, MAX_FRAMES);
    await Promise.all(frames.map(frame => startPulse(frame)));
    while (performance.now() < end && !signal.aborted && !page.isClosed()) {
      const maxMs = Math.min(1_000, end - performance.now());
      const felt = await Promise.all(frames.map(frame => feel(frame, { quietMs: STILL_MS, maxMs, ...PROMPT })));
      const isRestless = felt.some(one => one !== 'replaced' && (one === 'hung' || !one.isQuiet));
      if (!isRestless && traffic.inFlight.size === 0) return true;
      if (traffic.inFlight.size > 0) await nextEvent(traffic, Math.min(STILL_MS, end - performance.now()));
    }
    return false;
  } finally {
    traffic.stop();
  }
}
