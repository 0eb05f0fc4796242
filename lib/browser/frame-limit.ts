/** Counts the frames of a page, so that one which nests them without end stays answerable. Refuses nothing itself. */

import type { CDPSession } from 'puppeteer-core';

/**
 * At once, in one page; those beyond stay empty. A look reads 16, busy news pages have some 60. Chromium itself ends at
 * 1,000: on the way there its one thread answers no question for seconds, and the page would be left as hung.
 */
const MAX_FRAMES = 100;

/** Asked when a frame asks for a document: whether that would be one too many. One that was in time may go on to others. */
export type IsTooMany = (frameId: string) => boolean;

export function limitFrames(session: CDPSession): IsTooMany {
  const frames = new Set<string>();
  const beyond = new Set<string>();
  const inside = new Map<string, Set<string>>();
  const empty = (frameId: string): void => {
    const within = inside.get(frameId) ?? [];
    inside.delete(frameId);
    for (const one of within) {
      frames.delete(one);
      beyond.delete(one);
      empty(one);
    }
  };
  session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
    const siblings = inside.get(parentFrameId) ?? new Set();
    inside.set(parentFrameId, siblings.add(frameId));
    if (!frames.has(frameId)) (frames.size < MAX_FRAMES ? frames : beyond).add(frameId);
  });
  // Of the frames in a document that is left Chromium says nothing.
  session.on('Page.frameNavigated', ({ frame }) => empty(frame.id));
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    empty(frameId);
    // One that swaps goes to a process of its own and is still one of the page's.
    if (reason === 'swap') return;
    frames.delete(frameId);
    beyond.delete(frameId);
    for (const siblings of inside.values()) siblings.delete(frameId);
  });
  return frameId => {
    // Another has left since.
    if (frames.size < MAX_FRAMES && beyond.delete(frameId)) frames.add(frameId);
    return beyond.has(frameId);
  };
}
