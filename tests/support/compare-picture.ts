/** Says whether two pictures look the same, and where they do not. Reads and writes no file. */

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export type Comparison =
  | { readonly same: true }
  | {
      readonly same: false;
      readonly why: string;
      /** What differs in red, where both have one size. */
      readonly diff?: Buffer;
    };

/**
 * Of a pixel's colour, 0 to 1, as pixelmatch measures it. At its usual 0.1 another accent would pass: all channels may move by 20 of 255.
 * At this one they may by 8: more than machines of one Chromium and one set of fonts differ, and more than the palettes do that the
 * pictures are kept in. Soft edges of letters are left out by pixelmatch itself.
 */
const COLOUR_TOLERANCE = 0.03;
/** Of all pixels that may differ: 34 of a phone's picture, about a sign of text. A moved line or another border is far more. */
const SHARE_TOLERANCE = 0.000_1;

export function comparePictures(actual: Buffer, accepted: Buffer): Comparison {
  const [now, then] = [PNG.sync.read(actual), PNG.sync.read(accepted)];
  const sizeOf = ({ width, height }: PNG): string => `${width} × ${height}`;
  if (sizeOf(now) !== sizeOf(then))
    return { same: false, why: `It is ${sizeOf(now)} pixels, and ${sizeOf(then)} were accepted.` };
  const { width, height } = now;
  const diff = new PNG({ width, height });
  const differing = pixelmatch(now.data, then.data, diff.data, width, height, { threshold: COLOUR_TOLERANCE });
  const most = Math.floor(width * height * SHARE_TOLERANCE);
  if (differing <= most) return { same: true };
  return { same: false, why: `${differing} pixels differ, and ${most} may.`, diff: PNG.sync.write(diff) };
}
