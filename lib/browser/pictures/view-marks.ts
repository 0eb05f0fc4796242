/** Where the elements of the newest observation stand in the tab's view, over all its frames. Draws nothing. */

import type { Page } from 'puppeteer-core';
import { within } from '../deadline.ts';
import type { ObservedFrame } from '../observe/walk-frames.ts';
import { realmOf } from '../realm.ts';
import type { Box } from './box.ts';
import { placeOf } from './frame-place.ts';

const MARK_MS = 1_500;
/** Below that a box is a speck that nobody could tell. */
const MIN_SIDE = 3;

export interface ViewMark {
  readonly ref: string;
  readonly box: Box;
}

/** In px of the view. A frame that does not answer has none. */
export async function marksIn(
  page: Page,
  frames: readonly ObservedFrame[],
  refs: readonly string[],
): Promise<readonly ViewMark[]> {
  const there = frames.filter(({ frame }) => !frame.detached && frame.page() === page);
  const found = await Promise.all(
    there.map(async ({ frame, prefix }) => {
      const own = refs.filter(ref => (/^f\d+/.exec(ref)?.[0] ?? '') === prefix);
      return own.length === 0 ? [] : marksOf(frame, own).catch(() => []);
    }),
  );
  return found.flat();
}

async function marksOf(frame: ObservedFrame['frame'], refs: readonly string[]): Promise<readonly ViewMark[]> {
  const { marked, view } = await within(
    MARK_MS,
    'the page',
    realmOf(frame).evaluate(
      given =>
        typeof errand === 'undefined'
          ? { marked: [], view: { width: 0, height: 0 } }
          : { marked: errand.markedBoxes(given), view: { width: innerWidth, height: innerHeight } },
      refs,
    ),
  );
  if (marked.length === 0) return [];
  const place = await placeOf(frame, view);
  return marked.flatMap(({ ref, box }) => {
    const shown = place?.toTab(box);
    return shown === undefined || shown.width < MIN_SIDE || shown.height < MIN_SIDE ? [] : [{ ref, box: shown }];
  });
}
