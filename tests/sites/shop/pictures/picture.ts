/** A product's picture: the shape in its colour on a lit table, as an SVG document. Uses no bitmap and nothing remote. */

import { lighter } from '../colours.ts';
import { definitions, paintOf } from './paint.ts';
import { type Shape, shapes } from './shapes.ts';

const OPEN = '<svg xmlns="http://www.w3.org/2000/svg"';

export function productPicture(shape: Shape, hex: string, view: 'front' | 'close' | 'wide' = 'front'): string {
  const paint = paintOf(hex);
  const wall = lighter(hex, 0.78);
  const table = lighter(hex, 0.62);
  const box = { front: '0 0 400 400', close: '90 110 220 220', wide: '-90 -60 580 580' }[view];
  return `${OPEN} viewBox="${box}" preserveAspectRatio="xMidYMid slice">
${definitions(paint)}
<defs><radialGradient id="wall" cx=".35" cy=".25" r=".9"><stop offset="0" stop-color="#fffdf9"/><stop offset="1" stop-color="${wall}"/></radialGradient>
<linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${table}"/><stop offset="1" stop-color="${wall}"/></linearGradient></defs>
<rect x="-100" y="-100" width="600" height="600" fill="url(#wall)"/><rect x="-100" y="288" width="600" height="300" fill="url(#table)"/>
<ellipse cx="206" cy="322" rx="132" ry="11" fill="#3a2d20" opacity=".3" filter="url(#soft)"/>
${shapes[shape](paint)}
</svg>`;
}

/** The still life at the top of the home page. */
export function heroPicture(): string {
  const items: readonly (readonly [Shape, string, number, number, number])[] = [
    ['stovetop', '#bd6743', 404, -45, 1.14],
    ['teapot', '#e6d9c0', 706, 50, 0.84],
    ['mug', '#34424f', 926, 108, 0.68],
    ['cup', '#d5a59b', 1052, 121, 0.66],
  ];
  const drawn = items.map(([shape, hex, x, y, scale], at) => {
    const paint = paintOf(hex);
    const own = (text: string): string => text.replaceAll('url(#', `url(#i${at}-`).replaceAll('id="', `id="i${at}-`);
    return `<g transform="translate(${x} ${y}) scale(${scale})">${own(definitions(paint))}
<ellipse cx="206" cy="322" rx="130" ry="11" fill="#2a1e14" opacity=".35" filter="url(#i${at}-soft)"/>${own(shapes[shape](paint))}</g>`;
  });
  return `${OPEN} viewBox="0 0 1300 460" preserveAspectRatio="xMidYMax slice">
<defs><linearGradient id="dusk" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f7eddc"/><stop offset="1" stop-color="#e3cfb2"/></linearGradient>
<linearGradient id="oak" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b98a5a"/><stop offset="1" stop-color="#8f6440"/></linearGradient></defs>
<rect width="1300" height="460" fill="url(#dusk)"/><circle cx="1040" cy="120" r="190" fill="#fff7e6" opacity=".7"/>
<rect y="312" width="1300" height="148" fill="url(#oak)"/><rect y="312" width="1300" height="5" fill="#d5ab7c"/>
${drawn.join('')}</svg>`;
}
