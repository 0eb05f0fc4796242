/** Drags an element onto another, or by a distance: by mouse, so that pages hear pointer events and, where the element is draggable, drag events. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { guardPress } from './guard-press.ts';
import { type Point, pointAt, toTab } from './point.ts';

const DRAG_MS = 6_000;
/** Pages start a drag only after some way, and follow it move by move. */
const MOVES = 12;
/** The first moves lift the element; then its target may be brought into view. */
const LIFT_PX = 8;
/** A shorter way than this is a click, with all that a click does. */
const CLICK_PX = 4;

export type Where = { readonly to: Found } | { readonly by: Point };

export async function dragElement(page: Page, element: Found, where: Where): Promise<Refusal | undefined> {
  if ('by' in where && Math.hypot(where.by.x, where.by.y) < CLICK_PX)
    return refusal('page.not-interactable', `A drag of less than ${CLICK_PX} px is a click: click it instead.`);
  if ('to' in where) await within(DRAG_MS, 'the page', element.evaluate(bringBoth, where.to)).catch(() => {});
  const from = await pointAt(element);
  if ('ok' in from) return from;
  const refused = 'by' in where ? await refuseClick(element, where.by) : undefined;
  if (refused !== undefined) return refused;
  const { mouse } = page;
  const move = (to: Point): Promise<void> => within(DRAG_MS, 'the mouse', mouse.move(to.x, to.y));
  await move(from);
  const guard = await guardPress(page, element);
  let isOn = false;
  try {
    await within(DRAG_MS, 'the mouse', mouse.down());
    const missed = await guard.missed();
    if (missed !== undefined) return missed;
    isOn = true;
    const seen = 'by' in where ? { x: from.x + where.by.x, y: from.y + where.by.y } : await placeOf(where.to, from);
    await go(move, from, towards(from, seen ?? { x: from.x, y: from.y + LIFT_PX }, LIFT_PX), 3);
    // Scrolled to while it is held, as a person would with the wheel.
    const to = seen ?? ('to' in where ? await scrolledPlace(where.to, from) : undefined);
    if (to === undefined) {
      await move(from);
      return refusal('page.not-interactable', 'The element to drop it on cannot be brought into view.');
    }
    await go(move, towards(from, to, LIFT_PX), to, MOVES);
    // Once more on the spot: some pages take the place from the move before the last.
    await move({ x: to.x + 1, y: to.y });
    await move(to);
  } finally {
    await within(DRAG_MS, 'the mouse', mouse.up());
    if (!isOn) await guard.end();
  }
  return undefined;
}

async function go(move: (to: Point) => Promise<void>, from: Point, to: Point, moves: number): Promise<void> {
  for (let at = 1; at <= moves; at += 1)
    await move({ x: from.x + ((to.x - from.x) * at) / moves, y: from.y + ((to.y - from.y) * at) / moves });
}

function towards(from: Point, to: Point, px: number): Point {
  const way = Math.hypot(to.x - from.x, to.y - from.y);
  const part = way === 0 ? 0 : Math.min(1, px / way);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Both in the view at once where they fit. Runs in the page. */
function bringBoth(node: Element, to: Element): void {
  const boxes = [node, to].map(one => one.getBoundingClientRect());
  const top = Math.min(...boxes.map(box => box.top));
  const bottom = Math.max(...boxes.map(box => box.bottom));
  const left = Math.min(...boxes.map(box => box.left));
  const right = Math.max(...boxes.map(box => box.right));
  if (top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth) return;
  to.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  node.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const apart = { across: right - left, down: bottom - top };
  if (apart.down > innerHeight || apart.across > innerWidth) return;
  const now = [node, to].map(one => one.getBoundingClientRect());
  scrollBy({
    left: (Math.min(...now.map(box => box.left)) + Math.max(...now.map(box => box.right)) - innerWidth) / 2,
    top: (Math.min(...now.map(box => box.top)) + Math.max(...now.map(box => box.bottom)) - innerHeight) / 2,
    behavior: 'instant',
  });
}

/** Where to drop, without scrolling; undefined where that is out of view. What is dragged may lie over it, so nothing is hit-tested. */
async function placeOf(target: Found, from: Point): Promise<Point | undefined> {
  const place = await within(DRAG_MS, 'the page', target.evaluate(middleOf));
  if (place === undefined) return undefined;
  const { points } = await toTab(target.frame, [place.middle]);
  const [middle] = points;
  if (middle === undefined) return undefined;
  // A little past the middle, as seen from where it comes: what is sorted then takes that place.
  const { x, y } = middle;
  const isDown = Math.abs(y - from.y) >= Math.abs(x - from.x);
  return isDown
    ? { x, y: y + Math.sign(y - from.y) * Math.min(place.height * 0.2, 30) }
    : { x: x + Math.sign(x - from.x) * Math.min(place.width * 0.2, 30), y };
}

async function scrolledPlace(target: Found, from: Point): Promise<Point | undefined> {
  const scrolling = target.evaluate(node =>
    node.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' }),
  );
  await within(DRAG_MS, 'the page', scrolling);
  return placeOf(target, from);
}

/** The middle of what shows of it. Runs in the page. */
function middleOf(node: Element): { middle: Point; width: number; height: number } | undefined {
  const box = node.getBoundingClientRect();
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  if (right - left < Math.min(box.width, 8) || bottom - top < Math.min(box.height, 8)) return undefined;
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, width: right - left, height: bottom - top };
}

/** A button that sends a form is clicked by a drag that ends on it. */
async function refuseClick(element: Found, by: Point): Promise<Refusal | undefined> {
  const ends = await within(DRAG_MS, 'the page', element.evaluate(staysOnSubmit, by));
  return ends
    ? refusal('page.not-interactable', 'The drag would end on the button that it began on: click it instead.')
    : undefined;
}

function staysOnSubmit(node: Element, by: Point): boolean {
  const button = node.closest('button, input[type=submit], input[type=image]');
  if (!(button instanceof HTMLButtonElement || button instanceof HTMLInputElement)) return false;
  const { width, height } = button.getBoundingClientRect();
  return (
    /^(submit|image)$/.test(button.type) && button.form !== null && Math.abs(by.x) < width && Math.abs(by.y) < height
  );
}
