/** What compacting costs, and what holds over any run. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TURN_CHARS } from '../../../lib/agent/history/bound-turn.ts';
import { compactHistory, FOLDED_AT_ONCE, MAX_RECENT_CHARS } from '../../../lib/agent/history/compact-history.ts';
import { MAX_SO_FAR_CHARS } from '../../../lib/agent/history/fit-so-far.ts';
import { addCorrection, addTurn, type CallResult, replaceResult, showPage } from '../../../lib/agent/history.ts';
import type { ModelMessage } from '../../../lib/agent/model-client.ts';
import { anyTurn, begun, call, PAGE, textOf, turn } from './sample-turns.ts';

describe('what it costs', () => {
  test('between two folds every prompt only adds to the one before, but for the page', () => {
    let history = begun;
    let changes = 0;
    for (let n = 0; n < 60; n += 1) {
      const before = history.messages.slice(0, -1);
      history = turn(history, n);
      const isPrefix = before.every((message, index) => history.messages[index]?.text === message.text);
      if (!isPrefix) changes += 1;
    }
    expect(changes).toBeLessThanOrEqual(60 / (FOLDED_AT_ONCE + 1));
  });

  test('huge turns are folded early, and the newest is cut to its size', () => {
    const huge = {
      excerpt: 'x'.repeat(50_000),
      text: 'y'.repeat(9_000),
      name: 'read',
      args: { note: 'z'.repeat(40_000) },
    };
    const history = [0, 1, 2, 3, 4, 5].reduce(
      (all, n) => turn(all, n, { ...huge, excerpt: `${n}${huge.excerpt}` }),
      begun,
    );
    expect(textOf(history.messages).length).toBeLessThan(MAX_SO_FAR_CHARS + MAX_RECENT_CHARS + MAX_TURN_CHARS);
    expect(history.messages.filter(({ role }) => role === 'assistant').length).toBeLessThan(4);
  });

  test('a text that is read again is whole only once', () => {
    const read = { name: 'read', value: { ok: true }, excerpt: `The guarantee. ${'x'.repeat(300)}` };
    const text = textOf(turn(turn(turn(begun, 0, read), 1), 2, read).messages);
    expect(text.split('The guarantee.').length).toBe(2);
  });

  test('an answer comes to the newest call of its id, whatever ids an endpoint repeats', () => {
    const twice = turn(turn(begun, 1), 1);
    const { messages } = replaceResult(twice, 'c1', { ok: true, answer: 'red' });
    expect(messages.filter(({ text }) => text.includes('red'))).toHaveLength(1);
    expect(messages.at(-1)?.text).toBe('{"ok":true,"answer":"red"}');
  });
});

describe('over any run', () => {
  test('messages stay valid for a provider, bounded, and folding twice folds once', () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 60 }), told => {
        let history = begun;
        for (const [n, { text, calls, correction }] of told.entries()) {
          history = correction
            ? addCorrection(history, text, 'Call a tool.')
            : addTurn(
                history,
                {
                  text,
                  toolCalls: calls.map(({ name, args }, at) => ({
                    ...call(`c${n % 7}-${at}`, name),
                    argumentsText: JSON.stringify(args),
                  })),
                },
                calls.map(
                  ({ value, excerpt }, at): CallResult => ({
                    callId: `c${n % 7}-${at}`,
                    value,
                    ...(excerpt === undefined ? {} : { excerpt: { text: excerpt, mark: `x${n}` } }),
                  }),
                ),
              );
          history = showPage(history, { text: PAGE, mark: `m${n}` });
        }
        const { messages } = history;
        expect(messages.slice(0, 2)).toEqual(begun.messages);
        expectPaired(messages);
        expect(textOf(messages).length).toBeLessThan(MAX_SO_FAR_CHARS + MAX_RECENT_CHARS + MAX_TURN_CHARS);
        expect(compactHistory(messages, 'again')).toEqual(messages);
        expect(JSON.parse(JSON.stringify(messages))).toEqual(messages);
      }),
      { numRuns: 60 },
    );
  });
});

/** Every call is answered right after it, once, and nothing is answered that was not called. */
function expectPaired(messages: readonly ModelMessage[]): void {
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === 'tool') {
      expect(open).toContain(message.callId);
      open = open.filter(id => id !== message.callId);
      continue;
    }
    expect(open).toEqual([]);
    if (message.role === 'assistant') open = message.toolCalls.map(({ callId }) => callId);
  }
  expect(open).toEqual([]);
}
