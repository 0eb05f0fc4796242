/** The active tab for people: pictures of it as it is now, and their hands on it. Shows the agent nothing. */

import { type Hands, type HandsOn, openHands } from './live/hands.ts';
import { type LivePicture, takeFrame } from './live/take-frame.ts';
import type { Painter } from './pictures/painter.ts';
import type { Shutter } from './pictures/shutter.ts';

export type { Hands } from './live/hands.ts';
export type { LivePicture } from './live/take-frame.ts';

export interface LivePage {
  /**
   * The view, masked: `texts` are values that were typed. Undefined where there is nothing to show now: a dialog holds the page, or
   * the agent looks at it. Throws where the page does not answer.
   */
  frame(texts: readonly string[]): Promise<LivePicture | undefined>;
  hands(): Hands;
}

export interface LiveParts extends HandsOn {
  readonly painter: Painter;
  readonly shutter: Shutter;
}

export function livePageOf(parts: LiveParts): LivePage {
  const { tabs, painter, shutter } = parts;
  return {
    async frame(texts) {
      if (!tabs.isAlive() || tabs.isLost() || tabs.dialog() !== undefined) return undefined;
      const page = tabs.active();
      return shutter.ifFree(async () => tabs.unlessDialog(tabs.unlessCrashed(takeFrame(page, painter, texts))));
    },
    hands: () => openHands(parts),
  };
}
