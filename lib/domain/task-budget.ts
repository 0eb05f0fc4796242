/**
 * How a task whose budget is used up waits for its person. A part of the state machine in `task.ts`; adds nothing by itself.
 *
 *   running ── budget.reached ──▶ waiting ──┬── budget.extended ──▶ running, or queued where it is parked
 *                                           ├── budget.declined ──▶ the same, and its worker ends it
 *                                           └── nobody answers in time: a worker ends it
 */

import type { Budget } from './budget.ts';
import { addMore, type BudgetAsk, sumOfMore } from './budget-ask.ts';
import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import { inStatus } from './in-status.ts';
import type { Task } from './task.ts';
import { answered } from './task-waits.ts';

export type BudgetEvent = Extract<TaskEvent, { type: 'budget.reached' | 'budget.extended' | 'budget.declined' }>;

/** What the person said last, and to what. */
export interface BudgetDecision {
  readonly kind: 'extended' | 'declined';
  readonly ask: BudgetAsk;
}

/** `next` is the task with the time of the event. */
export function evolveBudget(task: Task, event: BudgetEvent, next: Task): Task {
  switch (event.type) {
    case 'budget.reached':
      return inStatus(task, ['running'], event.type, {
        ...next,
        status: 'waiting',
        budgetAsk: event.data,
        budgetDecision: undefined,
      });
    case 'budget.extended': {
      const { digest, add, reserved } = event.data;
      const ask = openBudgetAsk(task, digest);
      const reservedMore = reserved === undefined ? task.reservedMore : [...(task.reservedMore ?? []), reserved];
      return answered(task, event.type, {
        ...next,
        budgetAsk: undefined,
        budgetDecision: { kind: 'extended', ask },
        extended: sumOfMore(task.extended ?? {}, add),
        ...(reservedMore === undefined ? {} : { reservedMore }),
      });
    }
    case 'budget.declined': {
      const ask = openBudgetAsk(task, event.data.digest);
      return answered(task, event.type, { ...next, budgetAsk: undefined, budgetDecision: { kind: 'declined', ask } });
    }
    default:
      return event satisfies never;
  }
}

/** What the task may spend: as consented, and what its person has added since. */
export const allowedBudget = ({ consent, extended }: Pick<Task, 'consent' | 'extended'>): Budget =>
  addMore(consent.scope.budget, extended ?? {});

/** The question that waits, where it is this one. Throws `budget.not-asked`, `budget.digest-mismatch`. */
export function openBudgetAsk({ taskId, budgetAsk }: Task, digest: string): BudgetAsk {
  if (budgetAsk === undefined)
    throw new ErrandError('budget.not-asked', `Task ${taskId} does not wait for more of its budget.`);
  if (budgetAsk.digest === digest) return budgetAsk;
  throw new ErrandError(
    'budget.digest-mismatch',
    `The digest given is ${digest}; that of the question is ${budgetAsk.digest}.`,
  );
}
