/** A trusted click on an element, where it is really hit. Says when it opens what no page shows. */

import type { KeyInput, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { oncePressed, within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { type Guard, guardPress } from './guard-press.ts';
import { pressChord } from './keyboard.ts';
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
  if (await within(CLICK_MS, 'the page', element.evaluate(takeFocusInCanvas))) {
    await pressChord(page, ['Enter']);
    return undefined;
  }
  const ready = await makeReady(page, element, how.at).catch(error => {
    // The page around it stays: nothing has come of anything.
    if (element.frame.detached) return refusal('page.ref-stale', 'Its frame left before it was pressed.');
    throw error;
  });
  if ('ok' in ready) return ready;
  const { spot, guard } = ready;
  const { button = 'left', count = 1, modifiers = [] } = how;
  let missed: Refusal | undefined;
  try {
    for (const key of modifiers) await within(CLICK_MS, 'the keyboard', page.keyboard.down(key satisfies KeyInput));
    await within(CLICK_MS, 'the click', page.mouse.click(spot.x, spot.y, { button, count }));
    // An alert at the press may swallow the release; where nothing is held this sends nothing.
    await within(CLICK_MS, 'the click', page.mouse.up({ button })).catch(() => {});
    missed = await guard.missed();
  } catch (error) {
    void guard.end();
    throw oncePressed(error);
  } finally {
    for (const key of modifiers.toReversed()) await page.keyboard.up(key).catch(() => {});
  }
  if (missed !== undefined) {
    await guard.end();
    return missed;
  }
  if (button !== 'left' || spot.opens === undefined) return undefined;
  const note = spot.opens === 'list' ? 'its options are chosen with select' : 'files are given with upload';
  return { changed: false, note };
}

async function makeReady(page: Page, element: Found, at: ClickHow['at']): Promise<Ready | Refusal> {
  const spot = await aim(page, element, at);
  if ('ok' in spot) return spot;
  return { spot, guard: await guardPress(page, element, spot.isCovered ? { x: spot.x, y: spot.y } : undefined) };
}

interface Ready {
  readonly spot: Aimed;
  readonly guard: Guard;
}

/** Controls in a canvas stand for what is drawn there, and hear the keyboard alone. Runs in the page. */
function takeFocusInCanvas(node: Element): boolean {
  if (!(node instanceof HTMLElement) || errand.parentOf(node)?.closest('canvas') == null) return false;
  node.focus();
  return document.activeElement === node;
}

interface Aimed extends Spot {
  /** By what the pointer brought up, each time: a veil over a tile that is clicked in its place. */
  readonly isCovered: boolean;
}

/** Brings the pointer over the element. On its way a menu may close and the page move: then it aims again. */
async function aim(page: Page, element: Found, offset: ClickHow['at']): Promise<Aimed | Refusal> {
  for (let attempt = 1; ; attempt += 1) {
    const spot = await pointAt(element, offset);
    if ('ok' in spot) return spot;
    await within(CLICK_MS, 'the mouse', page.mouse.move(spot.x, spot.y));
    // Seen from the tab, so only where the element is in its own frame.
    if (element.frame.parentFrame() !== null) return { ...spot, isCovered: false };
    const now = await within(CLICK_MS, 'the page', element.evaluate(whereIs, spot.x, spot.y));
    if (now === 'under' || (now === 'covered' && attempt === MAX_AIMS))
      return { ...spot, isCovered: now === 'covered' };
    if (attempt === MAX_AIMS)
      return refusal('page.not-interactable', 'The element moves away from the pointer; perhaps press Enter on it.');
  }
}

/** Where the element is, seen from the pointer. Runs in the page. */
function whereIs(aimed: Element, x: number, y: number): 'under' | 'covered' | 'elsewhere' {
  const node = errand.heirOf(aimed);
  const hit = errand.hitAt(x, y);
  // What it is in is hit beside it too.
  const isOn = hit === undefined || errand.isHitOn(hit, node);
  if (hit === undefined || (isOn && !hit.contains(node)) || hit === node) return 'under';
  const isOver = ({ left, top, right, bottom }: DOMRect): boolean => x >= left && y >= top && x < right && y < bottom;
  const labels = node instanceof HTMLInputElement ? [...(node.labels ?? [])] : [];
  const boxes = [node, ...labels].flatMap(one => [...one.getClientRects()]);
  // An area of a map has no box of its own, nor has what only holds others.
  if (boxes.length > 0 && !boxes.some(isOver)) return 'elsewhere';
  return isOn ? 'under' : 'covered';
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
