/** What a run asks where its budget is used up: so much more of just the parts that are, bound to a digest. A yes adds exactly that. */

import * as z from 'zod';
import { Budget, budgetParts, exhaustedParts, mostOfBudget, type Spent } from './budget.ts';
import { digestOf } from './digest.ts';

/** What a person adds to a consented budget, which itself never changes. */
export const BudgetMore = Budget.partial();
export type BudgetMore = z.infer<typeof BudgetMore>;

/** What the consent says of it: ask the person (where nothing is said), or end. */
export const OnBudget = z.enum(['ask', 'end']);
export type OnBudget = z.infer<typeof OnBudget>;

/** As long as a question. */
export const BUDGET_ASK_TTL_MS = 24 * 60 * 60_000;

export const BudgetAsk = z.object({
  step: z.int().min(0),
  /** The first part that is used up. */
  limit: z.enum(budgetParts),
  spent: z.number(),
  /** By the consent and what was added before. */
  allowed: z.number(),
  /** What a yes adds. */
  asks: BudgetMore,
  digest: z.string(),
  expiresAt: z.string(),
});
export type BudgetAsk = z.infer<typeof BudgetAsk>;

export function addMore(budget: Budget, more: BudgetMore): Budget {
  const sum = { ...budget };
  for (const part of budgetParts) sum[part] = budget[part] + (more[part] ?? 0);
  return sum;
}

export function sumOfMore(one: BudgetMore, other: BudgetMore): BudgetMore {
  const sum: BudgetMore = {};
  for (const part of budgetParts) {
    if (one[part] === undefined && other[part] === undefined) continue;
    sum[part] = (one[part] ?? 0) + (other[part] ?? 0);
  }
  return sum;
}

/** The least that is worth asking for. */
const LEAST: Budget = { steps: 1, seconds: 5, tokens: 1_000, usd: 0.01, bytes: 100_000 };
const CENTS = 100;

/**
 * What is missing and half of what was consented to, of each part that is used up. Undefined where one of them is at the most that any
 * errand may have: then nobody can help.
 */
export function asksFor(consented: Budget, allowed: Budget, spent: Spent): BudgetMore | undefined {
  const asks: BudgetMore = {};
  for (const part of exhaustedParts(allowed, spent)) {
    const missing = Math.max(0, spent[part] - allowed[part]);
    const room = mostOfBudget[part] - allowed[part];
    const wanted = rounded(part, missing + Math.max(LEAST[part], consented[part] / 2));
    if (room < missing + LEAST[part]) return undefined;
    asks[part] = Math.min(wanted, room);
  }
  return asks;
}

const rounded = (part: keyof Budget, amount: number): number =>
  part === 'usd' ? Math.ceil(Number((amount * CENTS).toFixed(6))) / CENTS : Math.ceil(amount);

/** What was allowed before is a part of it: once used, a yes fits no later question. */
export const digestOfBudgetAsk = (of: { taskId: string; allowed: Budget; asks: BudgetMore }): string => digestOf(of);
