/** Matches a request to a handler by method and path pattern (`/product/:slug`). Holds no state. */

import type { Reply } from './reply.ts';
import type { Visit } from './visit.ts';

/** `undefined` means: no such thing here, show the site's own 404 page. */
export type Handler = (visit: Visit) => Reply | undefined;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly pattern: string;
  readonly handle: Handler;
}

export const get = (pattern: string, handle: Handler): Route => ({ method: 'GET', pattern, handle });
export const post = (pattern: string, handle: Handler): Route => ({ method: 'POST', pattern, handle });

export interface SiteRoutes {
  readonly routes: readonly Route[];
  readonly notFound: (visit: Visit) => Reply;
}

export function answer(site: SiteRoutes, visit: Visit): Reply {
  for (const route of site.routes) {
    if (route.method !== visit.method) continue;
    const params = match(route.pattern, visit.path);
    if (params === undefined) continue;
    return route.handle({ ...visit, params }) ?? site.notFound(visit);
  }
  return site.notFound(visit);
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.length > 1 ? path.replace(/\/$/, '').split('/') : path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const piece = given[at] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = piece;
    else if (part !== piece) return undefined;
  }
  return params;
}
