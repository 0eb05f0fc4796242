/** Moves what scrolls around an element, or the page, and says where it is then. Runs in the page. */

import type { ActionOf } from '../../domain/action.ts';

export type Moved =
  | { kind: 'moved'; changed: boolean; note: string }
  /** Nothing scrolls here; `frame` where a frame fills the view instead. */
  | { kind: 'none' }
  | { kind: 'frame' };

export function moveBox(node: Element | null, to: ActionOf<'scroll'>['to']): Moved {
  const isAcross = to === 'left' || to === 'right';
  if (to === 'here' && node !== null) {
    const before = node.getBoundingClientRect();
    node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const now = node.getBoundingClientRect();
    return {
      kind: 'moved',
      changed: now.top !== before.top || now.left !== before.left,
      note: 'it is in the middle of the view',
    };
  }
  const page = document.scrollingElement ?? document.documentElement;
  const scrolls = (box: Element): boolean => {
    const { overflowX, overflowY } = getComputedStyle(box);
    return isAcross
      ? box.scrollWidth > box.clientWidth + 4 && /auto|scroll/.test(overflowX)
      : box.scrollHeight > box.clientHeight + 4 && /auto|scroll/.test(overflowY);
  };
  const boxOf = (start: Element | undefined): Element | undefined => {
    for (let box = start; box !== undefined && box !== page; box = errand.parentOf(box)) if (scrolls(box)) return box;
    return undefined;
  };
  const isPageLong = isAcross ? page.scrollWidth > innerWidth + 4 : page.scrollHeight > innerHeight + 4;
  /** Pages that fill the window scroll a box in it instead: the one in the middle, else the largest. */
  const boxOfView = (): Element | undefined => {
    const middle = boxOf(errand.hitAt(innerWidth / 2, innerHeight / 2));
    if (middle !== undefined) return middle;
    const boxes = errand
      .rootsIn(performance.now() + 50)
      .roots.flatMap(root => [
        ...root.querySelectorAll('div, main, section, ul, ol, aside, article, nav, table, tbody, pre'),
      ])
      .filter(box => box.clientHeight > 100 && box.clientWidth > 100 && scrolls(box) && errand.isInView(box));
    return boxes.toSorted(
      (one, other) => other.clientHeight * other.clientWidth - one.clientHeight * one.clientWidth,
    )[0];
  };
  const box = boxOf(node ?? undefined) ?? (node === null && !isPageLong ? boxOfView() : undefined);
  if (box === undefined && !isPageLong) {
    const middle = errand.hitAt(innerWidth / 2, innerHeight / 2);
    return { kind: node === null && middle instanceof HTMLIFrameElement ? 'frame' : 'none' };
  }
  const target = box ?? page;
  const view = isAcross ? (box?.clientWidth ?? innerWidth) : (box?.clientHeight ?? innerHeight);
  const end = Math.max(0, (isAcross ? target.scrollWidth : target.scrollHeight) - view);
  const place = (): number => (isAcross ? target.scrollLeft : target.scrollTop);
  const before = place();
  const step = view * 0.85;
  const goal =
    to === 'top' ? 0 : to === 'bottom' ? end + view : before + (to === 'down' || to === 'right' ? step : -step);
  target.scrollTo({ ...(isAcross ? { left: goal } : { top: goal }), behavior: 'instant' });
  const now = place();
  const where = Math.abs(now) >= end - 2 ? ', the end' : Math.abs(now) <= 0 ? ', the start' : '';
  return {
    kind: 'moved',
    changed: now !== before,
    note: `at ${Math.round(Math.abs(now))} of ${Math.round(end)} px${where}`,
  };
}
