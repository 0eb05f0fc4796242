/** The list of conversations, page by page. A list that cannot be read leaves the older one standing. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api, SessionRow } from '../data/api.ts';

export interface SessionList {
  readonly sessions: ReadonlySignal<readonly SessionRow[] | undefined>;
  /** The cursor of older ones, where there are any. */
  readonly olderSessions: ReadonlySignal<string | undefined>;
  readonly sessionsFailed: ReadonlySignal<boolean>;
  loadSessions(older?: 'older'): Promise<void>;
}

export function listSessions(api: Api): SessionList {
  const sessions = signal<readonly SessionRow[] | undefined>(undefined);
  const olderSessions = signal<string | undefined>(undefined);
  const sessionsFailed = signal(false);
  return {
    sessions,
    olderSessions,
    sessionsFailed,
    async loadSessions(older) {
      try {
        const page = await api.listSessions(older ? olderSessions.value : undefined);
        sessions.value = older ? [...(sessions.value ?? []), ...page.items] : page.items;
        olderSessions.value = page.cursor;
        sessionsFailed.value = false;
      } catch {
        sessionsFailed.value = true;
      }
    },
  };
}
