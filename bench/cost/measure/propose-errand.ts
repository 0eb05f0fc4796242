/** The two turns of a model by which the measured errand is proposed, with terms of a common size. Runs nothing. */

import type { ModelTurn } from '../../../tests/support/api.ts';
import { MEASURED_SITE } from './measured-page.ts';

const calling =
  (name: string, args: unknown): ModelTurn =>
  async () => ({ toolCalls: [{ callId: 'c1', name, argumentsText: JSON.stringify(args) }] });

export const proposesErrand = (): ModelTurn[] => [
  calling('plan_errand', {}),
  calling('propose', {
    title: 'Rivers by their length',
    instruction: 'Open the list of rivers, go through its rows, and collect the name and the length of each river.',
    startUrl: `https://${MEASURED_SITE}/`,
    plan: ['Open the list of rivers', 'Go through the rows', 'Collect name and length of each'],
    sites: [MEASURED_SITE],
    verbs: ['read', 'navigate', 'input', 'submit'],
    steps: 40,
    seconds: 900,
  }),
];
