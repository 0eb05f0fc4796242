/** Searches the frames of the newest look for a text that no line has: what was too much to be walked. Changes nothing. */

import type { Target } from '../../domain/action.ts';
import { within } from '../deadline.ts';
import type { Line } from '../in-page/walked.ts';
import { installIn } from '../install-in.ts';
import type { ObservedFrame } from './walk-frames.ts';

const MAX_LINES = 40;
/** A text is looked for once, where a look is many: it may take longer. */
const MAX_SEARCH_MS = 4_000;
const SEARCH_DEADLINE_MS = 7_000;

export interface Searched {
  readonly lines: readonly Line[];
  readonly targets: readonly Target[];
  readonly nextRef: number;
  readonly hidden: number;
}

export async function searchFrames(frames: readonly ObservedFrame[], text: string, nextRef: number): Promise<Searched> {
  const lines: Line[] = [];
  const targets: Target[] = [];
  let next = nextRef;
  let hidden = 0;
  for (const { frame, prefix } of frames) {
    if (frame.detached) continue;
    const realm = await installIn(frame);
    const options = { nextRef: next, prefix, maxLines: MAX_LINES - lines.length, maxMs: MAX_SEARCH_MS };
    const found = await within(
      SEARCH_DEADLINE_MS,
      'the page',
      realm.evaluate((asked, given) => errand.searchPage(asked, given), text, options),
    );
    lines.push(...found.lines);
    const isMain = frame.parentFrame() === null;
    targets.push(...found.targets.map(target => (isMain ? target : { ...target, frameUrl: frame.url() })));
    next = found.nextRef;
    hidden += found.hidden;
    if (lines.length >= MAX_LINES) break;
  }
  return { lines, targets, nextRef: next, hidden };
}
