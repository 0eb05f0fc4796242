/** Makes the messages that our code or a person adds to a conversation. Pure; ids and time come in. */

import type { SessionEvent } from '../domain/events.ts';
import type { Message } from '../domain/message.ts';

/** What the session and the model of a reply may not exceed together with the rest of their event (24 KB). */
const MAX_TEXT_BYTES = 16_000;

type Words = Pick<Message, 'role' | 'origin' | 'text'> & Partial<Pick<Message, 'taskId' | 'proposalId'>>;

export function makeMessage(words: Words, at: { readonly messageId: string; readonly now: number }): Message {
  return { messageId: at.messageId, ...words, text: clipped(words.text), at: new Date(at.now).toISOString() };
}

export const added = (message: Message): SessionEvent => ({ type: 'message.added', data: { message } });

/** Cuts by halves rather than counting each character: only a runaway model ever comes here. */
function clipped(text: string): string {
  let kept = text;
  while (Buffer.byteLength(JSON.stringify(kept)) > MAX_TEXT_BYTES) kept = `${kept.slice(0, kept.length >> 1)}…`;
  return kept.toWellFormed();
}
