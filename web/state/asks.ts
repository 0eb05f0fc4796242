/** What a run may wait for beside a question and an approval. Types only of the domain, whose modules are not for browsers. */

export type { BudgetAsk, BudgetMore } from '../../lib/domain/budget-ask.ts';
export type { Control } from '../../lib/domain/task-control.ts';
export type { SecretNeeded } from '../../lib/domain/task-secret.ts';
