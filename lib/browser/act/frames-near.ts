/** The frames around an element and beside it, to which a press or a key may stray. Decides nothing. */

import type { Frame, Page } from 'puppeteer-core';
import { isReplaced, within } from '../deadline.ts';
import { contextIdOf, realmOf } from '../realm.ts';

const ASK_MS = 4_000;
const BESIDE_MS = 150;
const MAX_BESIDE = 16;

/** Innermost first. What is hit in them is not the frame that is meant. */
export function framesAround(frame: Frame): readonly Frame[] {
  const parent = frame.parentFrame();
  return parent === null ? [] : [parent, ...framesAround(parent)];
}

/** Those that may come over it: as many as a look reads. They belong to others: ask them `briefly`. */
export function framesBeside(page: Page, frames: readonly Frame[]): readonly Frame[] {
  const isBeside = (frame: Frame): boolean => !frames.includes(frame) && contextIdOf(realmOf(frame)) !== undefined;
  return page.frames().filter(isBeside).slice(0, MAX_BESIDE);
}

/** What it says in its own world; nothing where its document was replaced meanwhile, or nobody has looked at it and left our functions. */
export async function askIn<T>(frame: Frame, ask: () => T | undefined): Promise<T | undefined> {
  if (frame.detached) return undefined;
  return within(ASK_MS, 'the page', realmOf(frame).evaluate(ask)).catch(error => {
    if (isReplaced(error)) return undefined;
    throw error;
  });
}

/** None of them may hold an act up. */
export const briefly = <T>(call: Promise<T>): Promise<T | undefined> =>
  within(BESIDE_MS, 'the frame', call).catch(() => undefined);
