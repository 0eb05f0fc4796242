/** A task while it runs and after: picture, steps, spending, and the button that stops it. */

import { useSignal } from '@preact/signals';
import type { Consent } from '../../lib/domain/consent.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { TaskStatus } from '../../lib/domain/task.ts';
import type { OpenSession } from '../state/open-session.ts';
import { hasEnded, type TaskView } from '../state/task-view.ts';
import { strings, taskStatusWords } from '../strings.ts';
import { ApprovalBox } from './approval-box.tsx';
import { Badge, type Tone } from './badge.tsx';
import { useConsole } from './context.ts';
import { Meters } from './meters.tsx';
import { QuestionBox } from './question-box.tsx';
import { Stage } from './stage.tsx';
import { Timeline } from './timeline.tsx';

const tones: Readonly<Record<TaskStatus, Tone>> = {
  queued: 'neutral',
  running: 'accent',
  waiting: 'warn',
  paused: 'neutral',
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

interface RunProps {
  readonly consent: Consent;
  readonly proposal: Proposal | undefined;
  readonly session: OpenSession;
  readonly isNewest: boolean;
}

export function RunPanel(props: RunProps) {
  // An earlier run is folded, and not even asked for, until the person opens it.
  const unfolded = useSignal(false);
  if (props.isNewest || unfolded.value) return <OpenRun {...props} />;
  return (
    <button
      type="button"
      class="button run-folded"
      onClick={() => {
        unfolded.value = true;
      }}
    >
      {strings.timeline}: {props.proposal?.title ?? props.consent.taskId}
    </button>
  );
}

function OpenRun({ consent, proposal, session }: RunProps) {
  const view = session.task(consent.taskId).view.value;
  const chosen = useSignal<number | undefined>(undefined);
  const ended = hasEnded(view.status);
  return (
    <section class="card run" aria-label={strings.liveRun} data-testid="run" data-status={view.status}>
      <header class="card-head">
        <div class="run-title">
          <Badge tone={tones[view.status]} pulse={view.status === 'running'}>
            {taskStatusWords[view.status]}
          </Badge>
          <h2>{proposal?.title ?? strings.liveRun}</h2>
        </div>
        {!ended && (
          <div class="run-control">
            {!view.cancelRequested && <PauseButton taskId={consent.taskId} view={view} />}
            <CancelButton taskId={consent.taskId} session={session} requested={view.cancelRequested} />
          </div>
        )}
      </header>
      <Meters view={view} budget={consent.scope.budget} />
      {view.cancelRequested && !ended && <p class="run-note">{strings.cancelNoted}</p>}
      {view.approval && !ended && <ApprovalBox approval={view.approval} key={view.approval.approvalId} />}
      {view.question && !ended && <QuestionBox question={view.question} />}
      <div class="run-body">
        <Stage
          view={view}
          chosen={view.steps.find(step => step.step === chosen.value)}
          backToLive={() => {
            chosen.value = undefined;
          }}
        />
        <Timeline
          view={view}
          chosen={chosen.value}
          choose={step => {
            chosen.value = chosen.value === step.step ? undefined : step.step;
          }}
        />
      </div>
    </section>
  );
}

/** A worker ends its step first; a task that nobody holds is paused at once. */
function PauseButton({ taskId, view }: { readonly taskId: string; readonly view: TaskView }) {
  const console = useConsole();
  const sent = useSignal(false);
  const isPaused = view.status === 'paused';
  const send = async (): Promise<void> => {
    sent.value = true;
    await (isPaused ? console.resume(taskId) : console.pause(taskId));
    sent.value = false;
  };
  const words = isPaused ? strings.resume : view.pauseRequested ? strings.pausing : strings.pause;
  return (
    <button
      type="button"
      class="button"
      disabled={sent.value || (view.pauseRequested && !isPaused)}
      onClick={() => void send()}
    >
      {words}
    </button>
  );
}

interface CancelProps {
  readonly taskId: string;
  readonly session: OpenSession;
  readonly requested: boolean;
}

function CancelButton({ taskId, session, requested }: CancelProps) {
  const console = useConsole();
  const busy = requested || session.cancelling.value === taskId;
  return (
    <button type="button" class="button button-stop" disabled={busy} onClick={() => void console.cancel(taskId)}>
      {busy ? strings.cancelling : strings.cancel}
    </button>
  );
}
