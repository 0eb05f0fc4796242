/** Every task of the owner's, filtered by what the address says. Filters what is loaded, says so, and loads more when asked. */

import { useConsole } from '../../components/context.ts';
import { TasksIcon } from '../../components/nav-icons.tsx';
import { now } from '../../state/now.ts';
import {
  everyTask,
  fits,
  fitsBeyondStatus,
  isActive,
  isFiltered,
  isShown,
  readFilter,
  shows,
  type TaskFilter,
  writeFilter,
} from '../../state/task-filter.ts';
import { listTasks, type TaskList } from '../../state/task-list.ts';
import { taskStrings } from '../../strings/tasks.ts';
import { Empty } from '../parts/empty.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { perConsole } from '../parts/per-console.ts';
import { BUSY_MS, QUIET_MS, useRefresh } from '../parts/use-refresh.ts';
import { TaskFilters } from './task-filters.tsx';
import { TaskTable } from './task-table.tsx';

const useTaskList = perConsole(console => listTasks(console.account, taskStrings.failed));

export function TasksPage({ query }: { readonly query: string }) {
  const { router } = useConsole();
  const list = useTaskList();
  const tasks = list.tasks.value;
  useRefresh(list.refresh, tasks?.some(task => isActive(task.status)) === true ? BUSY_MS : QUIET_MS);
  const filter = readFilter(query);
  const change = (part: Partial<TaskFilter>): void =>
    router.go({ page: 'tasks', query: writeFilter({ ...filter, ...part }) }, 'replace');
  const fitting = (tasks ?? []).filter(task => fitsBeyondStatus(task, filter, now.value));
  const counts = new Map(shows.map(show => [show, fitting.filter(task => isShown(task.status, show)).length]));
  return (
    <PageFrame title={taskStrings.title} lead={taskStrings.lead} testId="tasks-page">
      <TaskFilters filter={filter} change={change} counts={tasks === undefined ? undefined : counts} />
      <LoadState loaded={list} rows={6} />
      {tasks !== undefined && <Found list={list} filter={filter} clear={() => change(everyTask)} />}
    </PageFrame>
  );
}

interface FoundProps {
  readonly list: TaskList;
  readonly filter: TaskFilter;
  readonly clear: () => void;
}

function Found({ list, filter, clear }: FoundProps) {
  const tasks = list.tasks.value ?? [];
  const found = tasks.filter(task => fits(task, filter, now.value));
  const hasOlder = list.hasOlder.value;
  if (tasks.length === 0 && !hasOlder) {
    return (
      <Empty Icon={TasksIcon} title={taskStrings.emptyTitle}>
        <p>{taskStrings.emptyText}</p>
        <a class="button button-primary" href="#/">
          {taskStrings.ask}
        </a>
      </Empty>
    );
  }
  return (
    <>
      <p class="quiet figures found-line" role="status">
        {taskStrings.shownOf(found.length, tasks.length, hasOlder)}
      </p>
      {found.length > 0 ? (
        <TaskTable tasks={found} />
      ) : (
        <Empty Icon={TasksIcon} title={taskStrings.noneTitle}>
          <p>
            {taskStrings.noneText} {hasOlder && taskStrings.noneOlder}
          </p>
          {isFiltered(filter) && (
            <button type="button" class="button" onClick={clear}>
              {taskStrings.clear}
            </button>
          )}
        </Empty>
      )}
      <p class="page-more">
        {hasOlder ? (
          <button
            type="button"
            class="button"
            disabled={list.isLoadingOlder.value}
            onClick={() => void list.loadOlder()}
          >
            {list.isLoadingOlder.value ? taskStrings.loadingOlder : taskStrings.loadOlder}
          </button>
        ) : (
          <span class="quiet">{taskStrings.allLoaded}</span>
        )}
      </p>
    </>
  );
}
