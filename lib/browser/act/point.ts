/** Where to point at an element, seen from the tab, through all the frames it is in; or why nowhere. Moves no mouse. */

import type { ElementHandle, Frame } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote } from './acted.ts';
import { findSpots, type Spots } from './find-spots.ts';

const POINT_MS = 4_000;
/** A moving, covered or disabled element is waited for, at most so long. */
const REST_MS = 500;
/** What scrolls in another process is seen here a little later. */
const FRAME_MS = 200;

/** In CSS px of the tab's view. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Spot extends Point {
  /** A click there opens what no page shows: a native list of options, or the choice of files. */
  readonly opens?: 'list' | 'files';
}

/** A point that hits the element, after scrolling to it. `offset` is from its top left. */
export async function pointAt(element: Found, offset?: Point): Promise<Spot | Refusal> {
  let hidden: string | undefined;
  // In a frame the element may be in view, and the frame not.
  for (const block of [undefined, 'center', 'end', 'start'] as const) {
    const looking = element.evaluate(findSpots, { ms: REST_MS, offset, block });
    const spots = await within(POINT_MS, 'the page', looking);
    if (spots.kind !== 'spots') return whyNowhere(spots);
    const seen = await toTab(element.frame, spots.points);
    const [point] = seen.points;
    if (point !== undefined) return { ...point, ...(spots.opens === undefined ? {} : { opens: spots.opens }) };
    hidden = seen.by ?? hidden;
  }
  return hidden === undefined
    ? refusal('page.not-interactable', 'The element is in a frame that cannot be brought into view.')
    : refusal('page.covered', `${quote(hidden)} lies over the element's frame.`);
}

function whyNowhere(spots: Exclude<Spots, { kind: 'spots' }>): Refusal {
  switch (spots.kind) {
    case 'disabled':
      return refusal('page.not-interactable', 'The element is disabled.');
    case 'covered':
      return refusal('page.covered', `${quote(spots.by)} lies over the element.`);
    case 'outside':
      return refusal('page.not-interactable', `The element is only ${spots.width} by ${spots.height} px.`);
    case 'no-area':
      return refusal('page.not-interactable', 'The element has no area that could be clicked.');
    default:
      return spots satisfies never;
  }
}

interface Seen {
  readonly points: readonly Point[];
  /** What lies over the frame. */
  readonly by?: string;
}

/** The points of a frame that can be hit from the tab. */
export async function toTab(frame: Frame, points: readonly Point[]): Promise<Seen> {
  let seen: Seen = { points };
  for (let inner = frame; seen.points.length > 0; ) {
    const parent = inner.parentFrame();
    const holder = parent === null ? null : await holderOf(inner, parent);
    if (parent === null || holder === null) break;
    const mapping = holder.evaluate(mapThrough, [...seen.points], FRAME_MS);
    seen = await within(POINT_MS, 'the frame', mapping).finally(() => void holder.dispose().catch(() => {}));
    inner = parent;
  }
  return seen;
}

/** In our own world: the page's may lie about boxes. */
async function holderOf(inner: Frame, parent: Frame): Promise<ElementHandle<Element> | null> {
  const owner = await within(POINT_MS, 'the frame', inner.frameElement());
  return owner === null ? null : within(POINT_MS, 'the frame', realmOf(parent).transferHandle(owner));
}

async function mapThrough(holder: Element, points: Point[], ms: number): Promise<Seen> {
  const end = performance.now() + ms;
  for (;;) {
    const box = holder.getBoundingClientRect();
    const style = getComputedStyle(holder);
    const scaleX = holder instanceof HTMLElement && holder.offsetWidth > 0 ? box.width / holder.offsetWidth : 1;
    const scaleY = holder instanceof HTMLElement && holder.offsetHeight > 0 ? box.height / holder.offsetHeight : 1;
    const inView = points
      .map(({ x, y }) => ({
        x: box.left + (holder.clientLeft + Number.parseFloat(style.paddingLeft) + x) * scaleX,
        y: box.top + (holder.clientTop + Number.parseFloat(style.paddingTop) + y) * scaleY,
      }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const free = inView.filter(({ x, y }) => errand.hitAt(x, y) === holder);
    if (free.length > 0) return { points: free };
    if (performance.now() >= end) {
      const [first] = inView;
      const over = first === undefined ? undefined : errand.hitAt(first.x, first.y);
      // A box that clips the frame is no cover.
      if (over === undefined || errand.holds(over, holder)) return { points: [] };
      return { points: [], by: errand.textOf(over, 60) || over.tagName.toLowerCase() };
    }
    await new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 50);
    });
  }
}
