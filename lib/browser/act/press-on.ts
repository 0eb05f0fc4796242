/** Presses at a spot, and only on what is meant there: what came under the pointer since the aim hears nothing. */

import type { Frame, MouseButton, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { isReplaced, within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote } from './acted.ts';
import type { Point } from './point.ts';

const PRESS_MS = 4_000;

export interface Press {
  readonly spot: Point;
  /** Something has lain there over the element all the while: it is pressed in its place. */
  readonly isCovered: boolean;
  readonly button: MouseButton;
  /** 2 is a double click. */
  readonly count: number;
}

export async function pressOn(page: Page, element: Found, press: Press): Promise<Refusal | undefined> {
  const { spot, button, count } = press;
  const around = framesAround(element.frame);
  const send = (going: Promise<unknown>): Promise<unknown> => within(PRESS_MS, 'the click', going);
  await send(
    Promise.all([element.evaluate(armFor, press.isCovered ? { ...spot } : undefined), ...around.map(armAround)]),
  );
  let missed: string | undefined;
  try {
    // Together, because Chromium holds a move back for the next picture.
    await send(Promise.all([page.mouse.move(spot.x, spot.y), page.mouse.down(pressOf(button, 1))]));
    const told = await Promise.all([element.frame, ...around].map(missedIn));
    missed = told.find(one => one !== undefined);
    await send(page.mouse.up(pressOf(button, 1)));
  } finally {
    if (missed !== undefined) for (const frame of [element.frame, ...around]) void endIn(frame);
  }
  if (missed !== undefined)
    return refusal('page.covered', `${quote(missed)} came over the element in the last moment, and was not pressed.`);
  for (let click = 2; click <= count; click += 1)
    await send(Promise.all([page.mouse.down(pressOf(button, click)), page.mouse.up(pressOf(button, click))]));
  return undefined;
}

/** What is hit in them is not the frame that is meant: a press in that is none in these. */
function framesAround(frame: Frame): readonly Frame[] {
  const parent = frame.parentFrame();
  return parent === null ? [] : [parent, ...framesAround(parent)];
}

const armFor = (node: Element, over: Point | undefined): void => errand.guardPress(node, over);
const armAround = (frame: Frame): Promise<void> => realmOf(frame).evaluate(() => errand.guardPress());

/** A document that the press itself replaced was hit well. */
async function missedIn(frame: Frame): Promise<string | undefined> {
  if (frame.detached) return undefined;
  const asking = realmOf(frame).evaluate(() => errand.missedPress());
  return within(PRESS_MS, 'the page', asking).catch(error => {
    if (isReplaced(error)) return undefined;
    throw error;
  });
}

async function endIn(frame: Frame): Promise<void> {
  await within(
    PRESS_MS,
    'the page',
    realmOf(frame).evaluate(() => errand.memory.guard?.end()),
  ).catch(() => {});
}

/** Puppeteer takes which click of a double click it is, and leaves it out of its published types. */
export const pressOf = (button: MouseButton, clickCount: number) => ({ button, clickCount });
