/** One step: why, what, how it went, how long it took, and how the page looked. */

import { formatMs } from '../state/format.ts';
import type { ActionView, StepView } from '../state/step-view.ts';
import { stepOf, strings } from '../strings.ts';
import { Badge } from './badge.tsx';
import { RemarkLine } from './remark-line.tsx';
import { Shot } from './shot.tsx';

interface StepProps {
  readonly step: StepView;
  readonly isChosen: boolean;
  readonly isUnderWay: boolean;
  readonly choose: () => void;
}

export function StepRow({ step, isChosen, isUnderWay, choose }: StepProps) {
  return (
    <li class="step" data-chosen={isChosen} data-testid="step">
      {step.screenshotId !== undefined && (
        <button
          type="button"
          class="thumb"
          aria-label={`${strings.preview}: ${stepOf(step.step)}`}
          aria-pressed={isChosen}
          onClick={choose}
        >
          <Shot artifactId={step.screenshotId} alt="" />
        </button>
      )}
      <p class="step-head">
        <span class="step-name">{stepOf(step.step)}</span>
        <StepTimes step={step} />
      </p>
      {step.reasoning !== '' && <p class="step-why prose">{step.reasoning}</p>}
      {step.actions.length > 0 && (
        <ul class="actions">
          {step.actions.map(action => (
            <ActionLine key={action.index} action={action} isUnderWay={isUnderWay} />
          ))}
        </ul>
      )}
      {step.remarks.map((remark, index) => (
        <RemarkLine key={index} remark={remark} />
      ))}
      {isUnderWay && step.decideMs === undefined && (
        <p class="quiet">{step.observeMs === undefined ? strings.looking : strings.deciding}</p>
      )}
    </li>
  );
}

function StepTimes({ step }: { step: StepView }) {
  const parts = [
    step.observeMs === undefined ? '' : `${strings.observed} ${formatMs(step.observeMs)}`,
    step.decideMs === undefined ? '' : `${strings.decided} ${formatMs(step.decideMs)}`,
  ];
  return <span class="step-times figures">{parts.filter(part => part !== '').join(' · ')}</span>;
}

function ActionLine({ action, isUnderWay }: { action: ActionView; isUnderWay: boolean }) {
  const { outcome } = action;
  return (
    <li class="action">
      <span class="action-words">{action.words || strings.looking}</span>
      <span class="action-end">
        {outcome === undefined && isUnderWay && (
          <Badge tone="accent" pulse>
            {strings.underWay}
          </Badge>
        )}
        {outcome === undefined && !isUnderWay && <Badge tone="warn">{strings.unknownOutcome}</Badge>}
        {outcome?.ok === true && <Badge tone="good">{strings.finished}</Badge>}
        {outcome?.ok === false && <Badge tone="bad">{strings.rejected}</Badge>}
        {action.ms !== undefined && <span class="figures quiet">{formatMs(action.ms)}</span>}
      </span>
      {outcome?.ok === false && <span class="action-detail">{outcome.detail}</span>}
      {outcome?.ok === true && outcome.note !== undefined && <span class="action-detail">{outcome.note}</span>}
    </li>
  );
}
