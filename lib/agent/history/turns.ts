/** A conversation as turns: what comes before the first, and each with its calls and their results. Changes no message. */

import type { ModelMessage } from '../model-client.ts';

export interface Turn {
  readonly said: Extract<ModelMessage, { role: 'assistant' }>;
  /** Results, corrections, and what the program told after them. */
  readonly after: readonly ModelMessage[];
}

export interface Turns {
  /** The instructions, the errand, and perhaps what is so far. */
  readonly head: readonly ModelMessage[];
  readonly turns: readonly Turn[];
}

export function turnsOf(messages: readonly ModelMessage[]): Turns {
  const head: ModelMessage[] = [];
  const turns: { said: Turn['said']; after: ModelMessage[] }[] = [];
  for (const message of messages) {
    if (message.role === 'assistant') turns.push({ said: message, after: [] });
    else (turns.at(-1)?.after ?? head).push(message);
  }
  return { head, turns };
}

export const messagesOf = ({ head, turns }: Turns): readonly ModelMessage[] => [
  ...head,
  ...turns.flatMap(({ said, after }) => [said, ...after]),
];

/** Characters that go to the model. */
export function charsOfTurn({ said, after }: Turn): number {
  const calls = said.toolCalls.reduce((sum, call) => sum + call.name.length + call.argumentsText.length, 0);
  return after.reduce((sum, message) => sum + message.text.length, said.text.length + calls);
}
