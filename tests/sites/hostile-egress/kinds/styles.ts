/** What a stylesheet loads. */

import { byMarkup, byPath, type Kind } from '../kind.ts';

const styled = (name: string, rule: (url: string) => string): Kind =>
  byMarkup(name, ({ url }) => `<style>.${name} { ${rule(url)} }</style><p class="${name}">styled</p>`);

export const styles: readonly Kind[] = [
  byMarkup('css-import', ({ url }) => `<style>@import "${url}";</style>`),
  styled('css-background', url => `background: url("${url}")`),
  styled('css-image-set', url => `background: image-set("${url}" 1x)`),
  styled('css-border-image', url => `border: 1px solid; border-image: url("${url}") 1`),
  styled('css-list-style', url => `display: list-item; list-style-image: url("${url}")`),
  styled('css-content', url => `content: url("${url}")`),
  styled('css-mask', url => `mask: url("${url}")`),
  styled('css-shape-outside', url => `float: left; shape-outside: url("${url}")`),
  styled('css-cursor', url => `cursor: url("${url}"), auto`),
  byMarkup('css-font', ({ url }) => {
    return `<style>@font-face { font-family: canary; src: url("${url}") }</style><p style="font-family: canary">in a font</p>`;
  }),
  byPath('css-in-a-sheet', {
    markup: ({ own }) => `<link rel="stylesheet" href="${own}/sheet.css"><p class="in-a-sheet">styled</p>`,
    files: ({ url }) => ({
      'sheet.css': { type: 'text/css', body: `.in-a-sheet { background: url("${url}") }` },
    }),
  }),
];
