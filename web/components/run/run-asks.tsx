/** All that a run waits for from the person, each as its own card; and what is on its way. */

import { useSignal } from '@preact/signals';
import { formatWhen } from '../../state/format.ts';
import { now } from '../../state/now.ts';
import { hasEnded } from '../../state/task-view.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings } from '../../strings.ts';
import { ApprovalBox } from '../approval-box.tsx';
import { useConsole } from '../context.ts';
import { QuestionBox } from '../question-box.tsx';
import { BudgetCard } from './budget-card.tsx';
import { SecretCard } from './secret-card.tsx';
import type { ShownRun } from './shown-run.ts';

export function RunAsks({ run }: { readonly run: ShownRun }) {
  const view = run.task.view.value;
  const { taskId } = run;
  if (hasEnded(view.status)) return null;
  const { approval, question, budgetAsk, secretNeeded, retry } = view;
  return (
    <>
      {view.cancelRequested && <p class="run-note">{strings.cancelNoted}</p>}
      {retry !== undefined && view.status === 'queued' && (
        <p class="run-note" data-testid="retry">
          {runWords.retrying}
          {retry.notBefore === undefined ? '' : ` ${runWords.retriesAt(formatWhen(retry.notBefore, now.value))}`}.{' '}
          {visible(retry.detail)}
        </p>
      )}
      {view.control === 'requested' && <ControlRequested taskId={taskId} isParked={view.isParked} />}
      {approval && <ApprovalBox approval={approval} key={approval.approvalId} />}
      {question && <QuestionBox run={run} question={question} key={question.questionId} />}
      {budgetAsk && <BudgetCard taskId={taskId} ask={budgetAsk} key={budgetAsk.digest} />}
      {secretNeeded && <SecretCard taskId={taskId} needed={secretNeeded} key={secretNeeded.name} />}
    </>
  );
}

function ControlRequested({ taskId, isParked }: { readonly taskId: string; readonly isParked: boolean }) {
  const acts = useConsole().run;
  const sent = useSignal(false);
  return (
    <div class="notice" data-testid="control-requested">
      <div class="notice-words">{isParked ? runWords.takingQueued : runWords.taking}</div>
      <button
        type="button"
        class="button button-small"
        disabled={sent.value}
        onClick={() => {
          sent.value = true;
          void acts.returnControl(taskId, '').finally(() => {
            sent.value = false;
          });
        }}
      >
        {runWords.neverMind}
      </button>
    </div>
  );
}
