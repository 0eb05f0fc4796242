/** Boxes and quads of a view, in px. Knows no page. */

import type { Box } from '../in-page/sensitive.ts';

export type { Box } from '../in-page/sensitive.ts';

/** Four corners, clockwise from what was the top left: a frame may be turned or scaled. */
export type Quad = readonly [number, number, number, number, number, number, number, number];

export function around(points: readonly (readonly [number, number])[]): Box {
  const across = points.map(([x]) => x);
  const down = points.map(([, y]) => y);
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return { left, top, width: Math.max(...across) - left, height: Math.max(...down) - top };
}

export const cornersOf = ({ left, top, width, height }: Box): readonly (readonly [number, number])[] => [
  [left, top],
  [left + width, top],
  [left + width, top + height],
  [left, top + height],
];

/** What both cover; undefined where that is nothing. */
export function overlapOf(one: Box, other: Box): Box | undefined {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const width = Math.min(one.left + one.width, other.left + other.width) - left;
  const height = Math.min(one.top + one.height, other.top + other.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}

export const grown = ({ left, top, width, height }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

export const boxOf = (quad: Quad): Box =>
  around([
    [quad[0], quad[1]],
    [quad[2], quad[3]],
    [quad[4], quad[5]],
    [quad[6], quad[7]],
  ]);

/** Where a point of a frame's view stands in the view that the frame's quad is in. */
export function throughQuad(
  [x, y]: readonly [number, number],
  quad: Quad,
  { width, height }: { readonly width: number; readonly height: number },
): readonly [number, number] {
  const across = x / Math.max(1, width);
  const down = y / Math.max(1, height);
  return [
    quad[0] + (quad[2] - quad[0]) * across + (quad[6] - quad[0]) * down,
    quad[1] + (quad[3] - quad[1]) * across + (quad[7] - quad[1]) * down,
  ];
}

/** To whole px, nothing lost. */
export function outward({ left, top, width, height }: Box): Box {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  return { left: x, top: y, width: Math.ceil(left + width) - x, height: Math.ceil(top + height) - y };
}
