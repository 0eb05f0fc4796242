/** The durable locators of an element: its own frame's, and the way to that frame. Acts on nothing. */

import type { Frame } from 'puppeteer-core';
import { type FrameLocator, type Locators, withinLimit } from '../../domain/locator.ts';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import type { Found } from '../realm.ts';

const ASK_MS = 2_000;
const MAX_DEPTH = 8;

/** `element` is of the frame's isolated world. Throws where page or frame go meanwhile, as every call to a page may. */
export async function locatorsOf(frame: Frame, element: Found): Promise<Locators> {
  const realm = await installIn(frame);
  const [own, frames] = await Promise.all([
    within(
      ASK_MS,
      'the page',
      realm.evaluate(node => errand.locatorsOf(node), element),
    ),
    wayTo(frame),
  ]);
  return withinLimit({ frames, ...own });
}

/** Where it stands in the frame around it, and that one in the next, from the outermost on. */
export async function wayTo(frame: Frame): Promise<FrameLocator[]> {
  const way: FrameLocator[] = [];
  for (let at = frame; way.length < MAX_DEPTH; ) {
    const parent = at.parentFrame();
    if (parent === null) break;
    way.unshift(await placeOf(parent, at));
    at = parent;
  }
  return way;
}

/** Where a frame stands in its parent's document. */
export async function placeOf(parent: Frame, child: Frame): Promise<FrameLocator> {
  const element = await within(ASK_MS, 'the frame', child.frameElement());
  if (element === null) return { index: parent.childFrames().indexOf(child) };
  const realm = await installIn(parent);
  const adopted = await realm.transferHandle(element);
  try {
    return await within(
      ASK_MS,
      'the page',
      realm.evaluate(node => errand.framePlace(node), adopted),
    );
  } finally {
    void adopted.dispose().catch(() => {});
  }
}
