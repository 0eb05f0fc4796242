/** What a task may spend, and what it has spent. Pure arithmetic; asks no clock. */

import * as z from 'zod';

/** The most that any errand may have, whatever is agreed to and added. */
export const mostOfBudget = { steps: 200, seconds: 7_200, tokens: 5_000_000, usd: 100, bytes: 2_000_000_000 } as const;

export const Budget = z.object({
  steps: z.int().min(1).max(mostOfBudget.steps),
  /** Wall time of acting, in seconds. Time spent waiting for a person does not count. */
  seconds: z.int().min(5).max(mostOfBudget.seconds),
  /** Model tokens, input and output together. */
  tokens: z.int().min(1_000).max(mostOfBudget.tokens),
  /** US dollars for the model. */
  usd: z.number().min(0).max(mostOfBudget.usd),
  /** Bytes the browser may receive. */
  bytes: z.int().min(100_000).max(mostOfBudget.bytes),
});
export type Budget = z.infer<typeof Budget>;

export interface Spent {
  readonly steps: number;
  readonly seconds: number;
  readonly tokens: number;
  readonly usd: number;
  readonly bytes: number;
}

/** What a run has spent up to an event of what no model's usage tells. */
export const SoFar = z.object({
  /** Whole seconds of acting, as the budget counts them. */
  seconds: z.int().min(0),
  bytes: z.int().min(0),
});
export type SoFar = z.infer<typeof SoFar>;

export const nothingSpent: Spent = { steps: 0, seconds: 0, tokens: 0, usd: 0, bytes: 0 };

export const budgetParts = ['steps', 'seconds', 'tokens', 'usd', 'bytes'] as const satisfies readonly (keyof Budget)[];

/** The parts of the budget that are used up. */
export const exhaustedParts = (budget: Budget, spent: Spent): readonly (keyof Budget)[] =>
  budgetParts.filter(part => spent[part] > 0 && spent[part] >= budget[part]);

/** The first of them, or undefined while all have some left. */
export const exhaustedPart = (budget: Budget, spent: Spent): keyof Budget | undefined =>
  exhaustedParts(budget, spent)[0];

export const spentDetail = (part: keyof Budget, allowed: number, spent: number): string =>
  `The budget of ${allowed} ${part} is used up (${Math.round(spent * 100) / 100} spent).`;

export function isWithinBudget(narrow: Budget, wide: Budget): boolean {
  return budgetParts.every(part => narrow[part] <= wide[part]);
}

export function addSpent(a: Spent, b: Partial<Spent>): Spent {
  return {
    steps: a.steps + (b.steps ?? 0),
    seconds: a.seconds + (b.seconds ?? 0),
    tokens: a.tokens + (b.tokens ?? 0),
    usd: a.usd + (b.usd ?? 0),
    bytes: a.bytes + (b.bytes ?? 0),
  };
}

/** What was spent once is never spent less: of two counts of the same the higher one. */
export function spentUpTo(spent: Spent, soFar: SoFar | undefined): Spent {
  if (soFar === undefined) return spent;
  const { seconds, bytes } = soFar;
  return { ...spent, seconds: Math.max(spent.seconds, seconds), bytes: Math.max(spent.bytes, bytes) };
}
