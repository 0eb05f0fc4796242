/** Pictures of a tab: the view, the whole page, one element; masked, sized, and for models marked. Leaves the page as it was. */

import type { Page } from 'puppeteer-core';
import type { Screenshot, ScreenshotOptions } from '../../agent/page.ts';
import { ErrandError, type Refusal } from '../../domain/errors.ts';
import type { Located } from '../act/element.ts';
import { within } from '../deadline.ts';
import type { ObservedFrame } from '../observe/walk-frames.ts';
import { realmOf } from '../realm.ts';
import { type Box, grown, outward, overlapOf } from './box.ts';
import { develop } from './develop.ts';
import { placeOf } from './frame-place.ts';
import { inView } from './framing.ts';
import type { Painter } from './painter.ts';
import { takeShot } from './take-shot.ts';
import { marksIn, type ViewMark } from './view-marks.ts';

/** The view is there already; what lies outside of it has to be drawn first. */
const TAKE_MS = { view: 7_000, more: 20_000 } as const;
const READ_MS = 2_500;
/** Around an element, in CSS px. */
const MARGIN = 8;
/** A larger element is drawn with its own pixels; in CSS px. */
const SMALL = { width: 640, height: 480 } as const;
/** As far as a whole page goes, in CSS px: for a person, and for a model that has to be able to read it. */
const MAX_HEIGHT = { person: 8_000, model: 3_000 } as const;
const MAX_WIDTH = 1_280;

export interface Camera {
  readonly page: Page;
  readonly painter: Painter;
  /** Of the newest observation. */
  readonly frames: readonly ObservedFrame[];
  readonly refs: readonly string[];
  readonly locate: (ref: string) => Promise<Located | Refusal>;
}

/** Throws `page.*`: a ref that is not there, a page that does not answer. Never gives a picture that is not masked. */
export function takePicture(camera: Camera, options: ScreenshotOptions): Promise<Screenshot> {
  const { ref, fullPage } = options;
  const picture =
    ref !== undefined
      ? ofElement(camera, options, ref)
      : fullPage
        ? ofWholePage(camera, options)
        : ofView(camera, options);
  const isView = ref === undefined && fullPage !== true;
  return within(isView ? TAKE_MS.view : TAKE_MS.more, 'the picture', picture);
}

async function ofView(camera: Camera, options: ScreenshotOptions): Promise<Screenshot> {
  const shot = await takeShot(camera.page, secretsOf(options));
  return develop(camera.painter, { shot, what: { kind: 'view' }, marks: await marksFor(camera, options) });
}

/** As it is laid out now: the page is not resized and not scrolled, so what it loads on scrolling is not there. */
async function ofWholePage(camera: Camera, options: ScreenshotOptions): Promise<Screenshot> {
  const { width, height } = (await readLayout(camera.page)).whole;
  const shown = Math.min(height, options.marks === true ? MAX_HEIGHT.model : MAX_HEIGHT.person);
  const cut = { left: 0, top: 0, width: Math.min(width, MAX_WIDTH), height: shown };
  const shot = await takeShot(camera.page, secretsOf(options), { aim: { cut, scale: 1 } });
  return develop(camera.painter, { shot, what: { kind: 'page', of: height }, marks: await marksFor(camera, options) });
}

async function ofElement(camera: Camera, options: ScreenshotOptions, ref: string): Promise<Screenshot> {
  const located = await camera.locate(ref);
  if (!located.ok) throw new ErrandError(located.code, located.detail);
  try {
    return await inView(located.frame, located.element, async () => {
      const { whole, seen, isCovered } = await placeIn(located);
      const { scroll, whole: document } = await readLayout(camera.page);
      const onPage = seen && { ...seen, left: seen.left + scroll.x, top: seen.top + scroll.y };
      const around = onPage && overlapOf(grown(onPage, MARGIN), { left: 0, top: 0, ...document });
      if (seen === undefined || around === undefined)
        throw new ErrandError('page.not-interactable', `${ref} shows nothing that could be pictured.`);
      const cut = bounded(outward(around));
      const scale = cut.width <= SMALL.width && cut.height <= SMALL.height ? 2 : 1;
      const shot = await takeShot(camera.page, secretsOf(options), { aim: { cut, scale } });
      const isCut = seen.width < whole.width - 2 || seen.height < whole.height - 2 || cut.height < around.height - 2;
      const marks = (await marksFor(camera, options))?.filter(mark => mark.ref !== ref);
      return develop(camera.painter, { shot, what: { kind: 'element', ref, isCut, isCovered }, marks });
    });
  } finally {
    void located.element.dispose().catch(() => {});
  }
}

const bounded = ({ left, top, width, height }: Box): Box => ({
  left,
  top,
  width: Math.min(width, MAX_WIDTH),
  height: Math.min(height, MAX_HEIGHT.model),
});

const marksFor = async (
  { page, frames, refs }: Camera,
  { marks }: ScreenshotOptions,
): Promise<readonly ViewMark[] | undefined> => (marks === true ? marksIn(page, frames, refs) : undefined);

const secretsOf = ({ secrets }: ScreenshotOptions) => ({ refs: secrets?.refs ?? [], texts: secrets?.texts ?? [] });

/** In CSS px. The document is at least as large as the view. */
function readLayout(page: Page) {
  const read = realmOf(page.mainFrame()).evaluate(() => {
    const { documentElement: root, body } = document;
    const height = Math.max(root.scrollHeight, body?.scrollHeight ?? 0, innerHeight);
    return {
      whole: { width: Math.max(root.clientWidth, root.scrollWidth), height },
      scroll: { x: scrollX, y: scrollY },
    };
  });
  return within(READ_MS, 'the page', read);
}

interface PlacedElement {
  readonly whole: Box;
  readonly seen: Box | undefined;
  readonly isCovered: boolean;
}

/** The element whole, and what of it shows in the tab, in px of the tab's view. A box that scrolls or a frame cuts it off; the view does not. */
async function placeIn({ frame, element }: Located): Promise<PlacedElement> {
  const read = realmOf(frame).evaluate(one => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return {
      whole: { left, top, width, height },
      seen: errand.spotBox(one),
      isCovered: errand.coveredBy(one) !== undefined,
      view: { width: innerWidth, height: innerHeight },
    };
  }, element);
  const { view, ...placed } = await within(READ_MS, 'the page', read);
  if (frame.parentFrame() === null || placed.seen === undefined) return placed;
  return { ...placed, seen: (await placeOf(frame, view))?.toTab(placed.seen) };
}
