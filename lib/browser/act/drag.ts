/** Drags an element onto another, or by a distance: by mouse, so that pages hear pointer events and, where the element is draggable, drag events. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { type Point, pointAt } from './click.ts';

const DRAG_MS = 6_000;
/** Pages start a drag only after some way, and follow it move by move. */
const MOVES = 12;

export async function dragElement(
  page: Page,
  element: Found,
  where: { readonly to: Found } | { readonly by: Point },
): Promise<Refusal | undefined> {
  const from = await pointAt(element);
  if ('ok' in from) return from;
  const to = 'by' in where ? { x: from.x + where.by.x, y: from.y + where.by.y } : await placeOf(where.to);
  if (to === undefined)
    return refusal(
      'page.not-interactable',
      'The place to drop it is not in view together with it: scroll so that both are, or drag by a distance.',
    );
  const { mouse } = page;
  await within(DRAG_MS, 'the mouse', mouse.move(from.x, from.y));
  await within(DRAG_MS, 'the mouse', mouse.down());
  try {
    for (let move = 1; move <= MOVES; move += 1) {
      const part = move / MOVES;
      const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await within(DRAG_MS, 'the mouse', mouse.move(at.x, at.y));
    }
    // Once more on the spot: some pages take the place from the move before the last.
    await within(DRAG_MS, 'the mouse', mouse.move(to.x + 1, to.y));
    await within(DRAG_MS, 'the mouse', mouse.move(to.x, to.y));
  } finally {
    await within(DRAG_MS, 'the mouse', mouse.up());
  }
  return undefined;
}

/** The middle of what shows of it, without scrolling: that would take the dragged element away. */
async function placeOf(target: Found): Promise<Point | undefined> {
  const box = await within(DRAG_MS, 'the page', target.boundingBox());
  if (box === null) return undefined;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
