import { describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { evolveTask, type Task } from '../../../lib/domain/task.ts';
import { isReadyToRun } from '../../../lib/domain/task-waits.ts';
import { countedIds, sampleNow, sampleTask } from '../../support/domain-samples.ts';

const ids = countedIds();
const LATER = '2026-11-21T09:00:00.000Z';
const through = (task: Task, ...events: readonly TaskEvent[]): Task =>
  events.reduce((before, event) => evolveTask(before, event, sampleNow), task);

const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: 'offline' } };
const asked: TaskEvent = {
  type: 'question.asked',
  data: { step: 1, questionId: 'qst_2', question: 'Which?', expiresAt: LATER },
};
const requested: TaskEvent = { type: 'control.requested', data: {} };
const taken: TaskEvent = { type: 'control.taken', data: { step: 1 } };
const acted: TaskEvent = { type: 'person.acted', data: { step: 1, acts: ['scrolled'] } };
const returned: TaskEvent = { type: 'control.returned', data: { step: 1, by: 'person', note: 'Sorted by price.' } };
const queuedFor = (reason: 'control' | 'yielded' | 'reclaimed'): TaskEvent => ({
  type: 'task.queued',
  data: { taskId: 't', reason },
});
const parked: TaskEvent = { type: 'task.parked', data: { step: 1, reason: 'question' } };
const paused: TaskEvent = { type: 'task.parked', data: { step: 1, reason: 'pause' } };
const answer: TaskEvent = { type: 'question.answered', data: { questionId: 'qst_1', messageId: 'm', answer: 'Red' } };

const running = (): Task => through(sampleTask(ids), started);

describe('a person who takes over', () => {
  test('waits for the step to end, has the page, and gives it back with a note', () => {
    const wanted = through(running(), requested);
    expect(wanted).toMatchObject({ status: 'running', control: 'requested' });
    const held = through(wanted, taken);
    expect(held).toMatchObject({ status: 'waiting', control: 'taken', takings: 1 });
    expect(isReadyToRun(held)).toBe(false);
    const back = through(held, acted, returned);
    expect(back).toMatchObject({ status: 'running', returned: { by: 'person', note: 'Sorted by price.' } });
    expect(back.control).toBeUndefined();
    expect(through(back, requested, taken).takings).toBe(2);
  });

  test.each<[string, readonly TaskEvent[], string]>([
    ['in place', [asked], 'running'],
    ['parked', [asked, parked], 'queued'],
    ['paused', [paused], 'queued'],
  ])('lets lapse what was asked of them (%s), and no older answer stands for the new question', (_, before, status) => {
    const waiting = through(running(), { ...asked, data: { ...asked.data, questionId: 'qst_1' } }, answer, ...before);
    const queue = waiting.parked === undefined ? [] : [queuedFor('control')];
    const wanted = through(waiting, requested, ...queue);
    expect(wanted).toMatchObject({ status, control: 'requested', question: undefined });
    expect(wanted.answer).toEqual(waiting.question === undefined ? waiting.answer : undefined);
  });

  test('takes back a pause that was asked for', () => {
    const both = through(running(), { type: 'pause.requested', data: {} }, requested);
    expect(both.pauseRequested).toBe(false);
  });

  test.each([
    ['is put away', queuedFor('yielded')],
    ['is found dead', queuedFor('reclaimed')],
    ['is followed by another', { ...started, data: { fence: 2, model: 'offline' } } satisfies TaskEvent],
  ])('is handed the page again where the worker %s', (_, event) => {
    expect(through(running(), requested, taken, event)).toMatchObject({ control: 'requested', takings: 1 });
  });

  test('may take the request back, and the last that they did may be told after they gave back', () => {
    expect(through(running(), requested, returned)).toMatchObject({ status: 'running', control: undefined });
    expect(through(running(), requested, taken, returned, acted).status).toBe('running');
  });

  test.each<[string, readonly TaskEvent[], TaskEvent, string]>([
    ['is asked for twice', [requested], requested, 'task.illegal-transition'],
    ['is taken unasked', [], taken, 'task.illegal-transition'],
    ['is given back by nobody', [], returned, 'control.not-taken'],
    ['is taken twice', [requested, taken], taken, 'task.illegal-transition'],
  ])('control that %s is refused', (_, before, event, code) => {
    expect(() => through(running(), ...before, event)).toThrow(expect.objectContaining({ code }));
  });

  test('starts no action while they have the page, and leaves nothing behind when the task ends', () => {
    const held = through(running(), requested, taken);
    const action = { kind: 'navigate', url: 'https://example.com/' } as const;
    const act: TaskEvent = {
      type: 'action.started',
      data: { step: 1, index: 0, action, verb: 'navigate', description: '' },
    };
    expect(() => through(held, act)).toThrow(expect.objectContaining({ code: 'task.illegal-transition' }));
    const result = { status: 'cancelled', summary: '', evidence: 'none', evidenceNotes: [] } as const;
    const end: TaskEvent = { type: 'task.finished', data: { result: { ...result, evidenceNotes: [] } } };
    expect(through(held, { type: 'cancel.requested', data: {} }, end).control).toBeUndefined();
  });
});
