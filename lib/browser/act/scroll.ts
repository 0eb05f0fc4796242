/** Scrolls the page or a box, to an element or a text, and says where it is now. The scroll events are the browser's own, so pages that load more notice. */

import type { Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { ObservedFrame } from '../observe/walk-frames.ts';
import { type Found, realmOf } from '../realm.ts';
import type { Acted, Said } from './acted.ts';

const SCROLL_MS = 5_000;

type To = ActionOf<'scroll'>['to'];

export async function scroll(page: Page, element: Found | undefined, to: To): Promise<Acted> {
  const moving =
    element === undefined ? realmOf(page.mainFrame()).evaluate(move, null, to) : element.evaluate(move, to);
  return within(SCROLL_MS, 'scrolling', moving);
}

function move(node: Element | null, to: To): Acted {
  const isAcross = to === 'left' || to === 'right';
  if (to === 'here' && node !== null) {
    const before = node.getBoundingClientRect().top;
    node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    return { changed: node.getBoundingClientRect().top !== before, note: 'it is in the middle of the view' };
  }
  const scrolls = (box: Element): boolean => {
    const { overflowX, overflowY } = getComputedStyle(box);
    return isAcross
      ? box.scrollWidth > box.clientWidth + 4 && /auto|scroll/.test(overflowX)
      : box.scrollHeight > box.clientHeight + 4 && /auto|scroll/.test(overflowY);
  };
  const boxOf = (start: Element | null): Element | undefined => {
    for (let box: Element | undefined = start ?? undefined; box !== undefined; box = errand.parentOf(box))
      if (scrolls(box)) return box;
    return undefined;
  };
  // Pages that fill the window scroll a box in its middle instead.
  const isFixed = node === null && document.documentElement.scrollHeight <= innerHeight + 4;
  const box = boxOf(node) ?? (isFixed ? boxOf(errand.hitAt(innerWidth / 2, innerHeight / 2) ?? null) : undefined);
  const target = box ?? document.scrollingElement ?? document.documentElement;
  const isPage = target === document.scrollingElement || box === undefined;
  const view = isAcross ? (isPage ? innerWidth : target.clientWidth) : isPage ? innerHeight : target.clientHeight;
  const size = isAcross ? target.scrollWidth : target.scrollHeight;
  const before = isAcross ? target.scrollLeft : target.scrollTop;
  const goal =
    to === 'top' ? 0 : to === 'bottom' ? size : before + (to === 'down' || to === 'right' ? 0.85 : -0.85) * view;
  target.scrollTo({ ...(isAcross ? { left: goal } : { top: goal }), behavior: 'instant' });
  const now = isAcross ? target.scrollLeft : target.scrollTop;
  const end = Math.max(0, size - view);
  const place = now >= end - 2 ? ', the end' : now <= 0 ? ', the start' : '';
  return { changed: now !== before, note: `at ${Math.round(now)} of ${Math.round(end)} px${place}` };
}

/** To the first place that shows a text, in any frame of the newest look. */
export async function scrollToText(frames: readonly ObservedFrame[], text: string): Promise<Said> {
  for (const { frame } of frames) {
    if (frame.detached) continue;
    const found = await within(SCROLL_MS, 'the page', realmOf(frame).evaluate(showText, text));
    if (found) return { changed: true, note: 'the text is in the middle of the view' };
  }
  return refusal('page.not-interactable', `The page does not show "${text}".`);
}

function showText(text: string): boolean {
  const found = typeof errand === 'undefined' ? undefined : errand.elementWith(text);
  found?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return found !== undefined;
}
