/** One step in the list: why, what, how it went, how long it took, and how the page looked. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { StepView } from '../state/step-view.ts';
import { runWords } from '../strings/run-page.ts';
import { stepOf, strings } from '../strings.ts';
import { RemarkLine } from './remark-line.tsx';
import { ActionLine } from './run/action-line.tsx';
import { StepTimes } from './run/step-times.tsx';
import { Shot } from './shot.tsx';

interface StepProps {
  readonly step: StepView;
  readonly index: number;
  readonly count: number;
  /** Where it begins in the list, in px. */
  readonly top: number;
  readonly measure: (row: HTMLElement | null) => void;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly isUnderWay: boolean;
  readonly choose: () => void;
  readonly onFocus: () => void;
}

/** A list that is scrolled fast asks for no picture of what only flies by. */
const THUMB_DELAY_MS = 200;

export function StepRow({
  step,
  index,
  count,
  top,
  measure,
  isChosen,
  isTabStop,
  isUnderWay,
  choose,
  onFocus,
}: StepProps) {
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => measure(row.current), []);
  return (
    <li
      class="step"
      ref={row}
      data-index={index}
      data-chosen={isChosen}
      data-testid="step"
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {step.screenshotId !== undefined && (
        <span class="thumb" aria-hidden="true">
          <Shot artifactId={step.screenshotId} alt="" delayMs={THUMB_DELAY_MS} />
        </span>
      )}
      <p class="step-head">
        <button
          type="button"
          class="step-choose"
          aria-label={runWords.showStep(step.step)}
          aria-pressed={isChosen}
          tabIndex={isTabStop ? 0 : -1}
          onClick={choose}
          onFocus={onFocus}
        >
          {stepOf(step.step)}
        </button>
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
      {step.remarks.map((remark, place) => (
        <RemarkLine key={place} remark={remark} />
      ))}
      {isUnderWay && step.decideMs === undefined && (
        <p class="quiet">{step.observeMs === undefined ? strings.looking : strings.deciding}</p>
      )}
    </li>
  );
}
