/** A run to look at: the picture with its slider, and beside it the steps, one step in detail, and what else there is. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { hasEnded } from '../../state/task-view.ts';
import { runWords } from '../../strings/run-page.ts';
import { useConsole } from '../context.ts';
import { decodePicture } from '../shot.tsx';
import { Stage } from '../stage.tsx';
import { Timeline } from '../timeline.tsx';
import { ReplayBar } from './replay-bar.tsx';
import type { ShownRun } from './shown-run.ts';
import { StepDetails } from './step-details.tsx';
import { type Tab, Tabs } from './tabs.tsx';
import { TellBox } from './tell-box.tsx';
import { useFrame } from './use-frame.ts';
import { useReplay } from './use-replay.ts';

type TabName = 'steps' | 'step' | 'files' | 'hosts' | 'facts';

interface BodyProps {
  readonly run: ShownRun;
  /** Beside the steps and the step. */
  readonly more?: readonly Tab<TabName>[];
}

export function RunBody({ run, more = [] }: BodyProps) {
  const { taskId, task } = run;
  const view = task.view.value;
  const isLive = !hasEnded(view.status);
  const replay = useReplay(view.steps, task.position);
  const frame = useFrame(taskId, isLive);
  const tab = useSignal<TabName>('steps');
  useNextPicture(view.steps[replay.index + 1]?.screenshotId, replay.isPlaying.value);
  useEffect(() => {
    if (task.claim.value !== undefined) tab.value = 'step';
  }, [task.claim.value]);
  const step = view.steps[replay.index];
  const canTell = isLive && !view.cancelRequested && view.control === undefined;
  const tabs: readonly Tab<TabName>[] = [
    {
      name: 'steps',
      words: runWords.steps,
      count: view.steps.length,
      panel: () => (
        <Timeline view={view} shown={replay.index} isAtEnd={replay.isAtEnd} choose={index => replay.to(index)} />
      ),
    },
    {
      name: 'step',
      words: runWords.details,
      panel: () =>
        step ? (
          <StepDetails
            step={step}
            claim={task.claim.value}
            isUnderWay={view.status === 'running' && replay.index === view.steps.length - 1}
          />
        ) : (
          <p class="quiet">{runWords.noStepYet}</p>
        ),
    },
    ...more,
  ];
  return (
    <div class="run-body">
      <div class="run-main">
        <Stage
          taskId={taskId}
          view={view}
          chosen={replay.isAtEnd ? undefined : step}
          frame={isLive ? frame.value : undefined}
        />
        <ReplayBar view={view} replay={replay} isLive={isLive} />
        {canTell && <TellBox taskId={taskId} />}
      </div>
      <div class="run-side">
        <Tabs label={runWords.details} id={taskId} tabs={tabs} shown={tab} />
      </div>
    </div>
  );
}

/** While it plays, the next picture is there before it is wanted. */
function useNextPicture(screenshotId: string | undefined, isPlaying: boolean): void {
  const { links } = useConsole();
  useEffect(() => {
    if (!isPlaying || screenshotId === undefined) return;
    links
      .to(screenshotId)
      .then(decodePicture)
      .catch(() => undefined);
  }, [screenshotId, isPlaying]);
}
