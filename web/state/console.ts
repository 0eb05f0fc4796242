/** The console's state: configuration, conversations, the open one, and what the person may do. The only place that acts. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { ApiError } from '../../lib/api/client.ts';
import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { SessionEvent, Stored, TaskEvent } from '../../lib/domain/events.ts';
import { taskIdOfApproval } from '../../lib/domain/ids.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { Narrowing } from '../../lib/domain/scope.ts';
import { openApi, type SessionRow } from '../data/api.ts';
import type { ConsoleConfig } from '../data/config.ts';
import { type Links, openLinks } from '../data/links.ts';
import { type Followed, type Live, openLive } from '../data/live.ts';
import { strings } from '../strings.ts';
import { announce } from './announce.ts';
import { foldSession, type SessionView } from './session-view.ts';
import { foldTask, type TaskView } from './task-view.ts';

export interface Fault {
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
}

export interface OpenTask {
  readonly followed: Followed;
  readonly view: ReadonlySignal<TaskView>;
}

export interface OpenSession {
  readonly sessionId: string;
  readonly followed: Followed;
  readonly view: ReadonlySignal<SessionView>;
  /** What was sent and has not come back as an event yet. */
  readonly pending: Signal<string | undefined>;
  /** The proposal whose yes or no is on its way. */
  readonly deciding: Signal<string | undefined>;
  readonly cancelling: Signal<string | undefined>;
  task(taskId: string): OpenTask;
  close(): void;
}

export interface Console {
  readonly config: ConsoleConfig;
  readonly live: Live;
  readonly links: Links;
  readonly sessions: Signal<readonly SessionRow[] | undefined>;
  readonly olderSessions: Signal<string | undefined>;
  readonly sessionsFailed: Signal<boolean>;
  readonly open: Signal<OpenSession | undefined>;
  readonly draft: Signal<string>;
  readonly fault: Signal<Fault | undefined>;
  readonly announcement: Signal<string>;
  loadSessions(older?: 'older'): Promise<void>;
  select(sessionId: string | undefined): void;
  send(text: string): Promise<void>;
  consent(proposal: Proposal, narrowing: Narrowing | undefined): Promise<void>;
  decline(proposal: Proposal): Promise<void>;
  /** A reason, be it empty, is a no. */
  answerApproval(approval: Approval, answer: { readonly reach: Reach } | { readonly reason: string }): Promise<void>;
  pause(taskId: string): Promise<void>;
  resume(taskId: string): Promise<void>;
  cancel(taskId: string): Promise<void>;
}

export function openConsole(config: ConsoleConfig): Console {
  const api = openApi(config.apiUrl, config.token);
  const live = openLive(api, config.socketUrl);
  const open = signal<OpenSession | undefined>(undefined);
  const sessions = signal<readonly SessionRow[] | undefined>(undefined);
  const olderSessions = signal<string | undefined>(undefined);
  const sessionsFailed = signal(false);
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

  const loadSessions = async (older?: 'older'): Promise<void> => {
    try {
      const page = await api.listSessions(older ? olderSessions.value : undefined);
      sessions.value = older ? [...(sessions.value ?? []), ...page.items] : page.items;
      olderSessions.value = page.cursor;
      sessionsFailed.value = false;
    } catch {
      sessionsFailed.value = true;
    }
  };

  /** Runs what the person asked for; a failure becomes words and the stream is read again either way. */
  const attempt = async (title: string, act: () => Promise<void>): Promise<boolean> => {
    fault.value = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      fault.value = faultOf(title, error);
      return false;
    } finally {
      await open.value?.followed.refresh();
      void loadSessions();
    }
  };

  return {
    config,
    live,
    links: openLinks(api, Date.now),
    sessions,
    olderSessions,
    sessionsFailed,
    open,
    draft,
    fault,
    announcement,
    loadSessions,
    select,
    send: async text => {
      draft.value = '';
      let into: OpenSession | undefined;
      let saidBefore = 0;
      const sent = await attempt(strings.notSent, async () => {
        if (open.value === undefined) select(await api.createSession());
        into = open.value;
        if (into === undefined) return;
        saidBefore = saidIn(into);
        into.pending.value = text;
        await api.sendMessage(into.sessionId, text);
      });
      if (into) into.pending.value = undefined;
      if (sent) return;
      if (into && saidIn(into) > saidBefore) {
        if (fault.value) fault.value = { ...fault.value, title: strings.notAnswered };
        // What was typed is never lost, and never overwrites what was typed meanwhile.
      } else if (draft.value === '' && open.value === into) draft.value = text;
    },
    consent: (proposal, narrowing) => decide(proposal, strings.notConsented, () => api.consent(proposal, narrowing)),
    decline: proposal => decide(proposal, strings.notDeclined, () => api.decline(proposal)),
    answerApproval: async (approval, answer) => {
      const act = () => ('reach' in answer ? api.approve(approval, answer.reach) : api.deny(approval, answer.reason));
      await attempt(strings.notDecided, act);
      const taskId = taskIdOfApproval(approval.approvalId);
      await open.value?.task(taskId).followed.refresh();
    },
    pause: async taskId => {
      await attempt(strings.notPaused, () => api.pauseTask(taskId));
      await open.value?.task(taskId).followed.refresh();
    },
    resume: async taskId => {
      await attempt(strings.notResumed, () => api.resumeTask(taskId));
      await open.value?.task(taskId).followed.refresh();
    },
    cancel: async taskId => {
      const session = open.value;
      if (session) session.cancelling.value = taskId;
      const asked = await attempt(strings.notCancelled, () => api.cancelTask(taskId));
      await session?.task(taskId).followed.refresh();
      if (!asked && session) session.cancelling.value = undefined;
    },
  };

  async function decide(proposal: Proposal, title: string, act: () => Promise<void>): Promise<void> {
    const session = open.value;
    if (!session) return;
    session.deciding.value = proposal.proposalId;
    await attempt(title, act);
    session.deciding.value = undefined;
  }
}

function openSession(live: Live, sessionId: string, announcement: Signal<string>): OpenSession {
  const say = (event: Stored): void => {
    const words = announce(event);
    if (words !== undefined) announcement.value = words;
  };
  const tasks = new Map<string, OpenTask>();
  const followed = live.follow(`session/${sessionId}`, say);
  return {
    sessionId,
    followed,
    view: computed(() => foldSession(followed.events.value.filter(isSessionEvent))),
    pending: signal(undefined),
    deciding: signal(undefined),
    cancelling: signal(undefined),
    task: taskId => {
      const known = tasks.get(taskId);
      if (known) return known;
      const task = live.follow(`task/${taskId}`, say);
      const opened = { followed: task, view: computed(() => foldTask(task.events.value.filter(isTaskEvent))) };
      tasks.set(taskId, opened);
      return opened;
    },
    close: () => {
      followed.stop();
      for (const task of tasks.values()) task.followed.stop();
    },
  };
}

const saidIn = (session: OpenSession): number =>
  session.view.value.entries.filter(entry => entry.kind === 'message' && entry.message.role === 'user').length;

const isSessionEvent = (event: Stored): event is Stored<SessionEvent> => event.stream.startsWith('session/');
const isTaskEvent = (event: Stored): event is Stored<TaskEvent> => event.stream.startsWith('task/');

function faultOf(title: string, error: unknown): Fault {
  if (!(error instanceof ApiError)) return { title, detail: strings.unexpected, hint: '' };
  if (error.problem) return { title, detail: error.problem.detail, hint: error.problem.hint };
  return { title, detail: error.status === 0 ? strings.disconnected : error.message, hint: '' };
}
