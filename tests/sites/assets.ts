/** Serves a site's style sheets and scripts from its folder. Reads them once, and nothing but the names it is given. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file } from './reply.ts';
import { get, type Route } from './route.ts';

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };

/** One route, `/assets/<name>`, for each file. */
export function assetRoutes(folder: string, names: readonly string[]): Route[] {
  return names.map(name => {
    const reply = file(TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain', readFileSync(join(folder, name), 'utf8'));
    return get(`/assets/${name}`, () => reply);
  });
}

/** Both addresses a browser may ask for a favicon. */
export function faviconRoutes(svgText: string): Route[] {
  const reply = file('image/svg+xml', svgText);
  return [get('/favicon.svg', () => reply), get('/favicon.ico', () => reply)];
}
