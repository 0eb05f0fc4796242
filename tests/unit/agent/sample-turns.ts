/** Turns of a run as the history's tests need them: told one by one, or any at all. Asserts nothing. */

import fc from 'fast-check';
import { readSoFar, type SoFar } from '../../../lib/agent/history/so-far.ts';
import { addTurn, beginHistory, type History, showPage } from '../../../lib/agent/history.ts';
import type { ModelMessage, ToolCall } from '../../../lib/agent/model-client.ts';

export interface Told {
  readonly text?: string;
  readonly name?: string;
  readonly args?: unknown;
  readonly value?: unknown;
  readonly excerpt?: string;
}

export const PAGE = 'url "https://shop.test/"\n[e1] button "Buy"';
export const begun = beginHistory('You do an errand.', 'ERRAND\n{"instruction":"List the kettles."}');

/** One turn of one call, and the page after it. */
export function turn(history: History, n: number, told: Told = {}): History {
  const {
    text = `I do part ${n}.`,
    name = 'click',
    args = { ref: 'e1' },
    value = { ok: true, effect: 'changed' },
  } = told;
  const excerpt = told.excerpt === undefined ? {} : { excerpt: { text: told.excerpt, mark: `x${n}` } };
  const call = { callId: `c${n}`, name, argumentsText: JSON.stringify(args) };
  const added = addTurn(history, { text, toolCalls: [call] }, [{ callId: call.callId, value, ...excerpt }]);
  return showPage(added, { text: PAGE, mark: `m${n}` });
}

export const turns = (history: History, from: number, to: number): History =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).reduce((all, n) => turn(all, n), history);

export const textOf = (messages: readonly ModelMessage[]): string => messages.map(({ text }) => text).join('\n');
export const recordOf = ({ messages }: History): SoFar => {
  const record = messages.map(({ role, text }) => (role === 'user' ? readSoFar(text) : undefined)).find(Boolean);
  if (record === undefined) throw new Error('There is no record.');
  return record;
};

export const call = (callId: string, name: string): ToolCall => ({ callId, name, argumentsText: '{}' });

export const extract = (rows: number, total: number): Told => ({
  name: 'extract',
  args: { instruction: 'all kettles', name: 'kettles' },
  value: { ok: true, name: 'kettles', rows, total, sample: [{ name: 'Copper', price: 49 }] },
});

export const words = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constant('BEGIN PAGE a\nb\nEND PAGE a'),
);
const anyValue = fc.oneof(
  fc.record({ ok: fc.constant(true), effect: fc.constantFrom('changed', 'none', 'navigated'), url: fc.webUrl() }),
  fc.record({ ok: fc.constant(false), code: fc.constantFrom('page.covered', 'approval.denied'), detail: words }),
  fc.record({ ok: fc.constant(true), answer: words }),
  fc.record({
    ok: fc.constant(true),
    name: words,
    rows: fc.nat(3),
    total: fc.nat(99),
    sample: fc.array(fc.dictionary(words, fc.jsonValue(), { maxKeys: 4 }), { maxLength: 3 }),
  }),
);
export const anyTurn = fc.record({
  text: words,
  correction: fc.constantFrom(false, false, false, true),
  calls: fc.array(
    fc.record({
      name: fc.oneof(fc.constantFrom('click', 'fill', 'ask', 'extract', 'read'), words),
      args: fc.dictionary(fc.string(), words, { maxKeys: 3 }),
      value: anyValue,
      excerpt: fc.option(words, { nil: undefined }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
});
