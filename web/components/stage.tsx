/** The large picture: the page as it is now, or at the step the person chose; and the person's hands on it where they have taken over. */

import { useSignal } from '@preact/signals';
import type { Frame } from '../data/frame.ts';
import { choosePicture, type Picture } from '../state/choose-picture.ts';
import type { StepView } from '../state/step-view.ts';
import { hasEnded, type TaskView } from '../state/task-view.ts';
import { visible } from '../state/visible.ts';
import { runWords } from '../strings/run-page.ts';
import { stepOf, strings } from '../strings.ts';
import { Badge } from './badge.tsx';
import { Hands } from './run/hands.tsx';
import { LivePicture } from './run/live-picture.tsx';
import { Shot } from './shot.tsx';
import { Spinner } from './spinner.tsx';

interface StageProps {
  readonly taskId: string;
  readonly view: TaskView;
  /** Undefined at the end of the run. */
  readonly chosen: StepView | undefined;
  readonly frame: Frame | undefined;
}

export function Stage({ taskId, view, chosen, frame }: StageProps) {
  const isLive = !hasEnded(view.status);
  const picture = choosePicture({ frame, steps: view.steps, chosen, isLive });
  if (view.control === 'taken')
    return <Hands taskId={taskId} frame={frame} picture={<Framed view={view} picture={picture} frame={frame} />} />;
  const place = picture.kind === 'frame' ? frame : picture.step;
  return (
    <figure class="stage">
      <figcaption class="stage-bar">
        <span class="stage-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span class="stage-url mono" title={visible(place?.title ?? '')}>
          {visible(place?.url ?? '')}
        </span>
        {picture.kind === 'frame' && (
          <Badge tone="bad" pulse>
            {runWords.live}
          </Badge>
        )}
      </figcaption>
      <div class="stage-view">
        <Framed view={view} picture={picture} frame={frame} />
      </div>
    </figure>
  );
}

interface FramedProps {
  readonly view: TaskView;
  readonly picture: Picture;
  readonly frame: Frame | undefined;
}

function Framed({ view, picture, frame }: FramedProps) {
  const failed = useSignal<string | undefined>(undefined);
  if (picture.kind === 'frame' && frame) return <LivePicture frame={frame} alt={runWords.livePicture} />;
  const step = picture.kind === 'frame' ? undefined : picture.step;
  const screenshotId = step?.screenshotId;
  if (step === undefined || screenshotId === undefined || failed.value === screenshotId)
    return <StageWords view={view} failed={failed.value !== undefined} />;
  return (
    <Shot
      artifactId={screenshotId}
      alt={`${stepOf(step.step)}: ${visible(step.title || step.url)}`}
      onFailed={() => {
        failed.value = screenshotId;
      }}
    />
  );
}

function StageWords({ view, failed }: { view: TaskView; failed: boolean }) {
  if (failed) return <p class="quiet">{strings.screenshotFailed}</p>;
  if (hasEnded(view.status) || view.steps.length > 0) return <p class="quiet">{strings.noScreenshot}</p>;
  return <Spinner label={view.status === 'queued' ? strings.waitingForWorker : strings.openingBrowser} />;
}
