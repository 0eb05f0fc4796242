/** From a ref to the element, or to what the model must know when there is none. Touches nothing. */

import type { Frame, JSHandle, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { ObservedFrame } from '../observe/walk-frames.ts';
import { type Found, realmOf } from '../realm.ts';

export interface Located {
  readonly ok: true;
  readonly element: Found;
  readonly frame: Frame;
}

const FIND_MS = 3_000;

/** `page.ref-unknown` for a ref never given, `page.ref-stale` for one whose element went or changed. */
export async function locate(page: Page, frames: readonly ObservedFrame[], ref: string): Promise<Located | Refusal> {
  const prefix = /^f\d+/.exec(ref)?.[0] ?? '';
  const frame = frames.find(observed => observed.prefix === prefix)?.frame;
  if (frames.some(observed => observed.frame.page() !== page))
    return refusal('page.ref-stale', `${ref} was seen in another tab.`);
  if (frame === undefined || frame.detached) return refusal('page.ref-stale', `The frame of ${ref} is gone.`);
  const realm = realmOf(frame);
  // In one call: between two of them the page may draw itself anew.
  const finding: Promise<JSHandle<unknown>> = realm.evaluateHandle(findNow, ref);
  const handle = await within(FIND_MS, 'the page', finding);
  const element = handle.asElement();
  if (element !== null) return { ok: true, element: element as Found, frame };
  const state = String(await within(FIND_MS, 'the page', handle.jsonValue()));
  if (state === 'unknown') return refusal('page.ref-unknown', `There is no element ${ref} on this page.`);
  const [what, ...instead] = state.split(' ');
  if (what === 'gone' || what === 'changed') {
    const said = what === 'gone' ? 'has left the page.' : 'is not what it was.';
    return refusal('page.ref-stale', [ref, said, ...instead].join(' '));
  }
  return refusal('page.not-interactable', `${ref} is not visible now.`);
}

/** The element, or its state and what is there instead. Runs in the page. */
function findNow(asked: string): Element | string {
  if (typeof errand === 'undefined') return 'gone';
  const found = errand.findElement(asked);
  // Numbers are given once in a run: a lower one was seen, in a document that is no more.
  if (found === 'unknown') return Number(asked.replace(/^.*e/, '')) < errand.memory.nextRef ? 'gone' : found;
  const instead = typeof found === 'string' ? errand.insteadOf(asked) : '';
  // What is drawn anew between two looks is the same to a person; of several like it none is.
  const isHeir = found === 'gone' && instead.startsWith(`The same role and name has [${asked}]`);
  const element = isHeir ? errand.findElement(asked) : found;
  if (typeof element === 'string') return `${element} ${instead}`.trim();
  // What stands in a canvas is for the keyboard: nobody sees it.
  return errand.isShown(element) || element.closest('canvas') !== null ? element : 'hidden';
}

/** False where the page has drawn something else in its place, or has gone as a whole. */
export async function isStillThere({ element }: Located): Promise<boolean> {
  const asking = element.evaluate(node => node.isConnected);
  return within(FIND_MS, 'the page', asking).catch(() => false);
}
