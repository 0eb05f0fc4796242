/** A word to the agent in mid-run. It hears it at its next step; it widens nothing. */

import { useSignal } from '@preact/signals';
import { runWords } from '../../strings/run-page.ts';
import { useConsole } from '../context.ts';

/** As the API takes it. */
const MAX_INSTRUCTION_CHARS = 2_000;

export function TellBox({ taskId }: { readonly taskId: string }) {
  const acts = useConsole().run;
  const text = useSignal('');
  const sent = useSignal(false);
  const send = async (): Promise<void> => {
    const said = text.value.trim();
    if (said === '') return;
    sent.value = true;
    // What was typed is never lost.
    if (await acts.instruct(taskId, said)) text.value = '';
    sent.value = false;
  };
  return (
    <form
      class="tell"
      aria-label={runWords.tell}
      data-testid="tell"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="question-row">
        <input
          type="text"
          aria-label={runWords.tell}
          placeholder={`${runWords.tell}. ${runWords.tellPlaceholder}`}
          title={runWords.tellHint}
          maxLength={MAX_INSTRUCTION_CHARS}
          autocomplete="off"
          value={text.value}
          onInput={event => {
            text.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={sent.value || text.value.trim() === ''}>
          {runWords.tellSend}
        </button>
      </div>
    </form>
  );
}
