/** Scrolls the page, or the box an element is in, and says whether it moved. The scroll events are the browser's own, so pages that load more notice. */

import type { Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';

const SCROLL_MS = 5_000;

export async function scroll(page: Page, element: Found | undefined, to: ActionOf<'scroll'>['to']): Promise<boolean> {
  const move = (node: Element | null, where: string): boolean => {
    const scrolls = (candidate: Element): boolean =>
      candidate.scrollHeight > candidate.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(candidate).overflowY);
    let box: Element | null = node;
    while (box !== null && !scrolls(box)) box = box.parentElement;
    if (box === null && node === null && document.documentElement.scrollHeight <= innerHeight + 4) {
      // Pages that fill the window scroll a box in its middle instead.
      box = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      while (box !== null && !scrolls(box)) box = box.parentElement;
    }
    const target = box ?? document.scrollingElement ?? document.documentElement;
    const view = box === null ? innerHeight : target.clientHeight;
    const top =
      where === 'top'
        ? 0
        : where === 'bottom'
          ? target.scrollHeight
          : target.scrollTop + (where === 'down' ? 0.85 : -0.85) * view;
    const before = target.scrollTop;
    target.scrollTo({ top, behavior: 'instant' });
    return target.scrollTop !== before;
  };
  return within(
    SCROLL_MS,
    'scrolling',
    element === undefined ? realmOf(page.mainFrame()).evaluate(move, null, to) : element.evaluate(move, to),
  );
}
