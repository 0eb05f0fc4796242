/** The steps as they happen, the newest at the end and in view. */

import type { StepView } from '../state/step-view.ts';
import { hasEnded, type TaskView } from '../state/task-view.ts';
import { strings } from '../strings.ts';
import { StepRow } from './step-row.tsx';
import { useStickToEnd } from './stick-to-end.ts';

interface TimelineProps {
  readonly view: TaskView;
  readonly chosen: number | undefined;
  readonly choose: (step: StepView) => void;
}

export function Timeline({ view, chosen, choose }: TimelineProps) {
  const stick = useStickToEnd<HTMLElement>(view.steps);
  const ended = hasEnded(view.status);
  const last = view.steps.at(-1)?.step;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="timeline" ref={stick.box} tabIndex={0} aria-label={strings.timeline}>
      <ol class="steps">
        {view.steps.map(step => (
          <StepRow
            key={step.step}
            step={step}
            isChosen={step.step === chosen}
            isUnderWay={!ended && view.status === 'running' && step.step === last}
            choose={() => choose(step)}
          />
        ))}
      </ol>
      {view.steps.length === 0 && <p class="quiet">{ended ? strings.noStepsMade : strings.noStepsYet}</p>}
    </section>
  );
}
