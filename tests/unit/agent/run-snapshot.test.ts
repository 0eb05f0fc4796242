import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBytes } from '../../../lib/agent/clip.ts';
import { excerptIn } from '../../../lib/agent/fence.ts';
import { MAX_SNAPSHOT_BYTES } from '../../../lib/agent/fit-snapshot.ts';
import { addResumed, addTurn, beginHistory, showPage } from '../../../lib/agent/history.ts';
import { noObservation } from '../../../lib/agent/no-observation.ts';
import type { RunState } from '../../../lib/agent/run.ts';
import { RunSnapshot, restoreRun, snapshotOf } from '../../../lib/agent/run-snapshot.ts';
import type { Grant } from '../../../lib/domain/approval.ts';
import { nothingSpent } from '../../../lib/domain/budget.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';
import { click, finish, runScript } from '../../support/run-script.ts';

const task = consentedTask();
const LATER = NOW + 86_400_000;

function stateWith(parts: Partial<RunState> = {}): RunState {
  return {
    task,
    step: 4,
    startedAt: NOW,
    spent: { ...nothingSpent, steps: 4, tokens: 900 },
    history: beginHistory('You do an errand.', 'ERRAND\n{}'),
    observation: { ...noObservation, url: 'https://shop.test/', text: '[e1] button "Buy"' },
    seen: ['page one'],
    heard: new Map([['shop.test', 'copperkettle49']]),
    answers: ['The blue one'],
    suspicions: [],
    found: new Map([['e90', { ref: 'e90', role: 'link', name: 'Teapots' }]]),
    datasets: [{ name: 'kettles', rows: [{ name: 'Copper', price: 49 }] }],
    grants: [],
    decision: undefined,
    unknown: [],
    habits: { recent: ['a', 'b'], idle: 1, warned: true },
    malformed: 1,
    told: { acts: 2, returns: 1 },
    instructed: 3,
    ...parts,
  };
}

const throughJson = (state: RunState): unknown => JSON.parse(JSON.stringify(snapshotOf(state)));

describe('a run as plain JSON', () => {
  test('comes back as it was, but for the page and its refs', () => {
    const state = stateWith();
    expect(restoreRun(throughJson(state), task, NOW)).toEqual({
      ...state,
      seen: ['page one', '[e1] button "Buy"'],
      observation: noObservation,
      found: new Map(),
    });
  });

  test('any run comes back', () => {
    const rows = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), { maxLength: 4 });
    const part = fc.record({
      step: fc.nat(200),
      malformed: fc.nat(2),
      seen: fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 10 }),
      answers: fc.array(fc.string(), { maxLength: 5 }),
      heard: fc.array(fc.tuple(fc.domain(), fc.string())).map(entries => new Map(entries)),
      suspicions: fc.array(fc.record({ site: fc.domain(), url: fc.webUrl(), quote: fc.string() }), { maxLength: 3 }),
      datasets: fc.array(fc.record({ name: fc.string(), rows }), { maxLength: 3 }),
      habits: fc.record({ recent: fc.array(fc.string(), { maxLength: 24 }), idle: fc.nat(9), warned: fc.boolean() }),
      history: fc
        .array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { maxLength: 9 })
        .map(turns =>
          turns.reduce(
            (history, [text, detail], n) =>
              addTurn(history, { text, toolCalls: [{ callId: `c${n}`, name: 'click', argumentsText: '{}' }] }, [
                { callId: `c${n}`, value: { ok: false, code: 'page.covered', detail } },
              ]),
            beginHistory('s', 'e'),
          ),
        ),
    });
    fc.assert(
      fc.property(part, parts => {
        const plain: unknown = JSON.parse(JSON.stringify({ ...parts, heard: [...parts.heard] }));
        const back = restoreRun(throughJson(stateWith({ ...parts, observation: noObservation })), task, NOW);
        const { step, malformed, seen, answers, heard, suspicions, datasets, habits, history } = back;
        expect({ step, malformed, seen, answers, heard: [...heard], suspicions, datasets, habits, history }).toEqual(
          plain,
        );
      }),
      { numRuns: 30 },
    );
  });

  test('a state that a run has left can be taken up again', async () => {
    const { newest } = await runScript([click('e1'), finish('done', ['Copper kettle, 49 €'])]);
    if (newest === undefined) throw new Error('The run kept no state.');
    const back = restoreRun(throughJson(newest), newest.task, LATER);
    expect(back.step).toBe(newest.step);
    expect(back.history.messages).toHaveLength(newest.history.messages.length);
    expect(JSON.stringify(back)).not.toContain('BEGIN PAGE mark');
    expect(restoreRun(throughJson(back), newest.task, LATER)).toEqual(back);
  });

  test('the time between does not count as acting', () => {
    const { startedAt } = restoreRun(throughJson(stateWith({ spent: { ...nothingSpent, seconds: 40 } })), task, LATER);
    expect(LATER - startedAt).toBe(40_000);
  });

  test('what the task has on record counts for more', () => {
    const grant: Grant = { verb: 'submit', site: 'shop.test' };
    const forged: Grant = { verb: 'submit', site: 'evil.test' };
    const state = stateWith({ grants: [grant, forged] });
    const spent = { ...nothingSpent, tokens: 5_000 };
    const back = restoreRun(throughJson(state), { ...task, grants: [grant], steps: 9, spent }, NOW);
    expect(back.grants).toEqual([grant]);
    expect(back.step).toBe(9);
    expect(back.spent).toMatchObject({ tokens: 5_000, steps: 4 });
  });
});

