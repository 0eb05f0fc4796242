/** Asks the person for more where the budget is used up, before anything would pass it. Adds nothing by itself; what was said is the task's. */

import { exhaustedPart, type Spent } from '../domain/budget.ts';
import { asksFor, type BudgetMore, digestOfBudgetAsk, sumOfMore } from '../domain/budget-ask.ts';
import type { TaskResult } from '../domain/result.ts';
import { allowedBudget } from '../domain/task-budget.ts';
import { cancelled, failure } from './endings.ts';
import { budgetDetail } from './police.ts';
import { type RunDeps, type RunState, soFarIn } from './run.ts';

export type Room =
  | { readonly kind: 'room'; readonly state: RunState; readonly added: BudgetMore }
  /** Nobody added anything, or nobody may. */
  | { readonly kind: 'over'; readonly result: TaskResult }
  /** The person took the page over instead. */
  | { readonly kind: 'taken-over'; readonly state: RunState };

/** `spentNow` is asked again after each yes: the time of a person's deciding is not the errand's. */
export async function seekRoom(
  deps: RunDeps,
  before: RunState,
  spentNow: (state: RunState) => Spent = state => state.spent,
): Promise<Room> {
  let state = before;
  let added: BudgetMore = {};
  for (;;) {
    const { task, step } = state;
    const spent = spentNow(state);
    const allowed = allowedBudget(task);
    const limit = exhaustedPart(allowed, spent);
    if (limit === undefined) return { kind: 'room', state, added };
    const over: Room = {
      kind: 'over',
      result: failure('budget.exceeded', budgetDetail(limit, allowed, spent), state),
    };
    const asks = asksFor(task.consent.scope.budget, allowed, spent);
    const asked = deps.clock();
    const mayAsk = task.consent.onBudget !== 'end' && asked < Date.parse(task.consent.expiresAt);
    if (asks === undefined || !mayAsk) return over;
    // What the next worker goes on from, where this one is put away.
    deps.keep({ ...state, spent });
    const digest = digestOfBudgetAsk({ taskId: task.taskId, allowed, asks });
    const told = { step, limit, spent: spent[limit], allowed: allowed[limit], asks, digest };
    const answer = await deps.journal.askBudget(told);
    const rested = { ...state, startedAt: state.startedAt + deps.clock() - asked };
    switch (answer.kind) {
      case 'extended':
        state = { ...rested, task: { ...task, extended: answer.extended } };
        added = sumOfMore(added, asks);
        break;
      case 'declined':
      case 'expired':
        return over;
      case 'taken-over':
        return { kind: 'taken-over', state: rested };
      case 'cancelled':
        deps.signal.throwIfAborted();
        return { kind: 'over', result: cancelled() };
      default:
        return answer satisfies never;
    }
  }
}

/** What is spent at this moment, of what no event tells too. */
export const spentOn = (deps: RunDeps, state: RunState): Spent => ({ ...state.spent, ...soFarIn(deps, state) });

/** Before an act. Where the consent is over there is nothing to extend, and the police say so. */
export async function seekRoomToAct(deps: RunDeps, state: RunState): Promise<Room> {
  const isOver = deps.clock() >= Date.parse(state.task.consent.expiresAt);
  return isOver ? { kind: 'room', state, added: {} } : seekRoom(deps, state, now => spentOn(deps, now));
}
