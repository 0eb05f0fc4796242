/** Unfolds the record of older turns into turns again, as far as it tells them, so that all readers of turns read it too. Invents nothing. */

import { type DidCall, type FoldedData, type FoldedTurn, readSoFar, type SoFar } from '../../agent/history/so-far.ts';
import type { ModelMessage, ToolCall } from '../../agent/model-client.ts';

export function unfold(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.flatMap(message => {
    const soFar = message.role === 'user' ? readSoFar(message.text) : undefined;
    return soFar === undefined ? [message] : turnsIn(soFar);
  });
}

/** Turns so far, the folded ones too: an id made of it is used once. */
export function countTurns(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => {
    if (message.role === 'assistant') return sum + 1;
    return sum + (message.role === 'user' ? (readSoFar(message.text)?.turns ?? 0) : 0);
  }, 0);
}

interface Answered {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly value: Readonly<Record<string, unknown>>;
}

function turnsIn({ turn, data, answer }: SoFar): readonly ModelMessage[] {
  return [
    ...data.flatMap(readingsIn).map(reading => ({ said: '', calls: [reading] })),
    ...answer.map(({ asked, answer: text }) => ({
      said: '',
      calls: [{ name: 'ask', args: { question: asked }, value: { ok: true, answer: text } }],
    })),
    ...turn.flatMap(unfoldTurn),
  ].flatMap(({ said, calls }, index) => messagesOf(said, calls, `folded_${index}`));
}

/** A fact a row where each reading brought one; otherwise one reading of them all. */
function readingsIn({ name, asked = '', readings, rows, total, sample = [] }: FoldedData): readonly Answered[] {
  const args = { instruction: asked, name };
  if (readings !== rows || sample.length !== rows)
    return [{ name: 'extract', args, value: { ok: true, name, rows, total, sample } }];
  return sample.map(row => ({ name: 'extract', args, value: { ok: true, name, rows: 1, total, sample: [row] } }));
}

interface Unfolded {
  readonly said: string;
  readonly calls: readonly Answered[];
}

/** A line of several turns had one call each. */
function unfoldTurn({ n, to = n, said = '', did }: FoldedTurn): readonly Unfolded[] {
  const calls = did.flatMap(call => Array.from({ length: call[2]?.times ?? 1 }, () => answeredOf(call)));
  return to === n ? [{ said, calls }] : calls.map(call => ({ said, calls: [call] }));
}

function answeredOf([name, outcome, { ref, detail, rows } = {}]: DidCall): Answered {
  const ok = /^(?:ok|none|changed|navigated)$/.test(outcome);
  const known = { ...(detail === undefined ? {} : { detail }), ...(rows === undefined ? {} : { rows }) };
  return {
    name,
    args: ref === undefined ? {} : { ref },
    value: ok ? { ok, effect: outcome, ...known } : { ok, code: outcome, ...known },
  };
}

function messagesOf(said: string, calls: readonly Answered[], id: string): readonly ModelMessage[] {
  const toolCalls = calls.map(
    ({ name, args }, index): ToolCall => ({ callId: `${id}_${index}`, name, argumentsText: JSON.stringify(args) }),
  );
  return [
    { role: 'assistant', text: said, toolCalls },
    ...calls.map(
      ({ value }, index): ModelMessage => ({ role: 'tool', callId: `${id}_${index}`, text: JSON.stringify(value) }),
    ),
  ];
}
