/** One shot of a tab, with every secret place measured before and after it. What moved meanwhile is shot again. Paints nothing. */

import type { Page } from 'puppeteer-core';
import { ErrandError } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Secrets } from '../in-page/sensitive.ts';
import { sessionOf } from '../realm.ts';
import { type BarePlaces, beginBare, endBare } from './bare-places.ts';
import { type Box, grown } from './box.ts';

const SHOT_MS = 8_000;
const MAX_SHOTS = 3;
/** Around what moves on and on: the compositor may be some frames ahead of the page. In CSS px. */
const MOVING_PX = 12;
/** Above that a PNG takes a second and JPEG a tenth; in px of the shot. */
const MAX_PNG_PX = 2_600_000;

/** A part of the document, in whole CSS px from its top left; also what lies outside of the view. */
export interface Aim {
  readonly cut: Box;
  /** 2 draws it with twice the pixels: type is drawn finer, not blown up. */
  readonly scale: 1 | 2;
}

export interface Shot {
  readonly base64: string;
  readonly mediaType: 'image/png' | 'image/jpeg';
  /** In CSS px; the shot has `scale` times as many. */
  readonly size: { readonly width: number; readonly height: number };
  readonly scale: 1 | 2;
  /** In CSS px from the top left of the shot. */
  readonly masks: readonly Box[];
  /** From the view's px to the shot's. */
  readonly offset: { readonly x: number; readonly y: number };
}

/** For those who watch: the view as JPEG where nothing is hidden in it, and what moves without secrets is not taken again. */
const LIGHT_QUALITY = 45;

export interface ShotOptions {
  readonly aim?: Aim | undefined;
  readonly isLight?: boolean;
}

/** The view without an aim. Throws `page.timeout` where the page does not answer. */
export async function takeShot(
  page: Page,
  secrets: Secrets,
  { aim, isLight = false }: ShotOptions = {},
): Promise<Shot> {
  const main = page.mainFrame();
  for (let attempt = 1; ; attempt += 1) {
    const before = await beginBare(main, secrets);
    const size = aim?.cut ?? before.view;
    const scale = aim?.scale ?? 1;
    // A coarse JPEG smears what is under a mask out of it.
    const isCoarse = isLight && before.masks.length === 0;
    const format = isCoarse || size.width * size.height * scale * scale > MAX_PNG_PX ? 'jpeg' : 'png';
    const { data } = await within(
      SHOT_MS,
      'the screenshot',
      sessionOf(main).send('Page.captureScreenshot', {
        format,
        optimizeForSpeed: true,
        ...(format === 'jpeg' ? { quality: isCoarse ? LIGHT_QUALITY : 92 } : {}),
        ...(aim === undefined
          ? {}
          : {
              clip: { x: aim.cut.left, y: aim.cut.top, ...sizeOf(aim.cut), scale },
              captureBeyondViewport: isBeyond(before, aim),
            }),
      }),
    );
    const after = await endBare(main, secrets);
    const moved = before.moved || after.moved || hasShifted(before, after);
    const masks = [before, after].flatMap(places => masksIn(places, aim));
    if (isCoarse && masks.length > 0) {
      if (attempt < MAX_SHOTS) continue;
      throw new ErrandError('page.timeout', 'What is secret on the page comes and goes.');
    }
    if (moved && !isCoarse && attempt < MAX_SHOTS) continue;
    return {
      base64: data,
      mediaType: `image/${format}`,
      size: sizeOf(size),
      scale,
      masks: distinct(moved ? masks.map(mask => grown(mask, MOVING_PX)) : masks),
      offset: offsetOf(after, aim),
    };
  }
}

const sizeOf = ({ width, height }: Shot['size']): Shot['size'] => ({ width, height });

/** Chromium draws what is fixed in the view elsewhere then: asked for only where the view does not hold it. */
const isBeyond = ({ scroll, view }: BarePlaces, { cut }: Aim): boolean =>
  cut.left < scroll.x ||
  cut.top < scroll.y ||
  cut.left + cut.width > scroll.x + view.width ||
  cut.top + cut.height > scroll.y + view.height;

const hasShifted = (one: BarePlaces, other: BarePlaces): boolean =>
  one.scroll.x !== other.scroll.x ||
  one.scroll.y !== other.scroll.y ||
  one.view.width !== other.view.width ||
  one.view.height !== other.view.height;

const offsetOf = ({ scroll }: BarePlaces, aim: Aim | undefined): Shot['offset'] =>
  aim === undefined ? { x: 0, y: 0 } : { x: scroll.x - aim.cut.left, y: scroll.y - aim.cut.top };

function masksIn(places: BarePlaces, aim: Aim | undefined): readonly Box[] {
  const { x, y } = offsetOf(places, aim);
  return places.masks.map(mask => ({ ...mask, left: mask.left + x, top: mask.top + y }));
}

function distinct(boxes: readonly Box[]): readonly Box[] {
  const seen = new Map(boxes.map(box => [[box.left, box.top, box.width, box.height].map(Math.round).join(), box]));
  return [...seen.values()];
}
