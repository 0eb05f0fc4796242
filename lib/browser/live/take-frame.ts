/** A picture of the view for those who watch: masked as every picture is, small enough for one message, and cheap. */

import type { Page } from 'puppeteer-core';
import { MAX_IMAGE_BYTES } from '../../domain/live-frame.ts';
import { within } from '../deadline.ts';
import { grown, outward, overlapOf } from '../pictures/box.ts';
import type { Painter } from '../pictures/painter.ts';
import { type Shot, takeShot } from '../pictures/take-shot.ts';

/** A page that takes longer is busy with something else. */
const FRAME_MS = 1_500;
const TITLE_MS = 300;
/** Of a view that is too heavy as it is. */
const SMALLER = 0.75;

export interface LivePicture {
  readonly url: string;
  readonly title: string;
  /** Of the view, in CSS px. */
  readonly width: number;
  readonly height: number;
  /** JPEG in base64. */
  readonly image: string;
}

/** `texts`: values that were typed and may show anywhere. Throws where nothing comes of it; never gives a picture that is not masked. */
export function takeFrame(page: Page, painter: Painter, texts: readonly string[]): Promise<LivePicture> {
  const take = async (): Promise<LivePicture> => {
    const shot = await takeShot(page, { refs: [], texts }, { isLight: true });
    const title = await within(TITLE_MS, 'the title', page.title()).catch(() => '');
    return { url: page.url(), title, ...shot.size, image: await imageOf(shot, painter) };
  };
  return within(FRAME_MS, 'the picture', take());
}

const bytesOf = (base64: string): number => Math.ceil(base64.length * 0.75);

/** What has nothing to hide and fits goes as Chromium made it: most pages, and no second process has to paint. */
async function imageOf({ base64, mediaType, size, scale, masks }: Shot, painter: Painter): Promise<string> {
  const fits = mediaType === 'image/jpeg' && bytesOf(base64) <= MAX_IMAGE_BYTES;
  if (fits && masks.length === 0) return base64;
  const by = fits || masks.length > 0 ? 1 : SMALLER;
  const whole = { left: 0, top: 0, ...size };
  const painted = await painter.paint({
    base64,
    mediaType,
    source: { width: size.width * scale, height: size.height * scale },
    width: Math.round(size.width * by),
    height: Math.round(size.height * by),
    masks: masks
      .flatMap(mask => overlapOf(mask, whole) ?? [])
      .map(({ left, top, width, height }) => ({
        ...{ left: left * by, top: top * by, width: width * by, height: height * by },
      }))
      .map(mask => outward(grown(mask, 1))),
    marks: [],
    labelPx: 12,
    maxBytes: MAX_IMAGE_BYTES,
  });
  return painted.base64;
}
