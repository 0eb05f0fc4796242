/** The walk's luggage: what it has collected, how far it may still go, and the box it looks into. Runs in the page. */

import type { Line, PageTarget } from './walked.ts';

export interface Clip {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Trip {
  readonly lines: Line[];
  readonly targets: PageTarget[];
  /** `performance.now()` at which the walk ends. */
  readonly end: number;
  readonly maxNodes: number;
  nodes: number;
  cut: boolean;
  /** Text that has not become a line yet: inline elements run together. */
  text: string;
  textInView: boolean;
  textIndent: number;
  /** Spent on hit-testing so far. */
  hitMs: number;
  /** How often something was named as lying over a control. */
  readonly covers: Map<string, number>;
  /** What can be seen of the view in the box the walk is in. */
  clip: Clip;
}

/** Nothing packed yet; so many milliseconds and nodes at most. */
export function newTrip(maxMs: number, maxNodes: number): Trip {
  return {
    lines: [],
    targets: [],
    end: performance.now() + maxMs,
    maxNodes,
    nodes: 0,
    cut: false,
    text: '',
    textInView: false,
    textIndent: 0,
    covers: new Map(),
    hitMs: 0,
    clip: { top: 0, left: 0, bottom: innerHeight, right: innerWidth },
  };
}

/** In view, and inside the scrollable box it is in. */
export function isVisibleIn(element: Element, { top, left, bottom, right }: Clip): boolean {
  const isIn = (box: DOMRect): boolean =>
    box.width > 0 && box.height > 0 && box.bottom > top && box.right > left && box.top < bottom && box.left < right;
  const box = element.getBoundingClientRect();
  return isIn(box) || (box.width === 0 && box.height === 0 && errand.boxesOf(element).some(isIn));
}

/** What of an element's box can be seen through the boxes around it. */
export function clipTo(element: Element, outer: Clip): Clip {
  const { top, left, bottom, right } = element.getBoundingClientRect();
  return {
    top: Math.max(top, outer.top),
    left: Math.max(left, outer.left),
    bottom: Math.min(bottom, outer.bottom),
    right: Math.min(right, outer.right),
  };
}

/** Ends the running text as a line. */
export function flushText(trip: Trip): void {
  const plain = trip.text
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;:!?](?: |$))/g, '')
    .trim();
  trip.text = '';
  if (plain === '' || !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain)) return;
  trip.lines.push({
    kind: 'text',
    indent: trip.textIndent,
    rank: trip.textInView ? 1 : 4,
    text: plain.length > 4_000 ? `${plain.slice(0, 3_999)}…` : plain,
  });
}

/** A control's line; also where it stands outside the reading order, as in a heading. */
export function pushControl(trip: Trip, element: Element, indent: number): void {
  const said = errand.describeControl(trip, element);
  const isField = /^(textbox|searchbox|combobox|listbox|checkbox|radio|switch|slider|spinbutton|file|date|time|color)$/;
  trip.lines.push({
    kind: 'control',
    indent,
    rank: said.usable ? 0 : said.inView ? 1 : isField.test(said.role) ? 2 : 3,
    text: said.text,
    refs: [said.ref],
    ...(said.options === undefined ? {} : { more: said.options }),
  });
}
