/** The brushes of the product pictures: the gradients and the shades one colour gives. Draws no product. */

import { darker, lighter } from '../colours.ts';

export interface Paint {
  readonly base: string;
  readonly light: string;
  readonly dark: string;
  readonly deep: string;
  /** A gradient fill of the colour, lit from the left. */
  readonly body: string;
  readonly wood: string;
  readonly steel: string;
}

export type Draw = (paint: Paint) => string;

export const paintOf = (base: string): Paint => ({
  base,
  light: lighter(base, 0.35),
  dark: darker(base, 0.28),
  deep: darker(base, 0.5),
  body: 'url(#body)',
  wood: 'url(#wood)',
  steel: 'url(#steel)',
});

const across = (id: string, stops: readonly (readonly [number, string])[]): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="0.15">${stops
    .map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`)
    .join('')}</linearGradient>`;

const shaded = (id: string, hex: string): string =>
  across(id, [
    [0, darker(hex, 0.12)],
    [0.22, lighter(hex, 0.32)],
    [0.5, hex],
    [1, darker(hex, 0.34)],
  ]);

/** The gradients every picture may refer to. Ids are safe because each picture is a document of its own. */
export const definitions = (paint: Paint): string => `<defs>
${shaded('body', paint.base)}
${shaded('wood', '#b5834f')}
${shaded('steel', '#b9bfc5')}
${across('glass', [
  [0, '#ffffffb0'],
  [0.25, '#ffffff40'],
  [0.8, '#ffffff28'],
  [1, '#ffffff90'],
])}
<filter id="soft" x="-30%" y="-200%" width="160%" height="500%"><feGaussianBlur stdDeviation="9"/></filter>
</defs>`;

/** A streak of light along a curve. */
export const shine = (path: string, width = 8, opacity = 0.4): string =>
  `<path d="${path}" fill="none" stroke="#fff" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"/>`;

/** A thick line: a handle or a spout. */
export const line = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const shape = (path: string, fill: string): string => `<path d="${path}" fill="${fill}"/>`;
