/** A trusted click on an element, where it is really hit. Says when it opens what no page shows. */

import type { KeyInput, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import type { Refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { pointAt, type Spot } from './point.ts';

const CLICK_MS = 4_000;
const MAX_AIMS = 3;

export type ClickHow = Pick<ActionOf<'click'>, 'button' | 'count' | 'modifiers' | 'at'>;

export async function clickElement(page: Page, element: Found, how: ClickHow = {}): Promise<Refusal | undefined> {
  const said = await click(page, element, how);
  return said !== undefined && 'ok' in said ? said : undefined;
}

/** As the model asks for it. */
export async function click(page: Page, element: Found, how: ClickHow): Promise<Said> {
  const spot = await aim(page, element, how.at);
  if ('ok' in spot) return spot;
  const { button = 'left', count = 1, modifiers = [] } = how;
  try {
    for (const key of modifiers) await within(CLICK_MS, 'the keyboard', page.keyboard.down(key satisfies KeyInput));
    await within(CLICK_MS, 'the click', page.mouse.click(spot.x, spot.y, { button, count }));
  } finally {
    for (const key of modifiers.toReversed()) await page.keyboard.up(key).catch(() => {});
  }
  if (button !== 'left' || spot.opens === undefined) return undefined;
  const note = spot.opens === 'list' ? 'its options are chosen with select' : 'files are given with upload';
  return { changed: false, note };
}

/** Brings the pointer over the element. On its way a menu may close and the page move: then it aims again. */
async function aim(page: Page, element: Found, offset: ClickHow['at']): Promise<Spot | Refusal> {
  for (let attempt = 1; ; attempt += 1) {
    const spot = await pointAt(element, offset);
    if ('ok' in spot) return spot;
    await within(CLICK_MS, 'the mouse', page.mouse.move(spot.x, spot.y));
    // Seen from the tab, so only where the element is in its own frame.
    if (attempt === MAX_AIMS || element.frame.parentFrame() !== null) return spot;
    if (await within(CLICK_MS, 'the page', element.evaluate(isUnder, spot.x, spot.y))) return spot;
  }
}

function isUnder(node: Element, x: number, y: number): boolean {
  const hit = errand.hitAt(x, y);
  return hit === undefined || errand.isHitOn(hit, node);
}

/** The pointer stays there: menus stay open. */
export async function hoverElement(page: Page, element: Found): Promise<Refusal | undefined> {
  const spot = await pointAt(element);
  if ('ok' in spot) return spot;
  // Two moves, because a pointer that is there already would enter nothing.
  await within(CLICK_MS, 'the mouse', page.mouse.move(spot.x + 1, spot.y + 1));
  await within(CLICK_MS, 'the mouse', page.mouse.move(spot.x, spot.y));
  return undefined;
}
