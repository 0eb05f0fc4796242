/** The live run in the console is what the task's events say. */

import { expect, test } from 'vitest';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { activeMsAt } from '../../web/state/task-view.ts';
import { fold, START } from './fold-events.ts';

const queued: TaskEvent = { type: 'task.queued', data: { taskId: 'tsk_1', reason: 'consented' } };
const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: 'offline' } };
const observed = (step: number, screenshotId?: string): TaskEvent => ({
  type: 'page.observed',
  data: {
    step,
    url: 'https://example.com/',
    title: 'Example',
    text: '',
    ms: 10,
    ...(screenshotId && { screenshotId }),
  },
});
const decided = (step: number): TaskEvent => ({
  type: 'step.decided',
  data: {
    step,
    reasoning: 'Because.',
    actions: [],
    model: 'offline',
    usage: { inputTokens: 100, outputTokens: 20, usd: 0.01 },
    ms: 5,
  },
});
const acting = (step: number, index: number): TaskEvent => ({
  type: 'action.started',
  data: { step, index, action: { kind: 'back' }, verb: 'navigate', description: 'go back' },
});
const acted = (step: number, index: number): TaskEvent => ({
  type: 'action.finished',
  data: { step, index, outcome: { ok: true, effect: 'navigated', url: 'https://example.com/' }, ms: 7 },
});
const asked: TaskEvent = {
  type: 'question.asked',
  data: { step: 1, questionId: 'qst_1', question: 'Which?', expiresAt: '2026-01-01T01:00:00.000Z' },
};
const answered: TaskEvent = {
  type: 'question.answered',
  data: { questionId: 'qst_1', messageId: 'msg_1', answer: 'The first.' },
};

test('what happens in one step is gathered in that step', () => {
  const view = fold(queued, started, observed(1, 'art_1'), decided(1), acting(1, 0), acted(1, 0), acting(1, 1));
  expect(view.steps).toMatchObject([
    {
      step: 1,
      screenshotId: 'art_1',
      reasoning: 'Because.',
      actions: [
        { words: 'go back', outcome: { ok: true }, ms: 7 },
        { words: 'go back', outcome: undefined },
      ],
    },
  ]);
});

test('spending adds up over the steps', () => {
  const { spent } = fold(queued, started, observed(1), decided(1), observed(2), decided(2));
  expect(spent).toMatchObject({ steps: 2, tokens: 240 });
  expect(spent.usd).toBeCloseTo(0.02);
});

test('time counts while a worker acts, and neither in the queue nor while a person is asked', () => {
  const waiting = fold(queued, started, observed(1), asked);
  expect(waiting.status).toBe('waiting');
  expect(activeMsAt(waiting, START + 900_000)).toBe(2_000);
  const resumed = fold(queued, started, observed(1), asked, answered);
  expect(activeMsAt(resumed, START + 5_000)).toBe(3_000);
});

/** As `decided` and `acted`, with what the run itself has counted. */
const telling = (event: TaskEvent, seconds: number, bytes: number): TaskEvent => {
  const soFar = { seconds, bytes };
  if (event.type === 'step.decided') return { ...event, data: { ...event.data, soFar } };
  if (event.type === 'action.finished') return { ...event, data: { ...event.data, soFar } };
  throw new Error(`${event.type} tells nothing of it.`);
};

test('bytes are those that the run told last, and never less', () => {
  const { spent } = fold(queued, started, telling(decided(1), 1, 5_000), telling(acted(1, 0), 2, 80_000), decided(2));
  expect(spent).toMatchObject({ steps: 2, bytes: 80_000 });
  expect(fold(queued, started, telling(acted(1, 0), 1, 900), telling(decided(2), 2, 300)).spent.bytes).toBe(900);
});

test('time is as the run counts it, and goes on from there; a second more or less moves no clock', () => {
  // Events are a second apart: the third is told two seconds after the start.
  const near = fold(queued, started, observed(1), telling(decided(1), 3, 0));
  expect(activeMsAt(near, START + 3_000)).toBe(2_000);
  const far = fold(queued, started, observed(1), telling(decided(1), 40, 0));
  expect(activeMsAt(far, START + 3_000)).toBe(40_000);
  expect(activeMsAt(far, START + 5_000)).toBe(42_000);
});

test('the time in which the browser opens is none of acting', () => {
  const opened: TaskEvent = { type: 'browser.opened', data: { browser: 'Chromium', ms: 1_000 } };
  expect(activeMsAt(fold(queued, started, opened, observed(1)), START + 3_000)).toBe(1_000);
});

test('a question is open until it is answered, and the answer stays with it', () => {
  expect(fold(queued, started, observed(1), asked).question).toMatchObject({ question: 'Which?' });
  const view = fold(queued, started, observed(1), asked, answered);
  expect(view.question).toBeUndefined();
  expect(view.steps[0]?.remarks).toEqual([
    { kind: 'asked', questionId: 'qst_1', question: 'Which?', answer: 'The first.' },
  ]);
});

test('a screenshot that an artifact names stands in where the observation names none', () => {
  const view = fold(queued, started, observed(1), {
    type: 'artifact.saved',
    data: {
      artifact: {
        artifactId: 'art_9',
        taskId: 'tsk_1',
        kind: 'screenshot',
        name: 'page.png',
        mediaType: 'image/png',
        bytes: 1,
        step: 1,
        madeAt: '2026-01-01T00:00:00.000Z',
      },
    },
  });
  expect(view.steps[0]?.screenshotId).toBe('art_9');
  expect(view.artifacts).toHaveLength(1);
});

test('the end stops the clock and closes the question', () => {
  const result = { status: 'cancelled', summary: 'Stopped.', evidence: 'none', evidenceNotes: [] } as const;
  const view = fold(
    queued,
    started,
    asked,
    { type: 'cancel.requested', data: {} },
    {
      type: 'task.finished',
      data: { result: { ...result, evidenceNotes: [] } },
    },
  );
  expect(view).toMatchObject({ status: 'cancelled', cancelRequested: true, question: undefined });
  expect(view.activeSince).toBeUndefined();
});
