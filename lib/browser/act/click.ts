/** A trusted click on an element: scrolled into view, at rest, hit-tested, and when covered, said by what. */

import type { KeyInput, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';

const CLICK_MS = 4_000;
/** A moving element is waited for, at most so long. */
const REST_MS = 500;

export type ClickHow = Pick<ActionOf<'click'>, 'button' | 'count' | 'modifiers' | 'at'>;

/** Where to point at an element, in CSS px of the tab's view. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export async function clickElement(page: Page, element: Found, how: ClickHow = {}): Promise<Refusal | undefined> {
  const point = await pointAt(element, how.at);
  if ('ok' in point) return point;
  const { button = 'left', count = 1, modifiers = [] } = how;
  try {
    for (const key of modifiers) await within(CLICK_MS, 'the keyboard', page.keyboard.down(key satisfies KeyInput));
    await within(CLICK_MS, 'the click', page.mouse.click(point.x, point.y, { button, count }));
  } finally {
    for (const key of modifiers.toReversed()) await page.keyboard.up(key).catch(() => {});
  }
  return undefined;
}

export async function hoverElement(page: Page, element: Found): Promise<Refusal | undefined> {
  const point = await pointAt(element);
  if ('ok' in point) return point;
  await within(CLICK_MS, 'the mouse', page.mouse.move(point.x, point.y));
  return undefined;
}

/** A point that hits the element, after scrolling to it; or why none does. */
export async function pointAt(element: Found, offset?: Point): Promise<Point | Refusal> {
  await within(CLICK_MS, 'scrolling', scrollIntoView(element));
  const spot = await within(CLICK_MS, 'the page', element.evaluate(findSpot, REST_MS, offset));
  switch (spot.kind) {
    case 'spot':
      return inTab(element, spot);
    case 'disabled':
      return refusal('page.not-interactable', 'The element is disabled.');
    case 'covered':
      return refusal('page.covered', `"${spot.by}" lies over the element.`);
    case 'no-area':
      return refusal('page.not-interactable', 'The element has no area that could be clicked.');
    default:
      return spot satisfies never;
  }
}

type Spot = ({ kind: 'spot' } & Point) | { kind: 'disabled' } | { kind: 'no-area' } | { kind: 'covered'; by: string };

/** Waits for the element to rest, then looks for a point of it that is under nothing else. Runs in the page. */
async function findSpot(node: Element, restMs: number, offset: Point | undefined): Promise<Spot> {
  if (node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true') return { kind: 'disabled' };
  const end = performance.now() + restMs;
  const place = (): string => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return `${left},${top},${width},${height}`;
  };
  for (let before = ''; before !== place() && performance.now() < end; ) {
    before = place();
    // Frames stop in a tab that is not drawn.
    await new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 50);
    });
  }
  if (offset !== undefined) {
    const { left, top } = node.getBoundingClientRect();
    return { kind: 'spot', x: left + offset.x, y: top + offset.y };
  }
  if (node instanceof HTMLAreaElement) {
    const image = document.querySelector(`img[usemap="#${CSS.escape(node.closest('map')?.name ?? '')}"]`);
    const coords = node.coords.split(',').map(Number);
    if (image === null || coords.length < 2) return { kind: 'no-area' };
    const { left, top } = image.getBoundingClientRect();
    const middle = (from: number): number => {
      const along = coords.filter((_, index) => index % 2 === from);
      return node.shape === 'circle' ? (along[0] ?? 0) : (Math.min(...along) + Math.max(...along)) / 2;
    };
    return { kind: 'spot', x: left + middle(0), y: top + middle(1) };
  }
  const points = errand.pointsOf(node);
  if (points.length === 0) return { kind: 'no-area' };
  const free = points.find(({ x, y }) => {
    const hit = errand.hitAt(x, y);
    return hit === undefined || errand.isHitOn(hit, node);
  });
  return free === undefined ? { kind: 'covered', by: errand.coveredBy(node) ?? '' } : { kind: 'spot', ...free };
}

/** The point seen from the tab, through all the frames the element is in. */
async function inTab(element: Found, { x, y }: Point): Promise<Point> {
  let point = { x, y };
  for (let frame = element.frame; frame.parentFrame() !== null; ) {
    const holder = await within(CLICK_MS, 'the frame', frame.frameElement());
    const parent = frame.parentFrame();
    if (holder === null || parent === null) break;
    const edge = await within(
      CLICK_MS,
      'the frame',
      holder.evaluate(node => {
        const { left, top } = node.getBoundingClientRect();
        const { borderLeftWidth, borderTopWidth, paddingLeft, paddingTop } = getComputedStyle(node);
        return {
          x: left + Number.parseFloat(borderLeftWidth) + Number.parseFloat(paddingLeft),
          y: top + Number.parseFloat(borderTopWidth) + Number.parseFloat(paddingTop),
        };
      }),
    );
    void holder.dispose().catch(() => {});
    point = { x: point.x + edge.x, y: point.y + edge.y };
    frame = parent;
  }
  return point;
}

/** Only where needed, and to the middle: sticky headers and footers lie at the edges. A frame out of view is brought along. */
export async function scrollIntoView(element: Found): Promise<void> {
  for (let frame = element.frame; frame.parentFrame() !== null; ) {
    const holder = await frame.frameElement();
    const parent = frame.parentFrame();
    if (holder === null || parent === null) break;
    await holder.evaluate(node => {
      const { top, bottom } = node.getBoundingClientRect();
      if (bottom < 80 || top > innerHeight - 80) node.scrollIntoView({ block: 'center', behavior: 'instant' });
    });
    void holder.dispose().catch(() => {});
    frame = parent;
  }
  await element.evaluate(node => {
    const { top, bottom, left, right } = node.getBoundingClientRect();
    const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    if (!isInside || errand.coveredBy(node) !== undefined)
      node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  });
}
