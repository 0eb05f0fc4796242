/** A person's decision where a budget is used up: just what is asked, by its digest, with its money taken from the owner's day in one transaction. */

import { ErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import { withQueue } from '../domain/queue-again.ts';
import { type Reservation, reserve } from '../domain/quota.ts';
import type { Task } from '../domain/task.ts';
import { openBudgetAsk } from '../domain/task-budget.ts';
import { changeTask } from '../store/change.ts';
import { takingMore } from '../store/quota.ts';
import type { ConsentDeps } from './deps.ts';
import type { Handler } from './endpoint.ts';
import { noteKey } from './note-key.ts';
import { refuseOver } from './refuse-over.ts';
import type { budgetRoutes } from './routes/asks.ts';

type Spec = (typeof budgetRoutes)['POST /tasks/{taskId}/budget'];

/** Throws `budget.*`, `quota.money-today`, `task.finished`, `task.cancelled`, and what the store throws. */
export const extendBudget: Handler<ConsentDeps, Spec> = async (deps, { params, body, ownerId, caller, remember }) => {
  const { digest, decision } = body;
  const by = noteKey(caller);
  let reserved: Reservation | undefined;
  const decide = (task: Task): TaskEvent => {
    refuseOver(task);
    const ask = openBudgetAsk(task, digest);
    const now = deps.clock();
    if (now >= Date.parse(ask.expiresAt))
      throw new ErrandError('budget.ask-expired', `The question expired at ${ask.expiresAt}.`);
    reserved = undefined;
    if (decision === 'end') return { type: 'budget.declined', data: { digest, ...by } };
    const { usd } = ask.asks;
    // A task that takes part in no quota takes nothing.
    reserved = usd === undefined || task.reserved === undefined ? undefined : reserve(usd, now);
    const taken = reserved === undefined ? {} : { reserved };
    return { type: 'budget.extended', data: { digest, add: ask.asks, ...taken, ...by } };
  };
  const { task } = await changeTask(
    deps.store,
    params.taskId,
    before => withQueue(before, [decide(before)], { reason: 'answered', now: deps.clock() }),
    {
      ownerId,
      alongside: change => {
        const take = takingMore(change.task, reserved, deps.limits);
        return { ...remember(202, { task: change.task }), ...(take && { take }) };
      },
    },
  );
  return { body: { task } };
};