describe('its size', () => {
  const long = (n: number, size: number): string => `${n}: ${'ä'.repeat(size)}`;
  const many = (count: number, size: number): string[] => Array.from({ length: count }, (_, n) => long(n, size));

  test('is bounded whatever a run has collected, and what was cut is said', () => {
    const history = Array.from({ length: 12 }, (_, n) => n).reduce(
      (all, n) =>
        showPage(
          addTurn(all, { text: long(n, 900), toolCalls: [{ callId: `c${n}`, name: 'read', argumentsText: '{}' }] }, [
            { callId: `c${n}`, value: { ok: true }, excerpt: { text: long(n, 20_000), mark: `x${n}` } },
          ]),
          { text: long(n, 100_000), mark: `m${n}` },
        ),
      beginHistory('s', 'e'),
    );
    const state = stateWith({
      history,
      seen: many(40, 12_000),
      answers: many(90, 2_000),
      heard: new Map(many(5, 400_000).map((text, n) => [`site${n}.test`, text])),
      datasets: [
        { name: 'all', rows: many(3_000, 60).map(name => ({ name })) },
        { name: 'more', rows: many(3_000, 60).map(name => ({ name })) },
      ],
    });
    const snapshot = snapshotOf(state);
    expect(jsonBytes(snapshot)).toBeLessThanOrEqual(MAX_SNAPSHOT_BYTES);
    expect(snapshot.cut.join('\n')).toMatch(/newest answers.*3000 rows of "all".*3000 rows of "more".*said.*41 pages/s);
    const back = restoreRun(JSON.parse(JSON.stringify(snapshot)), task, NOW);
    expect(back.datasets[0]?.rows.length).toBeGreaterThan(200);
    expect(back.datasets[0]?.rows[0]).toEqual({ name: long(0, 60) });
    expect(back.seen.slice(-2)).toEqual([long(39, 12_000), '[e1] button "Buy"']);
    expect([...back.heard.values()].every(text => text.endsWith('ä'))).toBe(true);
  });

  test('a small run is kept whole', () => {
    expect(snapshotOf(stateWith()).cut).toEqual([]);
  });
});

describe('what cannot be read back', () => {
  test.each([[{ v: 2 }], [undefined], ['{}'], [{ ...snapshotOf(stateWith()), step: -1 }]])(
    '%j is refused',
    snapshot => {
      expect(() => restoreRun(snapshot, task, NOW)).toThrow(
        expect.objectContaining({ code: 'checkpoint.unknown-version' }),
      );
    },
  );

  test('the schema takes what is made', () => {
    expect(RunSnapshot.safeParse(throughJson(stateWith())).success).toBe(true);
  });
});

describe('what the model is told after a break', () => {
  const resumed = {
    restored: ['the page at its address'],
    notRestored: ['The form of shop.test is empty again.'],
    outcomeUnknown: ['click button "Pay now"'],
  };

  test('is one message: what is back, what is not, which act may have been done, and that refs are new', () => {
    const { messages } = addResumed(beginHistory('s', 'e'), resumed, 'm');
    expect(messages).toHaveLength(3);
    const { text = '', role } = messages.at(-1) ?? {};
    expect(role).toBe('user');
    expect(text).toMatch(/^RESUMED\n.*All refs are new/);
    expect(JSON.parse(excerptIn(text) ?? '')).toEqual(resumed);
  });

  test('says nothing of acts in doubt where there are none', () => {
    const { messages } = addResumed(beginHistory('s', 'e'), { ...resumed, outcomeUnknown: [] }, 'm');
    expect(messages.at(-1)?.text).not.toContain('outcomeUnknown');
  });

  test('has what the person decided outside of the fence, as theirs', () => {
    const { messages } = addResumed(beginHistory('s', 'e'), { ...resumed, decided: ['the person said "no"'] }, 'm');
    expect(messages.at(-1)?.text).toMatch(/END EXCERPT m\nMeanwhile: \["the person said \\"no\\""\]$/);
  });

  test('stands behind the page, which is looked at anew', () => {
    const call = { callId: 'c', name: 'click', argumentsText: '{}' };
    const before = addTurn(beginHistory('s', 'e'), { text: '', toolCalls: [call] }, [
      { callId: 'c', value: { ok: true } },
    ]);
    const { messages } = showPage(addResumed(before, resumed, 'm'), { text: 'url "https://shop.test/"', mark: 'm' });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'user']);
    expect(messages[3]?.text).toContain('BEGIN PAGE m');
  });
});
