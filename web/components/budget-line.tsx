/** The most a task may spend, in words. */

import type { Budget } from '../../lib/domain/budget.ts';
import { sayAmounts } from '../state/say-amount.ts';

export function BudgetLine({ budget }: { budget: Budget }) {
  return <>{sayAmounts(budget).join(' · ')}</>;
}
