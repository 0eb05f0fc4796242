/** What a run writes of its seconds: acting counts, waiting for a person does not, whatever comes of the wait. */

import { expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { evolveTask } from '../../../lib/domain/task.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';
import { click, finish, passTime, runScript } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { till, tillVerbs } from '../../support/till.ts';

const ask: ScriptEntry = () => {
  passTime(2_000);
  return { calls: [{ name: 'ask', args: { question: 'Which one?' } }] };
};
const secondsOf = (events: readonly TaskEvent[]): readonly unknown[] =>
  events.flatMap(event =>
    event.type === 'step.decided' || event.type === 'action.finished' ? [event.data.soFar?.seconds] : [],
  );
const HOUR_MS = 3_600_000;

test.each([
  ['answered', { kind: 'answered', text: 'The first.' }],
  ['taken over instead', { kind: 'taken-over' }],
] as const)('an hour until a question is %s is no acting', async (_, answer) => {
  const { events } = await runScript([ask, finish()], { answer, answerAfterMs: HOUR_MS });
  expect(secondsOf(events)).toEqual([0, 2, 2]);
});

test('an hour until an act is approved is no acting, in what is written of that act either', async () => {
  const { events } = await runScript([click('e1'), click('e2'), finish()], {
    views: till,
    verbs: [...tillVerbs],
    decide: () => ({ kind: 'approved', reach: 'once' }),
    answerAfterMs: HOUR_MS,
  });
  expect(events.filter(event => event.type === 'approval.asked')).toHaveLength(1);
  expect(Math.max(...secondsOf(events).map(Number))).toBe(0);
});

test('what is told twice, or late, never makes the spent less', () => {
  const usage = { inputTokens: 1, outputTokens: 1, usd: 0 };
  const decided = (seconds?: number): TaskEvent => ({
    type: 'step.decided',
    data: {
      ...{ step: 1, reasoning: '', actions: [], model: 'm', usage, ms: 1 },
      ...(seconds === undefined ? {} : { soFar: { seconds, bytes: seconds * 10 } }),
    },
  });
  const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: 'm' } };
  const spentAfter = (...events: readonly TaskEvent[]) =>
    [started, ...events].reduce((task, event) => evolveTask(task, event, NOW), consentedTask()).spent;
  expect(spentAfter(decided(9), decided(4), decided())).toMatchObject({ steps: 3, seconds: 9, bytes: 90 });
});
