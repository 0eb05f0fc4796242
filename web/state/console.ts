/** The console's state: configuration, conversations, the open one, and what the person may do. The one place that makes it. */

import { type Signal, signal } from '@preact/signals';
import { openApi } from '../data/api.ts';
import type { ConsoleConfig } from '../data/config.ts';
import { type Links, openLinks } from '../data/links.ts';
import { type Live, openLive } from '../data/live.ts';
import { type Acts, offerActs } from './acts.ts';
import type { Fault } from './fault.ts';
import { listSessions, type SessionList } from './list-sessions.ts';
import { type OpenSession, openSession } from './open-session.ts';

export interface Console extends SessionList, Acts {
  readonly config: ConsoleConfig;
  readonly live: Live;
  readonly links: Links;
  readonly open: Signal<OpenSession | undefined>;
  readonly draft: Signal<string>;
  readonly fault: Signal<Fault | undefined>;
  readonly announcement: Signal<string>;
  select(sessionId: string | undefined): void;
}

export function openConsole(config: ConsoleConfig): Console {
  const api = openApi(config.apiUrl, config.token);
  const live = openLive(api, config.socketUrl);
  const list = listSessions(api);
  const open = signal<OpenSession | undefined>(undefined);
  const draft = signal('');
  const drafts = new Map<string | undefined, string>();
  const fault = signal<Fault | undefined>(undefined);
  const announcement = signal('');

  const select = (sessionId: string | undefined): void => {
    if (open.value?.sessionId === sessionId) return;
    drafts.set(open.value?.sessionId, draft.value);
    draft.value = drafts.get(sessionId) ?? '';
    open.value?.close();
    fault.value = undefined;
    open.value = sessionId === undefined ? undefined : openSession(live, sessionId, announcement);
    const hash = sessionId === undefined ? '#/' : `#/${sessionId}`;
    if (location.hash !== hash) history.pushState(null, '', hash);
  };

  return {
    ...list,
    ...offerActs({ api, open, draft, fault, select, loadSessions: () => list.loadSessions() }),
    config,
    live,
    links: openLinks(api, Date.now),
    open,
    draft,
    fault,
    announcement,
    select,
  };
}
