/** A trusted click on the middle of an element: scrolled into view, hit-tested, and when covered, said by what. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';

const CLICK_MS = 4_000;

interface Hit {
  readonly disabled: boolean;
  readonly cover: string | undefined;
}

export async function clickElement(page: Page, element: Found): Promise<Refusal | undefined> {
  await within(CLICK_MS, 'scrolling', scrollIntoView(element));
  const hit: Hit = await within(
    CLICK_MS,
    'the page',
    element.evaluate(node => ({
      disabled: node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true',
      cover: errand.coveredBy(node),
    })),
  );
  if (hit.disabled) return refusal('page.not-interactable', 'The element is disabled.');
  if (hit.cover !== undefined) return refusal('page.covered', `"${hit.cover}" lies over the element.`);
  const point = await within(CLICK_MS, 'the element', element.clickablePoint()).catch(() => undefined);
  if (point === undefined) return refusal('page.not-interactable', 'The element has no area that could be clicked.');
  await within(CLICK_MS, 'the click', page.mouse.click(point.x, point.y));
  return undefined;
}

/** Only where needed, and to the middle: sticky headers and footers lie at the edges. */
export async function scrollIntoView(element: Found): Promise<void> {
  await element.evaluate(node => {
    const { top, bottom, left, right } = node.getBoundingClientRect();
    const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    if (!isInside || errand.coveredBy(node) !== undefined)
      node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  });
}
