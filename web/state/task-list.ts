/** The list of tasks: page by page into the past, and the newest again and again. What is there stays while it is read anew. */

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Task } from '../../lib/domain/task.ts';
import type { AccountApi } from '../data/account-api.ts';
import { type Loaded, loadedFrom } from './loaded.ts';
import { isActive } from './task-filter.ts';

export interface TaskList extends Pick<Loaded<unknown>, 'fault' | 'readAt' | 'refresh'> {
  /** The newest first; undefined until the first page was read. */
  readonly tasks: ReadonlySignal<readonly Task[] | undefined>;
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly isLoadingOlder: ReadonlySignal<boolean>;
  loadOlder(): Promise<void>;
}

/** Tasks are some kilobytes each. */
const PAGE = 50;
/** Of tasks that have not ended and are not in the newest page; each is a request. */
const FOLLOWED_OLDER = 10;

export function listTasks(account: Pick<AccountApi, 'listTasks' | 'readTask'>, title: string): TaskList {
  const known = signal<ReadonlyMap<string, Task>>(new Map());
  const cursor = signal<string | undefined>(undefined);
  const isLoadingOlder = signal(false);
  let hasOlderPages = false;
  const add = (tasks: readonly Task[]): void => {
    known.value = new Map([...known.value, ...tasks.map(task => [task.taskId, task] as const)]);
  };
  const readNewest = async (): Promise<true> => {
    const page = await account.listTasks({ limit: PAGE });
    const newest = new Set(page.items.map(task => task.taskId));
    const rest = [...known.value.values()].filter(task => isActive(task.status) && !newest.has(task.taskId));
    add([
      ...page.items,
      ...(await Promise.all(rest.slice(0, FOLLOWED_OLDER).map(one => account.readTask(one.taskId)))),
    ]);
    if (!hasOlderPages) cursor.value = page.cursor;
    return true;
  };
  const loaded = loadedFrom(title, readNewest);
  const older = loadedFrom(title, async () => {
    const page = await account.listTasks({ limit: PAGE, cursor: cursor.value });
    hasOlderPages = true;
    add(page.items);
    cursor.value = page.cursor;
    return true;
  });
  return {
    // Ids sort by time.
    tasks: computed(() =>
      loaded.data.value === undefined
        ? undefined
        : [...known.value.values()].toSorted((a, b) => (a.taskId < b.taskId ? 1 : -1)),
    ),
    fault: computed(() => loaded.fault.value ?? older.fault.value),
    readAt: loaded.readAt,
    refresh: loaded.refresh,
    hasOlder: computed(() => cursor.value !== undefined),
    isLoadingOlder,
    loadOlder: async () => {
      if (cursor.value === undefined || isLoadingOlder.value) return;
      isLoadingOlder.value = true;
      await older.refresh();
      isLoadingOlder.value = false;
    },
  };
}
