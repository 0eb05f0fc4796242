/** An amount of one part of a budget, in words. */

import type { Budget } from '../../lib/domain/budget.ts';
import type { BudgetMore } from './asks.ts';
import { formatBytes, formatCount, formatSeconds, formatUsd } from './format.ts';

export function sayAmount(part: keyof Budget, value: number): string {
  switch (part) {
    case 'steps':
      return `${formatCount(value)} steps`;
    case 'seconds':
      return formatSeconds(value);
    case 'usd':
      return formatUsd(value);
    case 'tokens':
      return `${formatCount(value)} tokens`;
    case 'bytes':
      return `${formatBytes(value)} of data`;
    default:
      return part satisfies never;
  }
}

/** Before another amount of the same: `7` of `20 steps`. */
export const sayBare = (part: keyof Budget, value: number): string =>
  part === 'steps' || part === 'tokens' ? formatCount(value) : sayAmount(part, value).replace(' of data', '');

const budgetParts = ['steps', 'seconds', 'tokens', 'usd', 'bytes'] as const satisfies readonly (keyof Budget)[];

/** What is to be added, part by part. */
export const sayAmounts = (amounts: Readonly<BudgetMore>): readonly string[] =>
  budgetParts.flatMap(part => (amounts[part] === undefined ? [] : [sayAmount(part, amounts[part])]));

/** The budget of the consent with what was added to it since. */
export function withAdded(budget: Budget, added: Readonly<BudgetMore>): Budget {
  const sum = { ...budget };
  for (const part of budgetParts) sum[part] = budget[part] + (added[part] ?? 0);
  return sum;
}

export function addAmounts(one: Readonly<BudgetMore>, other: Readonly<BudgetMore>): BudgetMore {
  const sum: BudgetMore = {};
  for (const part of budgetParts) {
    if (one[part] === undefined && other[part] === undefined) continue;
    sum[part] = (one[part] ?? 0) + (other[part] ?? 0);
  }
  return sum;
}
