/** Which tasks wait for the person, whatever page is open; says it outside the page where the person wants that. Decides nothing. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Task } from '../../lib/domain/task.ts';
import type { AccountApi } from '../data/account-api.ts';
import { taskStatusWords } from '../strings.ts';
import { keepFresh } from './keep-fresh.ts';
import { settings } from './settings.ts';

export interface Attention {
  /** Of the newest tasks, the newest first. */
  readonly waiting: ReadonlySignal<readonly Task[]>;
  look(): Promise<void>;
}

interface AttentionOptions {
  readonly account: Pick<AccountApi, 'listTasks'>;
  readonly show: (taskId: string) => void;
}

/** How far back it looks: one page, so that an open console stays cheap. */
const NEWEST = 20;
/** What the sidebar and the first page need goes before it. */
const FIRST_LOOK_MS = 1_500;

export function watchForWaiting({ account, show }: AttentionOptions): Attention {
  const waiting = signal<readonly Task[]>([]);
  let told: ReadonlySet<string> | undefined;
  const look = async (): Promise<void> => {
    const page = await account.listTasks({ limit: NEWEST }).catch(() => undefined);
    if (page === undefined) return;
    waiting.value = page.items.filter(task => task.status === 'waiting' && !task.cancelRequested);
    const fresh = waiting.value.filter(task => told !== undefined && !told.has(waitOf(task)));
    // What waited already when the page was opened is no news.
    told = new Set(waiting.value.map(waitOf));
    for (const task of fresh) notify(task, show);
  };
  setTimeout(() => void look(), FIRST_LOOK_MS);
  keepFresh(look, () => settings.value.notify);
  return { waiting, look };
}

/** One wait of one task: the same task may wait again for something else. */
const waitOf = ({ taskId, approval, question }: Pick<Task, 'taskId' | 'approval' | 'question'>): string =>
  `${taskId} ${approval?.approvalId ?? question?.questionId ?? ''}`;

function notify(task: Task, show: (taskId: string) => void): void {
  if (!settings.value.notify || document.visibilityState === 'visible') return;
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const body = task.approval?.description ?? task.question?.question ?? taskStatusWords[task.status];
  const notice = new Notification(task.title, { body, tag: waitOf(task), icon: 'icon.svg' });
  notice.onclick = () => {
    window.focus();
    show(task.taskId);
    notice.close();
  };
}
