/** The console's state: configuration, conversations, the open one, and what the person may do. The one place that makes it. */

import { type Signal, signal } from '@preact/signals';
import { type AccountApi, openAccountApi } from '../data/account-api.ts';
import { openApi } from '../data/api.ts';
import type { ConsoleConfig } from '../data/config.ts';
import { type Links, openLinks } from '../data/links.ts';
import { type Live, openLive } from '../data/live.ts';
import { openRunApi } from '../data/run-api.ts';
import type { Router } from '../routing/router.ts';
import { type Acts, offerActs } from './acts.ts';
import { type Attention, watchForWaiting } from './attention.ts';
import type { Fault } from './fault.ts';
import { listSessions, type SessionList } from './list-sessions.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { offerRunActs, type RunActs } from './run-acts.ts';

export interface Console extends SessionList, Acts {
  readonly config: ConsoleConfig;
  readonly router: Router;
  readonly account: AccountApi;
  readonly attention: Attention;
  readonly run: RunActs;
  readonly live: Live;
  readonly links: Links;
  readonly open: Signal<OpenSession | undefined>;
  readonly draft: Signal<string>;
  readonly fault: Signal<Fault | undefined>;
  readonly announcement: Signal<string>;
  /** Of a page that is no conversation. */
  readonly pageTitle: Signal<string | undefined>;
  /** Shows a conversation, or the empty page where none is named, and goes to its address. */
  select(sessionId: string | undefined): void;
}

export function openConsole(config: ConsoleConfig, router: Router): Console {
  const api = openApi(config.apiUrl, config.token);
  const account = openAccountApi(config.apiUrl, config.token);
  const live = openLive(api, config.socketUrl);
  const list = listSessions(api);
  const open = signal<OpenSession | undefined>(undefined);
  const draft = signal('');
  const drafts = new Map<string | undefined, string>();
  const fault = signal<Fault | undefined>(undefined);
  const announcement = signal('');

  const select = (sessionId: string | undefined): void => {
    if (open.value?.sessionId !== sessionId) {
      drafts.set(open.value?.sessionId, draft.value);
      draft.value = drafts.get(sessionId) ?? '';
      open.value?.close();
      fault.value = undefined;
      open.value = sessionId === undefined ? undefined : openSession(live, sessionId, announcement);
    }
    router.go({ page: 'conversation', sessionId });
  };

  return {
    ...list,
    ...offerActs({ api, open, draft, fault, select, loadSessions: () => list.loadSessions() }),
    config,
    router,
    account,
    run: offerRunActs({
      api,
      runApi: openRunApi(config.apiUrl, config.token),
      storeSecret: ({ site, ...secret }) => account.storeSecret({ ...secret, sites: [site] }),
      live,
      fault,
      loadSessions: () => list.loadSessions(),
    }),
    attention: watchForWaiting({ account, show: taskId => router.go({ page: 'task', taskId }) }),
    live,
    links: openLinks(api, Date.now),
    open,
    draft,
    fault,
    announcement,
    pageTitle: signal(undefined),
    select,
  };
}
