/** Where the elements of an observation stand in the view, for marks on a picture. Runs in the page; changes nothing. */

import type { Box } from './sensitive.ts';

export interface Marked {
  readonly ref: string;
  readonly box: Box;
}

/** Those in view that nothing covers, in the order given. One that fills most of the view would be a frame around it: left out. */
export function markedBoxes(refs: readonly string[]): Marked[] {
  const most = innerWidth * innerHeight * 0.6;
  const end = performance.now() + 250;
  const marked: Marked[] = [];
  for (const ref of refs) {
    if (performance.now() > end) break;
    const element = errand.memory.elements.get(ref)?.deref();
    if (element?.isConnected !== true || !errand.isShown(element) || !errand.isInView(element)) continue;
    if (errand.coveredBy(element) !== undefined) continue;
    // A link that breaks over lines: its first part is what is marked.
    const whole = errand.spotBox(element);
    const [first] = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    const isBroken = getComputedStyle(element).display === 'inline' && element.getClientRects().length > 1;
    const box = isBroken && first !== undefined ? first : whole;
    if (box === undefined || box.width * box.height > most) continue;
    const { left, top, width, height } = box;
    marked.push({ ref, box: { left, top, width, height } });
  }
  return marked;
}

/** Scrolls the element to where it can be seen, where it is not whole in view already. What was scrolled before is kept by `holdScroll`. */
export function bringIntoView(element: Element): void {
  const { top, left, bottom, right } = element.getBoundingClientRect();
  const isWhole = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  const block = isWhole && errand.coveredBy(element) === undefined ? 'nearest' : 'center';
  element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
}

/** Remembers what is scrolled where, until `restoreScroll`. */
export function holdScroll(): void {
  const elements = errand
    .rootsIn(100_000)
    .roots.flatMap(root => [...root.querySelectorAll('*')])
    .slice(0, 40_000);
  const isScrolled = ({ scrollTop, scrollLeft }: Element): boolean => scrollTop !== 0 || scrollLeft !== 0;
  const isBox = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }: Element): boolean =>
    clientHeight > 0 && (scrollHeight > clientHeight || scrollWidth > clientWidth);
  errand.memory.scrolled = elements
    .filter(element => isScrolled(element) || isBox(element))
    .map(element => ({ element, left: element.scrollLeft, top: element.scrollTop }));
}

/** Puts everything back where it was. */
export function restoreScroll(): void {
  for (const { element, left, top } of errand.memory.scrolled ?? [])
    if (element.scrollLeft !== left || element.scrollTop !== top) element.scrollTo({ left, top, behavior: 'instant' });
  delete errand.memory.scrolled;
}
