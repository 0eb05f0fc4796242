/** All that is known of the step that is shown: why, what, found by what, how long, at what cost, and what the agent saw. */

import type { ComponentChildren } from 'preact';
import { formatCount, formatMs, formatUsd } from '../../state/format.ts';
import type { StepView } from '../../state/step-view.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { stepOf } from '../../strings.ts';
import { RemarkLine } from '../remark-line.tsx';
import { ActionLine } from './action-line.tsx';
import { ObservationFold } from './observation-fold.tsx';

interface DetailsProps {
  readonly step: StepView;
  readonly isUnderWay: boolean;
  /** What was looked for in it: its lines are marked. */
  readonly claim: string | undefined;
}

export function StepDetails({ step, isUnderWay, claim }: DetailsProps) {
  return (
    <section class="details" aria-label={runWords.details} data-testid="step-details">
      <h3>
        {stepOf(step.step)}
        {step.title !== '' && <span class="quiet"> {visible(step.title)}</span>}
      </h3>
      {step.reasoning !== '' && (
        <Part name={runWords.thought}>
          <p class="prose">{step.reasoning}</p>
        </Part>
      )}
      <Part name={runWords.did}>
        {step.actions.length === 0 && step.remarks.length === 0 && <p class="quiet">{runWords.nothingDone}</p>}
        {step.actions.length > 0 && (
          <ul class="actions">
            {step.actions.map(action => (
              <ActionLine key={action.index} action={action} isUnderWay={isUnderWay} isInDetail />
            ))}
          </ul>
        )}
        {step.remarks.map((remark, index) => (
          <RemarkLine key={index} remark={remark} />
        ))}
      </Part>
      <Part name={runWords.timing}>
        <span class="figures">{timesOf(step)}</span>
      </Part>
      {step.usage && (
        <Part name={runWords.cost}>
          <span class="figures">
            {formatCount(step.usage.inputTokens)} + {formatCount(step.usage.outputTokens)} tokens ·{' '}
            {formatUsd(step.usage.usd)}
          </span>
        </Part>
      )}
      <ObservationFold key={claim === undefined ? 'seen' : `${step.step}-${claim}`} text={step.text} claim={claim} />
    </section>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="details-part">
      <h4>{name}</h4>
      <div>{children}</div>
    </div>
  );
}

function timesOf({ observeMs, decideMs, actions }: StepView): string {
  const acted = actions.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
  const parts = [
    observeMs === undefined ? '' : `${runWords.stepSaw} ${formatMs(observeMs)}`,
    decideMs === undefined ? '' : `${runWords.stepDecided} ${formatMs(decideMs)}`,
    acted === 0 ? '' : `${runWords.stepActed} ${formatMs(acted)}`,
  ];
  return parts.filter(part => part !== '').join(' · ') || '–';
}
