/** Tasks that a worker takes up only to end them: no browser is opened for these. A pure reading of the task and its events. */

import { cancelled, failure } from '../agent/endings.ts';
import { spentDetail } from '../domain/budget.ts';
import type { BudgetAsk } from '../domain/budget-ask.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { TaskResult } from '../domain/result.ts';
import type { Task } from '../domain/task.ts';

/** A worker that dies is followed by another, but not for ever: it may be this task that kills them. */
const MAX_DEATHS = 3;

export function endsAtOnce(task: Task, events: readonly TaskEvent[], now: number): TaskResult | undefined {
  if (task.cancelRequested) return cancelled();
  const queued = events.findLast(event => event.type === 'task.queued');
  if (queued?.type === 'task.queued' && queued.data.reason === 'expired') return expired(task);
  if (now >= Date.parse(task.consent.expiresAt))
    return failure('consent.expired', `The consent to task ${task.taskId} ended at ${task.consent.expiresAt}.`);
  const { budgetDecision } = task;
  if (budgetDecision?.kind === 'declined') return spent(budgetDecision.ask);
  const deaths = deathsIn(events);
  if (deaths <= MAX_DEATHS) return undefined;
  return failure(
    'task.interrupted',
    `${deaths} workers ended in the middle of it, the last in step ${task.steps}. What was done until then is in the events; the outcome of the last action is unknown, and nothing was repeated.`,
  );
}

/**
 * Workers that ended while they held the task, whoever found out: the reaper, or the next worker that took the stale lease. A task
 * that is reclaimed from the queue has only lost its message.
 */
function deathsIn(events: readonly TaskEvent[]): number {
  let isHeld = false;
  let deaths = 0;
  for (const event of events) {
    const isTaken = event.type === 'task.started';
    const isReclaimed = event.type === 'task.queued' && event.data.reason === 'reclaimed';
    if (isHeld && (isTaken || isReclaimed)) deaths += 1;
    if (isTaken) isHeld = true;
    else if (event.type === 'task.queued' || event.type === 'task.parked') isHeld = false;
  }
  return deaths;
}

const spent = ({ limit, spent: used, allowed }: BudgetAsk): TaskResult =>
  failure('budget.exceeded', spentDetail(limit, allowed, used));

function expired({ question, approval, budgetAsk, secretNeeded }: Task): TaskResult {
  // It ends as where nobody could be asked.
  if (budgetAsk !== undefined) return spent(budgetAsk);
  if (secretNeeded !== undefined) {
    const detail = `Nobody stored the secret "${secretNeeded.name}" in time.`;
    return { ...failure('secret.missing', detail), status: 'cancelled' };
  }
  const result =
    question !== undefined
      ? failure('question.expired', `Nobody answered: ${question.question}`)
      : approval !== undefined
        ? failure('approval.expired', `Nobody decided in time on: ${approval.description}`)
        : failure('task.pause-expired', 'It was paused for longer than a paused task is kept.');
  return { ...result, status: 'cancelled' };
}
