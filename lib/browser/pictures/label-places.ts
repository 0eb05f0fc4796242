/** Where the labels of marks go: beside their element, off words and off each other, as far as there is room. Pure; also runs in the painter. */

import type { Box } from './box.ts';

export interface Labelled {
  readonly ref: string;
  readonly box: Box;
}

/** `business` says how much is drawn in a box, in px². Stands alone: it is sent as text. */
export function labelPlaces(
  marks: readonly Labelled[],
  view: { readonly width: number; readonly height: number },
  business: (box: Box) => number,
): Box[] {
  /** The widest a bold character of a ref is at 12 px, and the space around. */
  const sizeOf = (ref: string) => ({ width: Math.ceil(ref.length * 7.2 + 6), height: 15 });
  const shared = (one: Box, other: Box): number => {
    const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
    const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
    return width > 0 && height > 0 ? width * height : 0;
  };
  const isAround = (outer: Box, inner: Box): boolean => shared(outer, inner) >= inner.width * inner.height - 1;
  const placed: Box[] = [];
  for (const { ref, box } of marks) {
    const label = sizeOf(ref);
    const { left, top, width, height } = box;
    const beside = Math.min(top + (height - label.height) / 2, top + 4);
    const right = left + width - label.width;
    // The most usual first.
    const corners = [
      [left - 1, top - label.height],
      [right + 1, top - label.height],
      [left - label.width, beside],
      [left + width, beside],
      [left - 1, top + height],
      [right + 1, top + height],
      [right, top],
      [right, top + height - label.height],
      [left, top],
    ] as const;
    let best: { box: Box; cost: number } | undefined;
    for (const [rank, [x, y]] of corners.entries()) {
      const choice = {
        left: Math.round(Math.min(Math.max(0, x), Math.max(0, view.width - label.width))),
        top: Math.round(Math.min(Math.max(0, y), Math.max(0, view.height - label.height))),
        ...label,
      };
      let cost = rank * 6 + business(choice) * 2 + shared(choice, box);
      for (const other of placed) cost += shared(choice, other) * 6;
      for (const other of marks) if (other.box !== box && !isAround(other.box, box)) cost += shared(choice, other.box);
      if (best === undefined || cost < best.cost) best = { box: choice, cost };
    }
    if (best !== undefined) placed.push(best.box);
  }
  return placed;
}
