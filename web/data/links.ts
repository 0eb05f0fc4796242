/** Short-lived addresses of artifacts, asked for once while they last. Holds no bytes. */

import type { Api } from './api.ts';

/** Well under the server's own lifetime, so that a link in use does not run out. */
const KEEP_MS = 4 * 60_000;

export interface Links {
  /** The same link while it is fresh; a new one after, or when `fresh` is asked for. */
  to(artifactId: string, fresh?: 'fresh'): Promise<string>;
}

export function openLinks(api: Pick<Api, 'linkTo'>, clock: () => number): Links {
  const known = new Map<string, { readonly link: Promise<string>; readonly at: number }>();
  return {
    to: (artifactId, fresh) => {
      const old = known.get(artifactId);
      if (old && fresh === undefined && clock() - old.at < KEEP_MS) return old.link;
      const link = api.linkTo(artifactId);
      known.set(artifactId, { link, at: clock() });
      link.catch(() => known.delete(artifactId));
      return link;
    },
  };
}
