/** The agent's question with a box for the answer. The answer goes as a message of the conversation. */

import { useSignal } from '@preact/signals';
import { MAX_CHARS } from '../state/limits.ts';
import { visible } from '../state/visible.ts';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { Countdown } from './countdown.tsx';
import type { ShownRun } from './run/shown-run.ts';

interface QuestionProps {
  readonly run: ShownRun;
  readonly question: { readonly questionId: string; readonly question: string; readonly expiresAt: string };
}

export function QuestionBox({ run, question }: QuestionProps) {
  const acts = useConsole().run;
  const answer = useSignal('');
  const sent = useSignal(false);
  const send = async (): Promise<void> => {
    sent.value = true;
    await acts.answer(run, answer.value.trim());
    sent.value = false;
  };
  return (
    <form
      class="question"
      aria-label={strings.question}
      data-testid="question"
      onSubmit={event => {
        event.preventDefault();
        if (answer.value.trim() !== '') void send();
      }}
    >
      <p class="eyebrow">
        {strings.question} · <Countdown label={strings.questionExpires} until={question.expiresAt} />
      </p>
      <p class="prose">{visible(question.question)}</p>
      <div class="question-row">
        <input
          type="text"
          aria-label={strings.answerLabel}
          maxLength={MAX_CHARS}
          autocomplete="off"
          value={answer.value}
          onInput={event => {
            answer.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button button-primary" disabled={sent.value || answer.value.trim() === ''}>
          {strings.answer}
        </button>
      </div>
    </form>
  );
}
