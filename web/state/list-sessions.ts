/** The list of conversations, page by page. A list that cannot be read leaves the older one standing. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api, SessionRow } from '../data/api.ts';

export interface SessionList {
  readonly sessions: ReadonlySignal<readonly SessionRow[] | undefined>;
  /** The cursor of older ones, where there are any. */
  readonly olderSessions: ReadonlySignal<string | undefined>;
  readonly sessionsFailed: ReadonlySignal<boolean>;
  /** The newest page, put over what is known; or the page after the last. */
  loadSessions(older?: 'older'): Promise<void>;
}

export function listSessions(api: Pick<Api, 'listSessions'>): SessionList {
  const sessions = signal<readonly SessionRow[] | undefined>(undefined);
  const olderSessions = signal<string | undefined>(undefined);
  const sessionsFailed = signal(false);
  let hasOlderPages = false;
  return {
    sessions,
    olderSessions,
    sessionsFailed,
    async loadSessions(older) {
      try {
        const page = await api.listSessions(older ? olderSessions.value : undefined);
        const known = sessions.value ?? [];
        sessions.value = older ? over(known, page.items) : over(page.items, known);
        if (older) hasOlderPages = true;
        // The newest page knows nothing of how far back one has gone.
        if (older || !hasOlderPages) olderSessions.value = page.cursor;
        sessionsFailed.value = false;
      } catch {
        sessionsFailed.value = true;
      }
    },
  };
}

/** The first rows, then those of the others that are not among them. */
function over(first: readonly SessionRow[], others: readonly SessionRow[]): readonly SessionRow[] {
  const known = new Set(first.map(row => row.sessionId));
  return [...first, ...others.filter(row => !known.has(row.sessionId))];
}
