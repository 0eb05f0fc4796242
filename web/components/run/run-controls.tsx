/** The buttons that act on a run that has not ended: take the mouse, pause, go on, cancel. */

import { useSignal } from '@preact/signals';
import { hasEnded } from '../../state/task-view.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings } from '../../strings.ts';
import { useConsole } from '../context.ts';
import { MouseIcon, PauseIcon, PlayIcon } from './run-icons.tsx';
import type { ShownRun } from './shown-run.ts';

export function RunControls({ run }: { readonly run: ShownRun }) {
  const acts = useConsole().run;
  const sending = useSignal<'pause' | 'cancel' | 'control' | undefined>(undefined);
  const { taskId } = run;
  const view = run.task.view.value;
  if (hasEnded(view.status)) return null;
  const send = async (what: 'pause' | 'cancel' | 'control', act: () => Promise<boolean>): Promise<void> => {
    sending.value = what;
    await act();
    sending.value = undefined;
  };
  const isPaused = view.status === 'paused';
  const isCancelling = view.cancelRequested || sending.value === 'cancel';
  return (
    <div class="run-control">
      {!view.cancelRequested && view.control === undefined && (
        <button
          type="button"
          class="button"
          disabled={sending.value !== undefined}
          onClick={() => void send('control', () => acts.takeControl(taskId))}
        >
          <MouseIcon />
          {runWords.takeMouse}
        </button>
      )}
      {!view.cancelRequested && (
        <button
          type="button"
          class="button"
          disabled={sending.value !== undefined || (view.pauseRequested && !isPaused)}
          onClick={() => void send('pause', () => (isPaused ? acts.resume(taskId) : acts.pause(taskId)))}
        >
          {isPaused ? <PlayIcon /> : <PauseIcon />}
          {isPaused ? strings.resume : view.pauseRequested ? strings.pausing : strings.pause}
        </button>
      )}
      <button
        type="button"
        class="button button-stop"
        disabled={isCancelling}
        onClick={() => void send('cancel', () => acts.cancel(taskId))}
      >
        {isCancelling ? strings.cancelling : strings.cancel}
      </button>
    </div>
  );
}
