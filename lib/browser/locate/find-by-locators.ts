/** Finds an element again by its locators, through frames and shadow roots. Says what is wrong where it is not sure; acts on nothing. */

import type { Frame, JSHandle, Page } from 'puppeteer-core';
import type { FrameLocator, Locator, Locators } from '../../domain/locator.ts';
import { within } from '../deadline.ts';
import type { NotLocated, Verdict } from '../in-page/find-located.ts';
import { installIn } from '../install-in.ts';
import { revealClosedRoots } from '../observe/closed-roots.ts';
import type { Found, Realm } from '../realm.ts';
import { placeOf } from './locators-of.ts';

const FIND_MS = 3_000;
const MAX_FRAMES = 40;
/** Closed roots in closed roots come to light one round at a time. */
const MAX_REVEALS = 4;

export interface Rediscovered {
  readonly ok: true;
  readonly frame: Frame;
  /** Of the frame's isolated world; the caller disposes of it. */
  readonly element: Found;
  /** The candidate that found it. */
  readonly by: Locator;
  /** Those that found nothing, several, or another element. */
  readonly disagreed: readonly Locator[];
  /** What it is now. */
  readonly now: { readonly role: string; readonly name: string };
  /** True where the best candidate failed, or role or name changed: worth a word, and new locators. */
  readonly healed: boolean;
}

/**
 * `gone`: nothing fits. `hidden`: it is there, not shown. `changed`: what is in its place is called otherwise. `elsewhere`: its
 * row or card is gone, and what is in its place belongs to another. `ambiguous`: several fit. `frame-gone`: its frame is.
 */
export interface NotRediscovered {
  readonly ok: false;
  readonly why: NotLocated | 'frame-gone';
}

export async function findByLocators(page: Page, locators: Locators): Promise<Rediscovered | NotRediscovered> {
  let frame = page.mainFrame();
  for (const wanted of locators.frames) {
    const child = await childAt(frame, wanted);
    if (child === undefined) return { ok: false, why: 'frame-gone' };
    frame = child;
  }
  const realm = await installIn(frame);
  if (locators.hosts.length > 0) await reveal(frame, realm);
  const asked = realm.evaluateHandle(given => errand.findLocated(given), locators);
  const verdict: JSHandle<Verdict> = await within(FIND_MS, 'the page', asked);
  try {
    const { judged, why } = await verdict.evaluate(({ judged, why }) => ({ judged, why }));
    const element = (await verdict.getProperty('element')).asElement();
    const by = judged === undefined ? undefined : locators.candidates[judged.by];
    if (judged === undefined || by === undefined || element === null) return { ok: false, why: why ?? 'gone' };
    const { role, name } = locators.seen;
    return {
      ok: true,
      frame,
      element: element as Found,
      by,
      disagreed: judged.disagreed.flatMap(at => locators.candidates[at] ?? []),
      now: judged.now,
      healed: judged.by > 0 || judged.now.role !== role || judged.now.name !== name,
    };
  } finally {
    void verdict.dispose().catch(() => {});
  }
}

/** A new document's closed roots are not known before it was looked at. */
async function reveal(frame: Frame, realm: Realm): Promise<void> {
  for (let round = 0; round < MAX_REVEALS; round += 1) {
    const hosts = await within(
      FIND_MS,
      'the page',
      realm.evaluate(() => errand.noteHosts()),
    );
    if (hosts === 0 || !(await revealClosedRoots(frame))) return;
  }
}

/** The child frame that fits best: what it is called first, where it is from, then which one it is. */
async function childAt(parent: Frame, wanted: FrameLocator): Promise<Frame | undefined> {
  const places = await Promise.all(
    parent
      .childFrames()
      .slice(0, MAX_FRAMES)
      .map(async child => {
        const place = await placeOf(parent, child).catch(() => undefined);
        return place === undefined ? [] : [{ child, place }];
      }),
  );
  let left = places.flat();
  let isTold = false;
  for (const key of ['name', 'title', 'src'] as const) {
    const fitting = left.filter(({ place }) => wanted[key] !== undefined && place[key] === wanted[key]);
    if (fitting.length === 0) continue;
    left = fitting;
    isTold = true;
  }
  if (left.length === 1 && isTold) return left[0]?.child;
  const isNamed = wanted.name !== undefined || wanted.title !== undefined;
  return left.find(
    ({ place }) => place.index === wanted.index && (isTold || (!isNamed && originOf(place) === originOf(wanted))),
  )?.child;
}

/** Paths of widgets change with each visit, sites do not. Without an origin it is the parent's. */
function originOf({ src }: FrameLocator): string | undefined {
  return src === undefined ? undefined : /^https?:\/\/[^/]*/.exec(src)?.[0];
}
