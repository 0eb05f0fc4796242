/** The large picture: the page as the agent sees it now, or at the step the person chose. */

import { useSignal } from '@preact/signals';
import type { StepView } from '../state/step-view.ts';
import { hasEnded, type TaskView } from '../state/task-view.ts';
import { stepOf, strings } from '../strings.ts';
import { Shot } from './shot.tsx';
import { Spinner } from './spinner.tsx';

interface StageProps {
  readonly view: TaskView;
  readonly chosen: StepView | undefined;
  readonly backToLive: () => void;
}

export function Stage({ view, chosen, backToLive }: StageProps) {
  const step = chosen ?? view.steps.findLast(known => known.screenshotId !== undefined) ?? view.steps.at(-1);
  const failed = useSignal<string | undefined>(undefined);
  const alt = step ? `${stepOf(step.step)}: ${step.title || step.url}` : '';
  return (
    <figure class="stage">
      <figcaption class="stage-bar">
        <span class="stage-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span class="stage-url mono" title={step?.title}>
          {step?.url ?? ''}
        </span>
        {chosen && (
          <button type="button" class="button button-small" onClick={backToLive}>
            {strings.backToLive}
          </button>
        )}
      </figcaption>
      <div class="stage-view">
        {step?.screenshotId !== undefined && failed.value !== step.screenshotId ? (
          <Shot
            artifactId={step.screenshotId}
            alt={alt}
            onFailed={() => {
              failed.value = step.screenshotId;
            }}
          />
        ) : (
          <StageWords view={view} failed={failed.value !== undefined} />
        )}
      </div>
    </figure>
  );
}

function StageWords({ view, failed }: { view: TaskView; failed: boolean }) {
  if (failed) return <p class="quiet">{strings.screenshotFailed}</p>;
  if (hasEnded(view.status) || view.steps.length > 0) return <p class="quiet">{strings.noScreenshot}</p>;
  return <Spinner label={view.status === 'queued' ? strings.waitingForWorker : strings.openingBrowser} />;
}
