/** Tells a double click from two clicks, as a browser does: soon after, at the same place, with the same button. Pure. */

import type { Button } from './inputs.ts';

export interface Pressed {
  readonly x: number;
  readonly y: number;
  readonly button: Button;
  /** In milliseconds. */
  readonly time: number;
}

export interface ClickCount extends Pressed {
  readonly clicks: 1 | 2 | 3;
}

const SOON_MS = 500;
const NEAR_PX = 5;

export function countClick(last: ClickCount | undefined, pressed: Pressed): ClickCount {
  const isAgain =
    last !== undefined &&
    last.button === pressed.button &&
    pressed.time - last.time < SOON_MS &&
    Math.hypot(pressed.x - last.x, pressed.y - last.y) < NEAR_PX;
  return { ...pressed, clicks: isAgain ? (last.clicks === 1 ? 2 : 3) : 1 };
}
