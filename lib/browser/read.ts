/** The text of a page with its frames, or of one element, as Markdown. Bounded; changes nothing. */

import type { Frame } from 'puppeteer-core';
import { within } from './deadline.ts';
import { installIn } from './install-in.ts';
import type { Found } from './realm.ts';

const MAX_CHARS = 200_000;
const MAX_FRAMES = 12;
/** Shorter texts of frames are counters and advertisements. */
const MIN_FRAME_CHARS = 20;
const READ_MS = 8_000;

export interface Read {
  readonly markdown: string;
  /** True where the end is missing. */
  readonly cut: boolean;
}

export function readElement(element: Found): Promise<Read> {
  return within(
    READ_MS,
    'the page',
    element.evaluate((node, limit) => errand.markdownOf(node, limit), MAX_CHARS),
  );
}

/** Frames come after the page they are in, for where in it they stand is not known here. */
export async function readFrames(main: Frame): Promise<Read> {
  const whole = await readFrame(main);
  let { markdown, cut } = whole;
  for (const frame of framesIn(main).slice(0, MAX_FRAMES)) {
    if (markdown.length >= MAX_CHARS) return { markdown: markdown.slice(0, MAX_CHARS), cut: true };
    if (!(await isShownFrame(frame))) continue;
    const inner = await readFrame(frame).catch(() => undefined);
    if (inner === undefined || inner.markdown.length < MIN_FRAME_CHARS) continue;
    markdown += `\n\n${inner.markdown}`;
    cut ||= inner.cut;
  }
  return { markdown, cut };
}

async function readFrame(frame: Frame): Promise<Read> {
  const realm = await installIn(frame);
  return within(
    READ_MS,
    'the page',
    realm.evaluate(limit => errand.markdownOf(null, limit), MAX_CHARS),
  );
}

function framesIn(frame: Frame): readonly Frame[] {
  return frame.childFrames().flatMap(child => [child, ...framesIn(child)]);
}

async function isShownFrame(frame: Frame): Promise<boolean> {
  try {
    const element = await within(READ_MS, 'the frame', frame.frameElement());
    if (element === null) return false;
    const isShown = await element.evaluate(node => {
      const { width, height } = node.getBoundingClientRect();
      return width > 20 && height > 20 && node.checkVisibility({ visibilityProperty: true });
    });
    await element.dispose();
    return isShown;
  } catch {
    return false;
  }
}
