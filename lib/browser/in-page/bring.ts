/** Where an element to be pressed is drawn, whether enough of it is seen, and what a press on it opens. Runs in the page. */

import type { Point } from '../act/point.ts';

/** Itself, or the label that stands for a box that the site hides. */
export const drawnPart = (node: Element): Element =>
  errand.drawnBoxes(node, 0).length > 0 ? node : (errand.labelsOf(node)[0] ?? node);

export function isMostlySeen(node: Element): boolean {
  const { left, top, width, height } = errand.drawnPart(node).getBoundingClientRect();
  const across = Math.min(left + width, innerWidth) - Math.max(left, 0);
  const down = Math.min(top + height, innerHeight) - Math.max(top, 0);
  return across >= Math.min(width, 200) && down >= Math.min(height, 120);
}

/** To be compared with itself a moment later. */
export function placeOf(node: Element): string {
  const { left, top, width, height } = errand.drawnPart(node).getBoundingClientRect();
  return `${left},${top},${width},${height}`;
}

/** The point at an offset from the element's top left; none where that is not in the view. */
export function offsetPoint(node: Element, { x, y }: Point): Point[] {
  const { left, top } = node.getBoundingClientRect();
  const point = { x: left + x, y: top + y };
  return point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight ? [point] : [];
}

/** Scrolls, where the offset is not in the view, until it is in its middle. */
export function bringOffset(node: Element, offset: Point): void {
  if (errand.offsetPoint(node, offset).length > 0) return;
  node.scrollIntoView({ block: 'start', inline: 'start', behavior: 'instant' });
  const { left, top } = node.getBoundingClientRect();
  scrollBy({ left: left + offset.x - innerWidth / 2, top: top + offset.y - innerHeight / 2, behavior: 'instant' });
}

/** What a press on it opens, and no page shows. */
export function opensOf(node: Element): 'list' | 'files' | undefined {
  if (node instanceof HTMLSelectElement && !node.multiple && node.size < 2) return 'list';
  const field = errand.fieldOf(node);
  return field instanceof HTMLInputElement && field.type === 'file' ? 'files' : undefined;
}
