/** A run in its conversation: how it stands, what it spends, what it asks, its picture and its steps. */

import { useSignal } from '@preact/signals';
import type { Consent } from '../../lib/domain/consent.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { OpenSession } from '../state/open-session.ts';
import { runWords } from '../strings/run-page.ts';
import { strings } from '../strings.ts';
import { Meters } from './meters.tsx';
import { RunAsks } from './run/run-asks.tsx';
import { RunBody } from './run/run-body.tsx';
import { RunControls } from './run/run-controls.tsx';
import type { ShownRun } from './run/shown-run.ts';
import { StatusBadge } from './run/status-badge.tsx';

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
  const { taskId, scope } = consent;
  const task = session.task(taskId);
  const view = task.view.value;
  const title = proposal?.title ?? strings.liveRun;
  const run: ShownRun = { taskId, sessionId: session.sessionId, title, scope, task };
  return (
    <section
      class="card run"
      aria-label={strings.liveRun}
      data-testid="run"
      data-run={taskId}
      data-status={view.status}
    >
      <header class="card-head">
        <div class="run-title">
          <StatusBadge view={view} />
          <h2>{title}</h2>
          <a class="run-link" href={`#/tasks/${taskId}`}>
            {runWords.openRun}
          </a>
        </div>
        <RunControls run={run} />
      </header>
      <Meters view={view} budget={scope.budget} />
      <RunAsks run={run} />
      <RunBody run={run} />
    </section>
  );
}
