/** Scrolls the page, a box or a frame, and says where it is now. The scroll events are the browser's own, so pages that load more notice. */

import type { Frame, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { moveBox } from './move-box.ts';
import { pointAt } from './point.ts';

const SCROLL_MS = 5_000;
const MAX_FRAMES = 16;

type To = ActionOf<'scroll'>['to'];

export async function scroll(page: Page, element: Found | undefined, to: To): Promise<Said> {
  if (element !== undefined) return scrollFrom(page, element, to);
  if (to === 'here') return refusal('page.not-interactable', 'To scroll to an element, say which by its ref.');
  let frame = page.mainFrame();
  // A page may be no more than the frame that fills it.
  for (let depth = 0; depth < 3; depth += 1) {
    const realm = await installIn(frame);
    const moved = await within(SCROLL_MS, 'scrolling', realm.evaluate(moveBox, null, to));
    if (moved.kind === 'moved') return { ...moved, after: grownSince(frame, await heightOf(frame)) };
    const inner: Frame | undefined = moved.kind === 'frame' ? await largestFrame(frame) : undefined;
    if (inner === undefined) break;
    frame = inner;
  }
  const { width, height } = page.viewport() ?? { width: 1_280, height: 900 };
  return turnWheel(page, { x: width / 2, y: height / 2 }, to);
}

/** Below the end of a page that loads more there is more, a moment later. */
function grownSince(frame: Frame, before: number): () => Promise<string | undefined> {
  return async () => {
    const now = await heightOf(frame);
    return now > before + 50 ? `the page has grown since: ${now - before} px more to scroll` : undefined;
  };
}

async function heightOf(frame: Frame): Promise<number> {
  const realm = await installIn(frame);
  const asked = realm.evaluate(() => (document.scrollingElement ?? document.documentElement).scrollHeight);
  return within(SCROLL_MS, 'the page', asked);
}

async function scrollFrom(page: Page, element: Found, to: To): Promise<Said> {
  const moved = await within(SCROLL_MS, 'scrolling', element.evaluate(moveBox, to));
  if (moved.kind === 'moved') return moved;
  const point = await pointAt(element);
  return 'ok' in point ? { changed: false, note: 'nothing scrolls there' } : turnWheel(page, point, to);
}

/** What scrolls by a script of its own hears the wheel: maps, editors, pages that slide. */
async function turnWheel(page: Page, at: { x: number; y: number }, to: To): Promise<Said> {
  await within(SCROLL_MS, 'the mouse', page.mouse.move(at.x, at.y));
  const isFar = to === 'top' || to === 'bottom';
  const down = to === 'down' || to === 'bottom' ? 1 : to === 'up' || to === 'top' ? -1 : 0;
  const across = to === 'right' ? 1 : to === 'left' ? -1 : 0;
  const px = isFar ? 10_000 : 600;
  await within(SCROLL_MS, 'the wheel', page.mouse.wheel({ deltaX: across * px, deltaY: down * px }));
  return { changed: false, note: 'nothing scrolls here by itself; the wheel was turned' };
}

async function largestFrame(frame: Frame): Promise<Frame | undefined> {
  const sized = await Promise.all(
    frame
      .childFrames()
      .slice(0, MAX_FRAMES)
      .map(async child => ({ child, area: await areaOf(child) })),
  );
  const [largest] = sized.toSorted((one, other) => other.area - one.area);
  return largest !== undefined && largest.area > 0 ? largest.child : undefined;
}

async function areaOf(frame: Frame): Promise<number> {
  try {
    const realm = await installIn(frame);
    return await within(
      SCROLL_MS,
      'the frame',
      realm.evaluate(() => innerWidth * innerHeight),
    );
  } catch {
    return 0;
  }
}

/** To the first place that shows a text, in any frame and shadow root. */
export async function scrollToText(page: Page, text: string): Promise<Said> {
  for (const frame of page.frames().slice(0, MAX_FRAMES)) {
    if (frame.detached) continue;
    const note = await showText(frame, text).catch(error => {
      // A frame that goes or hangs has not the text; the page itself must answer.
      if (frame === page.mainFrame()) throw error;
      return undefined;
    });
    if (note !== undefined) return { changed: true, note };
  }
  return refusal('page.not-interactable', `The page does not show "${text}".`);
}

async function showText(frame: Frame, text: string): Promise<string | undefined> {
  const realm = await installIn(frame);
  const showing = realm.evaluate((wanted: string) => {
    const found = errand.elementWith(wanted);
    found?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    if (found === undefined) return undefined;
    const box = document.scrollingElement ?? document.documentElement;
    const end = Math.max(0, box.scrollHeight - innerHeight);
    const place = end === 0 ? '' : `, at ${Math.round(box.scrollTop)} of ${Math.round(end)} px`;
    return `the text is in the view${place}`;
  }, text);
  return within(SCROLL_MS, 'the page', showing);
}
