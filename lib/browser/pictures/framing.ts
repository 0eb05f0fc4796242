/** Brings an element into view for a picture, and puts back what is scrolled in every frame around it. Touches nothing else. */

import type { Frame } from 'puppeteer-core';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import { type Found, realmOf } from '../realm.ts';

const FRAME_MS = 2_000;

/** Calls with the element in view, and restores the page whatever comes of it. */
export async function inView<T>(frame: Frame, element: Found, call: () => Promise<T>): Promise<T> {
  const frames = framesAround(frame);
  for (const one of frames) {
    const realm = await installIn(one);
    await within(
      FRAME_MS,
      'the page',
      realm.evaluate(() => errand.holdScroll()),
    );
  }
  try {
    await within(
      FRAME_MS,
      'the page',
      realmOf(frame).evaluate(async one => {
        errand.bringIntoView(one);
        // What the page does when it is scrolled, such as loading a picture, begins with the next frame.
        await Promise.race([
          new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
          new Promise(resolve => setTimeout(resolve, 80)),
        ]);
      }, element),
    );
    return await call();
  } finally {
    // The outer frames first: what they scroll moves the inner ones only as a whole.
    for (const one of frames)
      await within(
        FRAME_MS,
        'the page',
        realmOf(one).evaluate(() => (typeof errand === 'undefined' ? undefined : errand.restoreScroll())),
      ).catch(() => {});
  }
}

/** Those it is in, outermost first, and itself. */
function framesAround(frame: Frame): readonly Frame[] {
  const parent = frame.parentFrame();
  return parent === null ? [frame] : [...framesAround(parent), frame];
}
