/** Counts the frames of a page, so that one which nests them without end stays answerable. Refuses nothing itself. */

import type { CDPSession } from 'puppeteer-core';

/**
 * At once, in one page; those beyond stay empty. A look reads 16, busy news pages have some 60. Chromium itself ends at
 * 1,000: on the way there its one thread answers no question for seconds, and the page would be left as hung.
 */
const MAX_FRAMES = 100;

/** Whether a document for this frame would be one too many. A frame that was in time may go on to other documents. */
export type IsTooMany = (frameId: string) => boolean;

export function limitFrames(session: CDPSession): IsTooMany {
  const frames = new Set<string>();
  const beyond = new Set<string>();
  session.on('Page.frameAttached', ({ frameId }) => {
    (frames.size < MAX_FRAMES ? frames : beyond).add(frameId);
  });
  // A frame that swaps goes to a process of its own and is still one of the page's.
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason === 'swap') return;
    frames.delete(frameId);
    beyond.delete(frameId);
  });
  return frameId => beyond.has(frameId);
}
