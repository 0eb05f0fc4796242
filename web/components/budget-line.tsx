/** The most a task may spend, in words. */

import type { Budget } from '../../lib/domain/budget.ts';
import { formatBytes, formatCount, formatSeconds, formatUsd } from '../state/format.ts';

export function BudgetLine({ budget }: { budget: Budget }) {
  const parts = [
    `${formatCount(budget.steps)} steps`,
    formatSeconds(budget.seconds),
    formatUsd(budget.usd),
    `${formatCount(budget.tokens)} tokens`,
    `${formatBytes(budget.bytes)} of data`,
  ];
  return <>{parts.join(' · ')}</>;
}
