import { describe, expect, test } from 'vitest';
import { addTurn, beginHistory, showPage } from '../../../lib/agent/history.ts';
import type { ModelReply } from '../../../lib/agent/model-client.ts';
import { openOfflineModel } from '../../../lib/model/offline/offline-model.ts';
import { readProgress } from '../../../lib/model/offline/progress.ts';
import { readAnswer, readReadings } from '../../../lib/model/offline/read-results.ts';
import { unfold } from '../../../lib/model/offline/unfold.ts';

const signal = new AbortController().signal;

interface Errand {
  readonly instruction: string;
  readonly pageAt: (at: number) => string;
  /** What a call is answered with on the page; `go` opens the next. */
  readonly answer: (name: string, at: number) => { readonly value: object; readonly go?: boolean };
}

/** Plays an errand to its end over a history that is folded as it is in a run. */
async function play({ instruction, pageAt, answer }: Errand) {
  const model = openOfflineModel();
  const errand = `ERRAND\n${JSON.stringify({ title: 't', instruction, startUrl: 'https://a.example/' })}`;
  const start = { callId: 'start', name: 'navigate', argumentsText: '{}' };
  let at = 1;
  let history = addTurn(beginHistory('You do an errand.', errand), { text: 'I open it.', toolCalls: [start] }, [
    { callId: 'start', value: { ok: true, effect: 'navigated' } },
  ]);
  const calls: string[] = [];
  const ids = new Set<string>();
  for (let turn = 0; turn < 120; turn += 1) {
    history = showPage(history, { text: pageAt(at), mark: `m${turn}` });
    const request = {
      purpose: 'act',
      messages: history.messages,
      tools: [],
      toolChoice: 'required',
      maxOutputTokens: 100,
    } as const;
    const reply: ModelReply = await model.complete(request, signal);
    const [finish] = reply.toolCalls.filter(({ name }) => name === 'finish');
    if (finish !== undefined) return { calls, ids, history, summary: finish.argumentsText };
    const results = reply.toolCalls.map(({ callId, name }) => {
      expect(ids.has(callId), `${callId} is used once`).toBe(false);
      ids.add(callId);
      calls.push(name);
      const { value, go = false } = answer(name, at);
      if (go) at += 1;
      return { callId, value };
    });
    history = addTurn(history, reply, results);
  }
  throw new Error('It does not end.');
}

const PAGES = 18;
const pageAt = (at: number): string =>
  [
    `url "https://a.example/?page=${at}"`,
    'title "Kettles"',
    'heading 1 "Kettles"',
    `"Kettle ${at}, ${at === 1 ? 5 : 50 + at}.00 €"`,
    ...(at < PAGES ? [`[e${at}] link "Next"`] : []),
  ].join('\n');
const next = { value: { ok: true, effect: 'navigated', url: 'https://a.example/' }, go: true };

describe('the offline model over a folded history', () => {
  test('reads every page once, and knows how many rows there are', async () => {
    const { calls, summary, history } = await play({
      instruction: 'Read all kettles with name and price on all pages.',
      pageAt,
      answer: (name, at) =>
        name === 'extract'
          ? {
              value: {
                ok: true,
                name: 'kettles',
                rows: 20,
                total: at * 20,
                sample: [{ name: `Kettle ${at}`, price: 1 }],
              },
            }
          : next,
    });
    expect(calls.filter(name => name === 'extract')).toHaveLength(PAGES);
    expect(summary).toContain(`${PAGES * 20} rows`);
    expect(summary).toContain('Kettle 1');
    expect(history.messages.length).toBeLessThan(40);
  });

  test('finds the cheapest of all pages, though it stood on the first', async () => {
    const { summary } = await play({
      instruction: 'Find the cheapest kettle.',
      pageAt,
      answer: (name, at) => {
        const row = { name: `Kettle ${at}`, price: `${at === 1 ? 5 : 50 + at}.00 €` };
        return name === 'extract'
          ? { value: { ok: true, name: 'lowest price', rows: 1, total: at, sample: [row] } }
          : next;
      },
    });
    expect(summary).toContain('Kettle 1, 5.00 €');
  });

  test('many steps of their own are each done once', async () => {
    const steps = Array.from({ length: 30 }, (_, at) => `Click "Part ${at + 1}".`);
    const { calls, summary } = await play({
      instruction: steps.join(' '),
      pageAt: at => `url "https://a.example/${at}"\ntitle "Parts"\n[e${at}] button "Part ${at}"`,
      answer: () => next,
    });
    expect(calls).toHaveLength(30);
    expect(summary).toContain('Done: 30 steps');
  });

  test('an answer of the person is still the answer', () => {
    const asked = { callId: 'a', name: 'ask', argumentsText: '{"question":"Which?"}' };
    let history = addTurn(beginHistory('s', 'ERRAND\n{}'), { text: 'step 1 of 20: ask you', toolCalls: [asked] }, [
      { callId: 'a', value: { ok: true, answer: 'The red one' } },
    ]);
    for (let n = 0; n < 30; n += 1) {
      history = addTurn(
        history,
        { text: `step ${n + 2} of 40: click`, toolCalls: [{ callId: `c${n}`, name: 'click', argumentsText: '{}' }] },
        [{ callId: `c${n}`, value: { ok: true, effect: 'changed' } }],
      );
      history = showPage(history, { text: 'url ""', mark: `m${n}` });
    }
    const messages = unfold(history.messages);
    expect(readAnswer(messages)).toBe('The red one');
    expect(readProgress(messages).step).toBe(30);
    expect(readReadings(messages)).toEqual([]);
  });
});
