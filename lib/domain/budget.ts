/** What a task may spend, and what it has spent. Pure arithmetic; asks no clock. */

import * as z from 'zod';

export const Budget = z.object({
  steps: z.int().min(1).max(200),
  /** Wall time of acting, in seconds. Time spent waiting for a person does not count. */
  seconds: z.int().min(5).max(7_200),
  /** Model tokens, input and output together. */
  tokens: z.int().min(1_000).max(5_000_000),
  /** US dollars for the model. */
  usd: z.number().min(0).max(100),
  /** Bytes the browser may receive. */
  bytes: z.int().min(100_000).max(2_000_000_000),
});
export type Budget = z.infer<typeof Budget>;

export interface Spent {
  readonly steps: number;
  readonly seconds: number;
  readonly tokens: number;
  readonly usd: number;
  readonly bytes: number;
}

export const nothingSpent: Spent = { steps: 0, seconds: 0, tokens: 0, usd: 0, bytes: 0 };

export const budgetParts = ['steps', 'seconds', 'tokens', 'usd', 'bytes'] as const satisfies readonly (keyof Budget)[];

/** The first part of the budget that is used up, or undefined while all have some left. */
export function exhaustedPart(budget: Budget, spent: Spent): keyof Budget | undefined {
  return budgetParts.find(part => spent[part] > 0 && spent[part] >= budget[part]);
}

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
