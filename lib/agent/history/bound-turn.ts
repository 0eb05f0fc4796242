/** A turn as the conversation takes it in: no more calls, arguments, values and excerpts than fit, still valid for a provider. */

import { fenceExcerpt } from '../fence.ts';
import type { CallResult } from '../history.ts';
import type { ModelMessage, ToolCall } from '../model-client.ts';
import { clipChars, shrinkJson } from '../shrink.ts';

/** Characters of one turn. In sum its hard cap. */
const MAX_TEXT = 4_000;
const MAX_ARGUMENTS = 16_000;
const MAX_VALUES = 12_000;
const MAX_EXCERPTS = 24_000;
/** More than the agent ever does in a turn. */
const MAX_CALLS = 24;
export const MAX_TURN_CHARS = MAX_TEXT + MAX_ARGUMENTS + MAX_VALUES + MAX_EXCERPTS + MAX_CALLS * 200;

export function boundTurn(
  turn: { text: string; toolCalls: readonly ToolCall[] },
  results: readonly CallResult[],
): readonly ModelMessage[] {
  const calls = turn.toolCalls.slice(0, MAX_CALLS);
  const share = Math.max(1, calls.length);
  const excerpts = Math.max(1, results.filter(({ excerpt }) => excerpt !== undefined).length);
  const toolCalls = calls.map(call => ({
    ...call,
    name: clipChars(call.name, 64),
    argumentsText: boundArguments(call.argumentsText, Math.floor(MAX_ARGUMENTS / share)),
  }));
  const answers = results
    .filter(({ callId }) => calls.some(call => call.callId === callId))
    .map(({ callId, value, excerpt }): ModelMessage => {
      const json = shrinkJson(value, Math.floor(MAX_VALUES / share), '{"ok":false,"detail":"too long to be shown"}');
      if (excerpt === undefined) return { role: 'tool', callId, text: json };
      const text = clipChars(excerpt.text, Math.floor(MAX_EXCERPTS / excerpts));
      return { role: 'tool', callId, text: `${json}\n${fenceExcerpt(text, excerpt.mark)}` };
    });
  return [{ role: 'assistant', text: clipChars(turn.text, MAX_TEXT), toolCalls }, ...answers];
}

/** Some providers refuse a call whose arguments are no JSON, even one of their own. */
function boundArguments(text: string, max: number): string {
  try {
    const value: unknown = JSON.parse(text);
    return text.length <= max ? text : shrinkJson(value, max, '{}');
  } catch {
    return text.length <= max ? text : '{}';
  }
}
