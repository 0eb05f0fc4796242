/** Parts of a budget as a person reads them: `12 steps`, `$0.50`. Prints nothing. */

import { type Budget, budgetParts } from '../domain/budget.ts';
import type { BudgetMore } from '../domain/budget-ask.ts';

export function renderAmount(part: keyof Budget, amount: number): string {
  switch (part) {
    case 'usd':
      return `$${amount.toFixed(2)}`;
    case 'bytes':
      return `${(amount / 1e6).toFixed(1)} MB`;
    case 'seconds':
      return `${Math.round(amount)} s`;
    case 'steps':
    case 'tokens':
      return `${amount.toLocaleString('en')} ${part}`;
    default:
      return part satisfies never;
  }
}

export const renderMore = (more: BudgetMore): string =>
  budgetParts.flatMap(part => (more[part] === undefined ? [] : [renderAmount(part, more[part])])).join(', ');
