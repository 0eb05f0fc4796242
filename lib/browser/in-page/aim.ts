/** Points of an element where a pointer may be set, and what each is worth. Runs in the page; scrolls and waits for nothing. */

import type { Point } from '../act/point.ts';

/** 3 the element itself, 2 what it is in, 1 another control in it; 0 something else, or what sends a form in its place. */
export interface Judged {
  readonly point: Point;
  readonly worth: 0 | 1 | 2 | 3;
  /** What is hit instead, where that is worth nothing. */
  readonly cover?: Element;
}

/** What a click on a label goes to. */
export const fieldOf = (node: Element): Element | null => (node instanceof HTMLLabelElement ? node.control : node);

/** Those by which a field is ticked or focused too. */
export const labelsOf = (node: Element): Element[] =>
  node instanceof HTMLInputElement ? [...(node.labels ?? [])] : [];

export function judgePoint(node: Element, point: Point): Judged {
  const hit = errand.hitAt(point.x, point.y);
  if (hit === undefined) return { point, worth: 0 };
  const inside = [node, ...errand.labelsOf(node)].find(aim => errand.holds(aim, hit));
  if (inside !== undefined) {
    const other = errand.controlBetween(hit, inside, node);
    if (other === undefined) return { point, worth: 3 };
    return errand.sendsForm(other) ? { point, worth: 0, cover: other } : { point, worth: 1 };
  }
  const isAround = errand.holds(hit, node) && hit !== document.documentElement;
  return isAround && !errand.isClippedAt(node, point, hit) ? { point, worth: 2 } : { point, worth: 0, cover: hit };
}

/** Another control than the field itself, on the way from what was hit to what was aimed at. */
export function controlBetween(hit: Element, until: Element, node: Element): Element | undefined {
  const controls =
    'a[href], area, button, input, select, textarea, summary, label, [tabindex]:not([tabindex="-1"]), [contenteditable=true], ' +
    '[role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=option], [role=menuitem], [role=treeitem], [role=tab]';
  const field = errand.fieldOf(node);
  for (let at: Element | undefined = hit; at !== undefined && at !== until; at = errand.parentOf(at)) {
    const isControl = at.matches(controls) || errand.memory.listened.has(at);
    if (isControl && at !== field && !(at instanceof HTMLLabelElement && at.control === field)) return at;
  }
  return undefined;
}

export const sendsForm = (control: Element): boolean =>
  (control instanceof HTMLButtonElement || control instanceof HTMLInputElement) &&
  /^(submit|image)$/.test(control.type) &&
  control.form !== null;

/** True where a box around it cuts the point away. */
export function isClippedAt(node: Element, { x, y }: Point, until: Element): boolean {
  for (let box = errand.parentOf(node); box !== undefined && box !== until; box = errand.parentOf(box)) {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    if (getComputedStyle(box).overflow !== 'visible' && (x < left || x > right || y < top || y > bottom)) return true;
  }
  return false;
}

/** In the view; best first. */
export function aimPoints(node: Element): Point[] {
  const spreadOf = (aim: Element): Point[] => errand.drawnBoxes(aim, 0).flatMap(errand.spreadOver);
  if (node instanceof HTMLAreaElement) return errand.areaPoints(node);
  // Of a label its words first: a link may stand in its middle.
  const ofLabel = (label: Element): Point[] => [...errand.wordPoints(label), ...spreadOf(label)];
  if (node instanceof HTMLLabelElement) return ofLabel(node);
  return [...spreadOf(node), ...errand.labelsOf(node).flatMap(ofLabel)];
}

/** Its boxes with an area; of one without those of what it holds. */
export function drawnBoxes(node: Element, depth: number): DOMRect[] {
  const own = [...node.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  if (own.length > 0 || depth > 4) return own.slice(0, 6);
  const insides = errand.childrenOf(node).filter(child => child instanceof Element);
  return insides.flatMap(child => errand.drawnBoxes(child, depth + 1)).slice(0, 6);
}

/** Over what of a box is in the view. */
export function spreadOver(box: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>): Point[] {
  const shares = [
    [0.5, 0.5],
    [0.25, 0.25],
    [0.75, 0.75],
    [0.25, 0.75],
    [0.75, 0.25],
    [0.08, 0.5],
    [0.92, 0.5],
    [0.5, 0.12],
    [0.5, 0.88],
  ] as const;
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  if (right <= left || bottom <= top) return [];
  return shares.map(([across, down]) => ({ x: left + (right - left) * across, y: top + (bottom - top) * down }));
}

/** In the middle of each of its words' boxes. */
export function wordPoints(label: Element): Point[] {
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  const points: Point[] = [];
  for (let text = walker.nextNode(); text !== null && points.length < 12; text = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, top, width, height } of [...range.getClientRects()].slice(0, 3))
      if (width > 0 && height > 0) points.push({ x: left + width / 2, y: top + height / 2 });
  }
  return points.filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
}

/** On the picture that the area belongs to. */
export function areaPoints(area: HTMLAreaElement): Point[] {
  const name = CSS.escape(area.closest('map')?.name ?? '');
  const image = document.querySelector(`img[usemap="#${name}"]`);
  if (image === null) return [];
  const { left, top, right, bottom } = image.getBoundingClientRect();
  const numbers = area.coords.split(',').map(Number);
  if (area.shape === 'default' || numbers.length < 3) return errand.spreadOver({ left, top, right, bottom });
  const [x = 0, y = 0, radius = 0] = numbers;
  if (area.shape === 'circle') {
    const middle = { x: left + x, y: top + y };
    const box = {
      left: middle.x - radius,
      top: middle.y - radius,
      right: middle.x + radius,
      bottom: middle.y + radius,
    };
    return [middle, ...errand.spreadOver(box)];
  }
  const across = numbers.filter((_, index) => index % 2 === 0).map(value => left + value);
  const down = numbers.filter((_, index) => index % 2 === 1).map(value => top + value);
  return errand.spreadOver({
    left: Math.min(...across),
    top: Math.min(...down),
    right: Math.max(...across),
    bottom: Math.max(...down),
  });
}
