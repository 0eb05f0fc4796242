/** How long a step looked and thought, in a few quiet words. */

import { formatMs } from '../../state/format.ts';
import type { StepView } from '../../state/step-view.ts';
import { strings } from '../../strings.ts';

export function StepTimes({ step }: { readonly step: StepView }) {
  const parts = [
    step.observeMs === undefined ? '' : `${strings.observed} ${formatMs(step.observeMs)}`,
    step.decideMs === undefined ? '' : `${strings.decided} ${formatMs(step.decideMs)}`,
  ];
  return <span class="step-times figures">{parts.filter(part => part !== '').join(' · ')}</span>;
}
