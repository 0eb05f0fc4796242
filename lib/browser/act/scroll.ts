/** Scrolls the page or a box, with wheel events so that pages that load more notice. */

import type { Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';

const SCROLL_MS = 5_000;

export async function scroll(page: Page, element: Found | undefined, to: ActionOf<'scroll'>['to']): Promise<void> {
  const move = (node: Element | null, where: string): void => {
    const scrolls = (candidate: Element): boolean =>
      candidate.scrollHeight > candidate.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(candidate).overflowY);
    let box: Element | null = node;
    while (box !== null && !scrolls(box)) box = box.parentElement;
    const target = box ?? document.scrollingElement ?? document.documentElement;
    const view = box === null ? innerHeight : target.clientHeight;
    const top =
      where === 'top'
        ? 0
        : where === 'bottom'
          ? target.scrollHeight
          : target.scrollTop + (where === 'down' ? 0.85 : -0.85) * view;
    target.scrollTo({ top, behavior: 'instant' });
  };
  await within(
    SCROLL_MS,
    'scrolling',
    element === undefined ? realmOf(page.mainFrame()).evaluate(move, null, to) : element.evaluate(move, to),
  );
}
