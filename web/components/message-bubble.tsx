/** One utterance as plain text with its line breaks. Never markup, whoever wrote it. */

import type { Message } from '../../lib/domain/message.ts';
import { strings } from '../strings.ts';

const speakers = { user: strings.you, assistant: strings.agent, system: strings.system } as const;

export function MessageBubble({ from, text }: { from: Message['role']; text: string }) {
  return (
    <article class={`message message-${from}`} aria-label={speakers[from]} data-testid={`message-${from}`}>
      <p class="prose">{text}</p>
    </article>
  );
}
