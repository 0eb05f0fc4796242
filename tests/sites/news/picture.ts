/** A drawn picture for each article: sky, sun, hills and water, chosen by its place in the archive. Uses no bitmap. */

import type { Article } from './articles.ts';

const palettes = [
  ['#f6c177', '#e8825a', '#7a3e48', '#33213a', '#fff1d6'],
  ['#bfe0ee', '#7db4cf', '#3b6f8f', '#1d3b53', '#ffffff'],
  ['#f3d9c4', '#d99a8b', '#8a5a6e', '#3d2f4f', '#fff6ec'],
  ['#dfe9c9', '#9cbf8a', '#52805f', '#22463d', '#fffde8'],
  ['#cfd2ea', '#9a9dcc', '#5b5c97', '#2b2b55', '#fdf3ff'],
] as const;

const wave = (base: number, height: number, shift: number): string =>
  `M0 ${base} C 110 ${base - height} 190 ${base + height * 0.6 + shift} 320 ${base - shift} S 520 ${base - height} 640 ${base - shift * 0.4} V360 H0 Z`;

const houses = (at: number, fill: string): string =>
  Array.from({ length: 9 }, (_, house) => {
    const height = 40 + ((at * 31 + house * 47) % 90);
    const x = 40 + house * 62 + ((at * 13) % 25);
    return `<path d="M${x} 300 V${300 - height} L${x + 24} ${300 - height - 22} L${x + 48} ${300 - height} V300Z" fill="${fill}"/>
<rect x="${x + 18}" y="${300 - height + 14}" width="12" height="16" fill="#ffe9ae" opacity=".8"/>`;
  }).join('');

const boats = (at: number, fill: string): string =>
  [120 + ((at * 53) % 120), 400 + ((at * 29) % 120)]
    .map(
      x =>
        `<path d="M${x} 296 h70 l-14 20 h-44Z" fill="${fill}"/><path d="M${x + 33} 290 V214 L${x + 70} 286Z" fill="#fffdf6"/>`,
    )
    .join('');

const trees = (at: number, fill: string): string =>
  Array.from({ length: 11 }, (_, tree) => {
    const x = 20 + tree * 58 + ((at * 17 + tree * 11) % 20);
    const height = 60 + ((at * 7 + tree * 37) % 60);
    return `<path d="M${x} 312 L${x + 18} ${312 - height} L${x + 36} 312Z" fill="${fill}"/>`;
  }).join('');

const scenes = [houses, boats, trees] as const;

export function articlePicture({ at }: Article): string {
  const [sky, haze, hill, near, sun] = palettes[(at * 3) % palettes.length] ?? palettes[0];
  const scene = scenes[at % scenes.length] ?? houses;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${sun}"/></linearGradient></defs>
<rect width="640" height="360" fill="url(#sky)"/><circle cx="${110 + ((at * 97) % 420)}" cy="${80 + ((at * 23) % 70)}" r="44" fill="${sun}"/>
<path d="${wave(210, 60, 24)}" fill="${haze}"/><path d="${wave(258, 40, -18)}" fill="${hill}"/>
${scene(at, near)}<rect y="300" width="640" height="60" fill="${near}"/><path d="M0 326 H640" stroke="${hill}" stroke-width="3"/></svg>`;
}

export const masthead = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="8" fill="#7b1e22"/>
<path d="M8 46H56M8 52H56" stroke="#f7efe2" stroke-width="3"/><circle cx="32" cy="38" r="12" fill="#f7c96b"/><rect y="40" width="64" height="4" fill="#7b1e22"/>
<path d="M32 12V20M14 20 19 26M50 20 45 26" stroke="#f7c96b" stroke-width="4" stroke-linecap="round"/></svg>`;
