/** From a shot to the picture that leaves: masks and marks in its pixels, painted elsewhere, told in a caption. Asks the page for nothing but marks. */

import type { Screenshot } from '../../agent/page.ts';
import { type Box, grown, outward, overlapOf } from './box.ts';
import { type Cut, captionOf } from './caption.ts';
import type { Painter } from './painter.ts';
import type { Shot } from './take-shot.ts';
import type { ViewMark } from './view-marks.ts';

const MAX_BYTES = 300_000;
const MAX_MARKS = 100;
const LABEL_PX = 12;
/** Bytes at the lowest quality, of those of the shot. */
const COARSEST = 0.28;
/** The share of a picture that a mark may fill. */
const MOST = 0.85;
/** Models shrink what is larger than theirs, and small type with it. */
const LONGEST = { model: 1_568, person: 8_000 } as const;
const WIDEST = 1_280;
/** Each is dark enough for white type. */
const COLOURS = ['#c2185b', '#1565c0', '#2e7d32', '#6a1b9a', '#bf360c', '#00695c', '#4e342e'] as const;

export interface Negative {
  readonly shot: Shot;
  readonly what: Cut;
  /** In px of the view; undefined where none are wanted. */
  readonly marks: readonly ViewMark[] | undefined;
}

export async function develop(painter: Painter, { shot, what, marks }: Negative): Promise<Screenshot> {
  const { scale, offset } = shot;
  const whole = { left: 0, top: 0, ...shot.size };
  const { width, height } = sizeOf(shot, marks === undefined ? 'person' : 'model');
  const toPicture = (box: Box): Box | undefined => {
    const shown = overlapOf(box, whole);
    const by = width / whole.width;
    return shown && { left: shown.left * by, top: shown.top * by, width: shown.width * by, height: shown.height * by };
  };
  const masks = shot.masks.flatMap(mask => toPicture(mask) ?? []).map(mask => outward(grown(mask, 1)));
  const all = (marks ?? []).flatMap(({ ref, box }) => {
    const shown = toPicture({ ...box, left: box.left + offset.x, top: box.top + offset.y });
    // What holds all of the picture would only be a frame around it.
    return shown === undefined || shown.width * shown.height > width * height * MOST ? [] : [{ ref, box: shown }];
  });
  const drawn = all
    .slice(0, MAX_MARKS)
    .map((mark, index) => ({ ...mark, colour: COLOURS[index % COLOURS.length] ?? COLOURS[0] }));
  const painted = await painter.paint({
    base64: shot.base64,
    mediaType: shot.mediaType,
    source: { width: whole.width * scale, height: whole.height * scale },
    width,
    height,
    masks,
    marks: drawn,
    labelPx: LABEL_PX,
    maxBytes: MAX_BYTES,
  });
  const caption = captionOf(what, {
    painted,
    shown: whole.height,
    hidden: masks.length,
    ...(marks === undefined ? {} : { marks: drawn.length, unmarked: all.length - drawn.length }),
  });
  return { mediaType: 'image/jpeg', bytes: Buffer.from(painted.base64, 'base64'), caption };
}

/** A shot too heavy for any quality is made smaller at once: encoding a long page again and again takes seconds. */
function sizeOf({ size, scale, base64, mediaType }: Shot, reader: keyof typeof LONGEST) {
  const { width, height } = size;
  const over = mediaType === 'image/jpeg' ? (base64.length * 0.75 * COARSEST) / MAX_BYTES : 1;
  const fit = over > 1.3 ? Math.max(0.3, Math.sqrt(1 / over)) : 1;
  const by = Math.min(scale, LONGEST[reader] / Math.max(width, height), WIDEST / width) * fit;
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}
