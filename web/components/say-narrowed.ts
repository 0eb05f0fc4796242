/** What was left out of a proposal, in words: one short phrase each. */

import type { Budget } from '../../lib/domain/budget.ts';
import type { Choice } from '../state/narrowing.ts';
import { sayAmount } from '../state/say-amount.ts';
import { strings, verbWords } from '../strings.ts';

export function sayNarrowed({ sites, verbs, secrets, budget }: Choice): readonly string[] {
  const bounds = Object.entries(budget).map(([part, value]) => sayAmount(part as keyof Budget, value));
  return [
    ...[...sites].map(strings.notOnSite),
    ...[...verbs].map(verb => strings.mayNot(verbWords[verb])),
    ...[...secrets].map(strings.notWithSecret),
    ...bounds.map(strings.atMost),
  ];
}
