/** The agent's question with a box for the answer. The answer goes as a message of the conversation. */

import { useSignal } from '@preact/signals';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { Countdown } from './countdown.tsx';

interface QuestionProps {
  readonly question: { readonly questionId: string; readonly question: string; readonly expiresAt: string };
}

export function QuestionBox({ question }: QuestionProps) {
  const console = useConsole();
  const answer = useSignal('');
  const sent = useSignal(false);
  const send = async (): Promise<void> => {
    sent.value = true;
    await console.send(answer.value.trim());
    sent.value = false;
  };
  return (
    <form
      class="question"
      aria-label={strings.question}
      onSubmit={event => {
        event.preventDefault();
        if (answer.value.trim() !== '') void send();
      }}
    >
      <p class="eyebrow">
        {strings.question} · <Countdown label={strings.questionExpires} until={question.expiresAt} />
      </p>
      <p class="prose">{question.question}</p>
      <div class="question-row">
        <input
          type="text"
          aria-label={strings.answerLabel}
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
