/** Asks the person for more of the budget, in place and then parked. Extends nothing: that is the API's, with the person's yes. */

import type { AskedBudget, BudgetAnswer } from '../agent/journal.ts';
import { PutAway } from '../agent/put-away.ts';
import { BUDGET_ASK_TTL_MS } from '../domain/budget-ask.ts';
import { readTask } from '../store/reads.ts';
import { type AskingOf, ask, untilDecided } from './until-decided.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** After the end of the consent a yes would help nobody. */
export async function askBudget(deps: WorkerDeps, of: AskingOf, asked: AskedBudget): Promise<BudgetAnswer> {
  const { consent } = (await readTask(deps.store, of.ownerId, of.taskId)).state;
  const expires = Math.min(deps.clock() + BUDGET_ASK_TTL_MS, Date.parse(consent.expiresAt));
  const event = { type: 'budget.reached', data: { ...asked, expiresAt: new Date(expires).toISOString() } } as const;
  if (!(await ask(deps, of, event))) return { kind: 'taken-over' };
  const answer = await untilDecided<BudgetAnswer>(deps, of, {
    reason: 'budget',
    expires,
    isOpen: task => task.budgetAsk?.digest === asked.digest,
    read: ({ status, budgetDecision: decision, extended = {} }) => {
      if (status !== 'running' || decision?.ask.digest !== asked.digest) return undefined;
      return decision.kind === 'extended' ? { kind: 'extended', extended } : { kind: 'declined' };
    },
  });
  // The browser's way out is closed once its bytes are used up: another goes on, from the checkpoint.
  if (answer.kind === 'extended' && asked.asks.bytes !== undefined) throw new PutAway('budget');
  return answer;
}
