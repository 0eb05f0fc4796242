/** Where the person writes. Enter sends; what was typed survives a failure. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { MAX_CHARS } from '../state/limits.ts';
import type { OpenSession } from '../state/open-session.ts';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { Examples } from './examples.tsx';
import { SendIcon } from './icons.tsx';

const COMPOSER_ID = 'composer';

export const focusComposer = (): void => document.getElementById(COMPOSER_ID)?.focus();

export function Composer({ session }: { session: OpenSession | undefined }) {
  const console = useConsole();
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = console.draft.value;
  const busy = session?.pending.value !== undefined;
  const { offline } = console.config;
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, 200)}px`;
  }, [draft]);
  const send = (): void => {
    const text = draft.trim();
    if (text !== '' && !busy) void console.send(text);
  };
  return (
    <div class="composer-area">
      <form
        class="composer"
        onSubmit={event => {
          event.preventDefault();
          send();
        }}
      >
        <textarea
          id={COMPOSER_ID}
          ref={box}
          rows={1}
          maxLength={MAX_CHARS}
          aria-label={strings.messageLabel}
          aria-describedby="composer-hint"
          placeholder={strings.messagePlaceholder}
          value={draft}
          onInput={event => {
            console.draft.value = event.currentTarget.value;
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={strings.send} disabled={busy || draft.trim() === ''}>
          <SendIcon />
        </button>
      </form>
      <span id="composer-hint" class="visually-hidden">
        {strings.sendHint}
      </span>
      {offline && session && (
        <details class="offline-line">
          <summary>{strings.offlineShort}</summary>
          <Examples />
        </details>
      )}
    </div>
  );
}
