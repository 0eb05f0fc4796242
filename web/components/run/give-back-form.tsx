/** The way out: gives the page back to the agent, with a word about it where the person has one. */

import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { runWords } from '../../strings/run-page.ts';

interface GiveBackProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly giveBack: (note: string) => Promise<void>;
}

export function GiveBackForm({ button, giveBack }: GiveBackProps) {
  const note = useSignal('');
  const sent = useSignal(false);
  const send = async (): Promise<void> => {
    sent.value = true;
    await giveBack(note.value.trim());
    sent.value = false;
  };
  return (
    <form
      class="question-row give-back"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        type="text"
        aria-label={runWords.noteLabel}
        placeholder={runWords.noteLabel}
        maxLength={500}
        autocomplete="off"
        value={note.value}
        onInput={event => {
          note.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button button-primary" ref={button} disabled={sent.value}>
        {runWords.giveBack}
      </button>
    </form>
  );
}
