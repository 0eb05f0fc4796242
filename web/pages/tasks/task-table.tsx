/** The tasks as a table; on a narrow screen the first column tells what the others would. */

import type { Task } from '../../../lib/domain/task.ts';
import { StatusBadge } from '../../components/run/status-badge.tsx';
import { formatCount, formatSeconds, formatUsd } from '../../state/format.ts';
import { now } from '../../state/now.ts';
import { tookSeconds } from '../../state/took.ts';
import { priorityWords, taskStrings } from '../../strings/tasks.ts';
import { Moment } from '../parts/moment.tsx';

export function TaskTable({ tasks }: { readonly tasks: readonly Task[] }) {
  return (
    <table class="table tasks-table" aria-label={taskStrings.tableLabel}>
      <thead>
        <tr>
          <th scope="col">{taskStrings.task}</th>
          <th scope="col" class="wide-only">
            {taskStrings.status}
          </th>
          <th scope="col" class="wide-only number">
            {taskStrings.steps}
          </th>
          <th scope="col" class="wide-only number" title={taskStrings.timeHint}>
            {taskStrings.time}
          </th>
          <th scope="col" class="wide-only number">
            {taskStrings.money}
          </th>
          <th scope="col" class="wide-only number">
            {taskStrings.begun}
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map(task => (
          <TaskRow key={task.taskId} task={task} />
        ))}
      </tbody>
    </table>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const { spent, consent } = task;
  const sites = consent.scope.sites;
  const time = formatSeconds(tookSeconds(task, now.value));
  const money = formatUsd(spent.usd);
  return (
    <tr data-testid="task-row" data-status={task.status}>
      <th scope="row" class="task-cell">
        <a class="row-link" href={`#/tasks/${task.taskId}`}>
          {task.title}
        </a>
        <span class="row-under">
          <span class="row-site">
            {sites[0]}
            {sites.length > 1 && ` +${sites.length - 1}`}
          </span>
          {task.priority !== 'normal' && (
            <span class="row-priority" data-priority={task.priority}>
              {priorityWords[task.priority]}
            </span>
          )}
          <a
            class="row-conversation"
            href={`#/${task.sessionId}`}
            aria-label={taskStrings.openConversation(task.title)}
          >
            {taskStrings.conversation}
          </a>
        </span>
        <span class="row-narrow figures">
          <StatusBadge view={task} />
          <span>{time}</span>
          <span>{money}</span>
          <Moment at={task.createdAt} />
        </span>
      </th>
      <td class="wide-only">
        <StatusBadge view={task} />
      </td>
      <td class="wide-only number">{formatCount(spent.steps)}</td>
      <td class="wide-only number">{time}</td>
      <td class="wide-only number">{money}</td>
      <td class="wide-only number">
        <Moment at={task.createdAt} />
      </td>
    </tr>
  );
}
