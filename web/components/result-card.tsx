/** How the task ended, in its conversation: what it says, what that rests on, and the files it made. */

import type { Message } from '../../lib/domain/message.ts';
import type { OpenSession } from '../state/open-session.ts';
import { moveTo } from '../state/replay.ts';
import { strings } from '../strings.ts';
import { MessageBubble } from './message-bubble.tsx';
import { ResultBody } from './run/result-body.tsx';
import { RunFiles } from './run/run-files.tsx';

interface ResultProps {
  readonly taskId: string;
  readonly message: Message;
  readonly session: OpenSession;
}

export function ResultCard({ taskId, message, session }: ResultProps) {
  const { view, position, claim } = session.task(taskId);
  const { result, steps, artifacts } = view.value;
  if (!result) return <MessageBubble from={message.role} text={message.text} />;
  return (
    <section class="card result" aria-label={strings.result} data-testid="result" data-status={result.status}>
      <ResultBody
        result={result}
        steps={steps}
        show={({ step, text }) => {
          claim.value = text;
          position.value = moveTo(
            steps.findIndex(known => known.step === step),
            steps.length,
          );
          document.querySelector(`[data-run="${taskId}"]`)?.scrollIntoView({ block: 'start' });
        }}
      />
      <RunFiles artifacts={artifacts} firstIsOpen none={strings.noArtifacts} />
    </section>
  );
}
