/** Every place of a tab that no picture may show, over all its frames, in px of its view. Changes nothing; paints nothing. */

import type { Frame } from 'puppeteer-core';
import { within } from '../deadline.ts';
import type { Secrets } from '../in-page/sensitive.ts';
import type { Bare } from '../in-page/sweep.ts';
import { installIn } from '../install-in.ts';
import { revealClosedRoots } from '../observe/closed-roots.ts';
import { type Box, grown } from './box.ts';
import { type FramePlace, placeOf } from './frame-place.ts';

const MEASURE_MS = 1_500;
/** The view of a frame of no process of its own is asked in turn; a page of more frames has them painted over whole. */
const MAX_FRAMES = 40;
const MAX_REVEALS = 3;

export interface BarePlaces {
  readonly masks: readonly Box[];
  /** A secret may have been elsewhere when the picture was taken. */
  readonly moved: boolean;
  readonly view: Bare['view'];
  readonly scroll: Bare['scroll'];
}

/** Begins to follow them. */
export function beginBare(main: Frame, secrets: Secrets): Promise<BarePlaces> {
  return placesIn(main, frame => begin(frame, secrets));
}

/** Ends it: all places since the beginning. */
export function endBare(main: Frame, secrets: Secrets): Promise<BarePlaces> {
  return placesIn(main, async frame => {
    const realm = await installIn(frame);
    return within(
      MEASURE_MS,
      'the page',
      realm.evaluate(given => errand.endSweep(given), secrets),
    );
  });
}

async function begin(frame: Frame, secrets: Secrets): Promise<Bare> {
  const realm = await installIn(frame);
  for (let round = 1; ; round += 1) {
    const bare = await within(
      MEASURE_MS,
      'the page',
      realm.evaluate(given => errand.beginSweep(given), secrets),
    );
    if (bare.hosts === 0 || round > MAX_REVEALS || !(await revealClosedRoots(frame))) return bare;
  }
}

/** A frame that does not answer is painted over whole; a main frame that does not answer is no picture. */
async function placesIn(main: Frame, measure: (frame: Frame) => Promise<Bare>): Promise<BarePlaces> {
  const frames = [main, ...descendants(main)];
  const [whole, ...bares] = await Promise.all([
    measure(main),
    ...frames.slice(1).map((frame, index) => (index < MAX_FRAMES ? measure(frame).catch(() => undefined) : undefined)),
  ]);
  const masks: Box[] = [...whole.boxes];
  let { moved } = whole;
  const movedFrames: Box[] = [];
  const inside = frames.slice(1).map(async (frame, index) => {
    const bare = bares[index];
    if (bare !== undefined && bare.boxes.length === 0 && bare.frames.length === 0) return;
    const place = await safePlace(frame, bare?.view);
    if (place === undefined) return;
    if (bare === undefined) {
      masks.push(place.whole);
      return;
    }
    const shown = bare.boxes.flatMap(box => place.toTab(box) ?? []);
    masks.push(...shown);
    movedFrames.push(...bare.frames.flatMap(box => place.toTab(box) ?? []));
    moved ||= bare.moved && bare.boxes.length > 0;
    if (shown.length === 0) return;
    // What carries a secret and moved itself may have shown it anywhere on its way.
    const carriers = whole.frames.filter(hull => shown.some(box => isNear(box, hull)));
    if (carriers.length > 0) moved = true;
    masks.push(...carriers);
  });
  await Promise.all(inside);
  if (movedFrames.length > 0 && masks.length > whole.boxes.length) {
    moved = true;
    masks.push(...movedFrames);
  }
  return { masks: masks.map(mask => grown(mask, 1)), moved, view: whole.view, scroll: whole.scroll };
}

/** A frame that left meanwhile is nowhere. One whose place is not told, though it is there, is an error: then there is no picture. */
async function safePlace(frame: Frame, view: Bare['view'] | undefined): Promise<FramePlace | undefined> {
  try {
    return await placeOf(frame, view);
  } catch (error) {
    if (frame.detached) return undefined;
    throw error;
  }
}

const isNear = (box: Box, hull: Box): boolean =>
  box.left < hull.left + hull.width + 2 &&
  box.top < hull.top + hull.height + 2 &&
  box.left + box.width > hull.left - 2 &&
  box.top + box.height > hull.top - 2;

const descendants = (frame: Frame): readonly Frame[] =>
  frame.childFrames().flatMap(child => [child, ...descendants(child)]);
