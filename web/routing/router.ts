/** Follows the address bar and moves it. Knows nothing of what the pages show. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { type Route, readRoute, writeRoute } from './route.ts';

export interface Router {
  readonly route: ReadonlySignal<Route>;
  /** How often the person came somewhere by a link or by going back: then the focus follows. Moves of the code's own do not count. */
  readonly arrivals: ReadonlySignal<number>;
  /** Reads the address again, after it was changed by other hands. */
  follow(): void;
  /** `replace` where the person is still at the same place, such as with another filter. */
  go(route: Route, how?: 'replace'): void;
}

export function openRouter(): Router {
  const route = signal<Route>(readRoute(location.hash));
  const arrivals = signal(0);
  addEventListener('hashchange', () => {
    route.value = readRoute(location.hash);
    arrivals.value++;
  });
  return {
    route,
    arrivals,
    follow: () => {
      route.value = readRoute(location.hash);
    },
    go: (to, how) => {
      const hash = writeRoute(to);
      if (hash === writeRoute(route.value)) return;
      if (how === 'replace') history.replaceState(null, '', hash);
      else history.pushState(null, '', hash);
      route.value = to;
    },
  };
}
