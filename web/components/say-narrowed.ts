/** What was left out of a proposal, in words: one short phrase each. */

import type { Budget } from '../../lib/domain/budget.ts';
import { formatBytes, formatCount, formatSeconds, formatUsd } from '../state/format.ts';
import type { Choice } from '../state/narrowing.ts';
import { strings, verbWords } from '../strings.ts';

export function sayNarrowed({ sites, verbs, secrets, budget }: Choice): readonly string[] {
  const bounds = Object.entries(budget).map(([part, value]) => sayBound(part as keyof Budget, value));
  return [
    ...[...sites].map(strings.notOnSite),
    ...[...verbs].map(verb => strings.mayNot(verbWords[verb])),
    ...[...secrets].map(strings.notWithSecret),
    ...bounds.map(strings.atMost),
  ];
}

function sayBound(part: keyof Budget, value: number): string {
  switch (part) {
    case 'steps':
      return strings.stepsOf(formatCount(value));
    case 'seconds':
      return formatSeconds(value);
    case 'usd':
      return formatUsd(value);
    case 'tokens':
      return strings.tokensOf(formatCount(value));
    case 'bytes':
      return strings.dataOf(formatBytes(value));
    default:
      return part satisfies never;
  }
}
