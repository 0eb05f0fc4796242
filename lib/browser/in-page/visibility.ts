/** Whether a person could see an element, and what lies over it. Runs in the page; scrolls nothing. */

import type { Clip } from './trip.ts';

export function isShown(element: Element): boolean {
  // The areas of an image map have no box of their own.
  if (element instanceof HTMLAreaElement) return true;
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }))
    return errand.isDrawnByInsides(element);
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (width > 0 && height > 0) {
    // Left of or above where the page begins: nobody can scroll there. In boxes that scroll, and from right to left, one can.
    const isOutside = right + scrollX <= 0 || bottom + scrollY <= 0;
    return !isOutside || document.dir === 'rtl' || document.body?.dir === 'rtl' || errand.isInScrolled(element);
  }
  if (element.children.length === 0 && (errand.shadowOf(element)?.children.length ?? 0) === 0) return false;
  // A part that is folded away by its height; the body's overflow is the window's.
  if (element === document.body) return true;
  const { overflowX, overflowY } = getComputedStyle(element);
  return !((width === 0 && overflowX !== 'visible') || (height === 0 && overflowY !== 'visible'));
}

/** A link with `display: contents` has no box, and its words can be clicked all the same. */
export function isDrawnByInsides(element: Element): boolean {
  if (!/^(A|BUTTON)$/.test(element.tagName) || getComputedStyle(element).display !== 'contents') return false;
  return errand.boxesOf(element).length > 0;
}

/** Its boxes in the view, in CSS px; of one without a box those of what it holds. */
export function boxesOf(element: Element): DOMRect[] {
  const own = [...element.getClientRects()];
  if (own.length > 0 || element.childNodes.length === 0) return own;
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()];
}

/** True where a box around it has been scrolled, so that what is outside now was inside before. */
export function isInScrolled(element: Element): boolean {
  for (let at = errand.parentOf(element); at !== undefined && at !== document.body; at = errand.parentOf(at))
    if (at.scrollLeft !== 0 || at.scrollTop !== 0) return at !== document.documentElement;
  return false;
}

/** Whether the words of an element can be read: words that are transparent, hidden or cut away say nothing to a person. */
export function showsWords(element: Element): boolean {
  let at: Element | undefined = element;
  while (at !== undefined && getComputedStyle(at).display === 'contents') at = errand.parentOf(at);
  if (at === undefined || getComputedStyle(element).visibility !== 'visible') return false;
  if (!at.checkVisibility({ opacityProperty: true })) return false;
  const { clipPath } = getComputedStyle(at);
  if (clipPath === 'none' || !/^inset\((?:[5-9]\d|100)(?:\.\d+)?%/.test(clipPath)) return true;
  // What is cut to nothing in a box of a pixel is meant for screen readers, and belongs to the page's words.
  return at.getBoundingClientRect().width <= 2;
}

export function isInView(element: Element): boolean {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/**
 * What a click would hit instead, in words; undefined where it would hit the element, its label or its insides. Looks at the
 * middle first, then at the corners of each of its boxes: a link that breaks over lines has a middle that is not its text.
 */
export function coveredBy(element: Element, clip?: Clip): string | undefined {
  let first: Element | undefined;
  // A box or radio that sites hide is used by its label.
  const isTicked = element instanceof HTMLInputElement && /^(?:checkbox|radio|file)$/.test(element.type);
  const labels = isTicked ? [...(element.labels ?? [])] : [];
  for (const { x, y } of [element, ...labels].flatMap(one => errand.pointsOf(one, clip))) {
    const hit = errand.hitAt(x, y);
    if (hit === undefined || errand.isHitOn(hit, element)) return undefined;
    first ??= hit;
  }
  return first === undefined ? undefined : errand.coverName(first);
}

/** What keeps the focus from an element, in words: a dialog that holds the whole page, in view or not, or what lies over it. */
export function coverOver(element: Element): string | undefined {
  const modal = [...document.querySelectorAll('dialog:modal')].findLast(one => !errand.holds(one, element));
  return modal === undefined ? errand.coveredBy(element) : errand.coverName(modal);
}

/** What lies there, by its name where it is something that has one. */
export function coverName(hit: Element): string {
  const cover = errand.wholeOf(hit);
  const isNamed = /^(dialog|alertdialog|region|form|complementary)$/.test(errand.roleOf(cover));
  const named = isNamed ? errand.accessibleName(cover) : '';
  return named || errand.textOf(cover, 60) || cover.getAttribute('aria-label') || cover.tagName.toLowerCase();
}

/** What lies there, by what it says: of what would send a form just that. A dialog has the name that the observation gives it. */
export function coverText(hit: Element): string {
  const cover = errand.sendsForm(hit) ? hit : errand.wholeOf(hit);
  if (/^(?:alert)?dialog$/.test(errand.roleOf(cover))) return errand.coverName(hit);
  return errand.textOf(cover, 60) || errand.accessibleName(hit) || hit.tagName.toLowerCase();
}

/** What was hit a part of. */
export const wholeOf = (hit: Element): Element =>
  hit.closest('dialog, [role=dialog], [role=alertdialog], [aria-modal], aside, section, form, div[class], div[id]') ??
  hit;

/** Points of an element where a click may be tried, best first, inside the view and the box it is in; at most nine. In CSS px. */
export function pointsOf(element: Element, clip?: Clip): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  const boxes = errand
    .boxesOf(element)
    .filter(({ width, height }) => width > 0 && height > 0)
    .slice(0, 3)
    .map(box => {
      const left = Math.max(box.left, clip?.left ?? box.left);
      const top = Math.max(box.top, clip?.top ?? box.top);
      const width = Math.min(box.right, clip?.right ?? box.right) - left;
      return { left, top, width, height: Math.min(box.bottom, clip?.bottom ?? box.bottom) - top };
    })
    .filter(({ width, height }) => width > 0 && height > 0);
  for (const { left, top, width, height } of boxes)
    for (const [across, down] of [
      [0.5, 0.5],
      [0.2, 0.3],
      [0.8, 0.7],
    ] as const) {
      const x = Math.min(Math.max(left + width * across, 0), innerWidth - 1);
      const y = Math.min(Math.max(top + height * down, 0), innerHeight - 1);
      if (x >= left && x <= left + width && y >= top && y <= top + height) points.push({ x, y });
    }
  return points;
}

/** True where what was hit belongs to the element: its insides, what it is inside of, or its label. */
export function isHitOn(hit: Element, element: Element): boolean {
  if (errand.holds(element, hit) || hit.contains(element)) return true;
  const label = hit.closest('label');
  if (label !== null && (label === element.closest('label') || label.control === element)) return true;
  // What lies transparently over a control in the same label-like box is how sites draw their own.
  return element instanceof HTMLInputElement && [...(element.labels ?? [])].some(one => one.contains(hit));
}
