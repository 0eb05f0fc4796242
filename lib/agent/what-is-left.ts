/** Tells the model where its budget ends while it can still end well: it counts neither turns nor time. Asks nobody, and keeps nothing. */

import { type Budget, budgetParts, type Spent } from '../domain/budget.ts';
import { allowedBudget } from '../domain/task-budget.ts';
import type { ModelMessage } from './model-client.ts';
import type { RunState } from './run.ts';

/** Steps: enough to come to a report by another way. */
const FEW_STEPS = 3;
/** The share of any other part of the budget. */
const LITTLE = 0.2;

/** What is sent, with the rest of the budget behind it where that is little. For this turn only: kept, it would be wrong by the next. */
export function withWhatIsLeft(
  messages: readonly ModelMessage[],
  { task, spent }: Pick<RunState, 'task' | 'spent'>,
): readonly ModelMessage[] {
  const allowed = allowedBudget(task);
  const rest = whatIsLeft(allowed, spent);
  if (rest === undefined) return messages;
  const when = allowed.steps - spent.steps <= 1 ? 'now' : 'before';
  const then =
    task.consent.onBudget === 'end'
      ? `After that the run ends without a report of yours: finish ${when}, with what you have.`
      : `After that the person is asked for more; if they add none, the run ends without a report of yours. Finish ${when} if you can; if not, put what you have found into your sentence.`;
  return [...messages, { role: 'user', text: `NOTE ${rest} ${then}` }];
}

function whatIsLeft(allowed: Budget, spent: Spent): string | undefined {
  const steps = allowed.steps - spent.steps;
  if (steps <= 1) return `This turn is the last of your ${allowed.steps} steps.`;
  if (steps <= FEW_STEPS)
    return `${steps} of your ${allowed.steps} steps are left: this turn is one, and finish takes one.`;
  const share = (part: keyof Budget): number => 1 - spent[part] / allowed[part];
  const part = budgetParts.find(one => one !== 'steps' && spent[one] > 0 && share(one) <= LITTLE);
  return part === undefined ? undefined : `${Math.max(0, Math.round(share(part) * 100))} % of your ${part} are left.`;
}
