/** From a frame's own px to the tab's: through every frame it is in, turned, scaled or of another site. Changes nothing. */

import type { Frame } from 'puppeteer-core';
import { within } from '../deadline.ts';
import { sessionOf } from '../realm.ts';
import { around, type Box, boxOf, cornersOf, overlapOf, type Quad, throughQuad } from './box.ts';

const PLACE_MS = 1_200;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FramePlace {
  /** Where a box of this frame shows in the tab; undefined where the frame cuts it off. */
  toTab(box: Box): Box | undefined;
  /** The whole frame in the tab. */
  readonly whole: Box;
}

/** Undefined for a frame that shows nowhere. Throws where its place cannot be told. */
export async function placeOf(frame: Frame, view: Size | undefined): Promise<FramePlace | undefined> {
  const parent = frame.parentFrame();
  if (parent === null) {
    const size = view ?? { width: Number.MAX_SAFE_INTEGER, height: Number.MAX_SAFE_INTEGER };
    const whole = { left: 0, top: 0, ...size };
    return { whole, toTab: box => overlapOf(box, whole) };
  }
  const quad = await quadOf(frame, parent);
  if (quad === undefined) return undefined;
  // Chromium tells quads in px of the process's outermost frame; from there it is the next process's turn.
  let root = parent;
  for (let up = root.parentFrame(); up !== null && sessionOf(up) === sessionOf(root); up = root.parentFrame())
    root = up;
  const outer = await placeOf(root, root.parentFrame() === null ? undefined : await viewOf(root));
  const inRoot = boxOf(quad);
  const whole = outer?.toTab(inRoot);
  if (outer === undefined || whole === undefined) return undefined;
  const own = { left: 0, top: 0, width: view?.width ?? inRoot.width, height: view?.height ?? inRoot.height };
  return {
    whole,
    toTab(box) {
      const seen = overlapOf(box, own);
      return seen && outer.toTab(around(cornersOf(seen).map(corner => throughQuad(corner, quad, own))));
    },
  };
}

async function viewOf(frame: Frame): Promise<Size> {
  const metrics = await within(PLACE_MS, 'the frame', sessionOf(frame).send('Page.getLayoutMetrics'));
  const { clientWidth, clientHeight } = metrics.cssLayoutViewport;
  return { width: clientWidth, height: clientHeight };
}

/** Of the frame's content, without border and padding. */
async function quadOf(frame: Frame, parent: Frame): Promise<Quad | undefined> {
  const element = await within(PLACE_MS, 'the frame', frame.frameElement());
  if (element === null) return undefined;
  try {
    const { objectId } = element.remoteObject();
    if (objectId === undefined) return undefined;
    const box = sessionOf(parent).send('DOM.getBoxModel', { objectId });
    const { content } = (await within(PLACE_MS, 'the frame', box)).model;
    const [a, b, c, d, e, f, g, h] = content;
    return [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f ?? 0, g ?? 0, h ?? 0];
  } catch (error) {
    // A frame that is not displayed.
    if (/box model/i.test(String(error))) return undefined;
    throw error;
  } finally {
    void element.dispose().catch(() => {});
  }
}
