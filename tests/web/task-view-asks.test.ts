/** A run tells what it waits for, what the person does with their own hands, and which hosts it asked for. */

import { describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { activeMsAt } from '../../web/state/task-view.ts';
import { fold, START } from './fold-events.ts';

const queued: TaskEvent = { type: 'task.queued', data: { taskId: 'tsk_1', reason: 'consented' } };
const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: 'offline' } };
const question: TaskEvent = {
  type: 'question.asked',
  data: { step: 1, questionId: 'qst_1', question: 'Which?', expiresAt: '2026-01-01T01:00:00.000Z' },
};
const requested: TaskEvent = { type: 'control.requested', data: {} };
const taken: TaskEvent = { type: 'control.taken', data: { step: 1 } };
const acted: TaskEvent = { type: 'person.acted', data: { step: 1, acts: ['clicked link "Kettles"'] } };
const returned: TaskEvent = { type: 'control.returned', data: { step: 1, by: 'person', note: 'Done' } };
const reached: TaskEvent = {
  type: 'budget.reached',
  data: {
    step: 2,
    limit: 'steps',
    spent: 5,
    allowed: 5,
    asks: { steps: 3 },
    digest: 'sha256:1',
    expiresAt: '2026-01-01T01:00:00.000Z',
  },
};
const needed: TaskEvent = {
  type: 'secret.needed',
  data: { step: 1, name: 'shop-password', site: 'shop.test', why: 'type it', expiresAt: '2026-01-01T01:00:00.000Z' },
};

describe('a take-over', () => {
  test('is asked for, taken, told in words, and given back with what was said', () => {
    expect(fold(queued, started, requested)).toMatchObject({ status: 'running', control: 'requested' });
    expect(fold(queued, started, requested, taken)).toMatchObject({ status: 'waiting', control: 'taken' });
    const over = fold(queued, started, requested, taken, acted, returned);
    expect(over).toMatchObject({ status: 'running', control: undefined });
    expect(over.steps[0]?.remarks).toEqual([
      { kind: 'hand', acts: ['clicked link "Kettles"'] },
      { kind: 'returned', by: 'person', note: 'Done' },
    ]);
  });

  test('does not count as acting time', () => {
    const view = fold(queued, started, requested, taken, acted, acted, returned, acted);
    expect(activeMsAt(view, START + 7_000)).toBe(3_000);
  });

  test('lets a question lapse that waited', () => {
    expect(fold(queued, started, question, requested)).toMatchObject({ question: undefined, status: 'running' });
    const parked: TaskEvent = { type: 'task.parked', data: { step: 1, reason: 'question' } };
    expect(fold(queued, started, question, parked, requested)).toMatchObject({
      question: undefined,
      status: 'waiting',
    });
  });

  test('is asked for again by the next worker', () => {
    expect(fold(queued, started, requested, taken, started)).toMatchObject({ control: 'requested', status: 'running' });
  });

  test('that was withdrawn before it began leaves no word', () => {
    expect(fold(queued, started, requested, returned).steps).toEqual([]);
  });

  test('ends with the run', () => {
    const result: TaskResult = { status: 'cancelled', summary: '', evidence: 'none', evidenceNotes: [] };
    const view = fold(queued, started, requested, taken, { type: 'task.finished', data: { result } });
    expect(view).toMatchObject({ status: 'cancelled', control: undefined });
  });
});

describe('a limit that is reached', () => {
  test('waits for a yes, which adds exactly that', () => {
    expect(fold(queued, started, reached)).toMatchObject({ status: 'waiting', budgetAsk: { asks: { steps: 3 } } });
    const extended: TaskEvent = { type: 'budget.extended', data: { digest: 'sha256:1', add: { steps: 3 } } };
    const view = fold(queued, started, reached, extended, reached, extended);
    expect(view).toMatchObject({ status: 'running', budgetAsk: undefined, extended: { steps: 6 } });
    expect(view.steps[0]?.remarks).toEqual([
      { kind: 'budget', limit: 'steps', decision: 'extended' },
      { kind: 'budget', limit: 'steps', decision: 'extended' },
    ]);
  });

  test('ends with a no', () => {
    const view = fold(queued, started, reached, { type: 'budget.declined', data: { digest: 'sha256:1' } });
    expect(view).toMatchObject({ budgetAsk: undefined, extended: {} });
    expect(view.steps[0]?.remarks).toEqual([{ kind: 'budget', limit: 'steps', decision: 'ended' }]);
  });
});

describe('a secret that is missing', () => {
  test.each([
    ['secret.stored', 'stored'],
    ['secret.skipped', 'skipped'],
  ] as const)('waits until %s', (type, decision) => {
    expect(fold(queued, started, needed)).toMatchObject({ status: 'waiting', secretNeeded: { name: 'shop-password' } });
    const view = fold(queued, started, needed, { type, data: { name: 'shop-password' } });
    expect(view).toMatchObject({ status: 'running', secretNeeded: undefined });
    expect(view.steps[0]?.remarks).toMatchObject([{ kind: 'secret', decision }]);
  });
});

test('a word in mid-run stands at the newest step', () => {
  const told: TaskEvent = { type: 'instruction.added', data: { text: 'Only in stock' } };
  const looked = (step: number): TaskEvent => ({
    type: 'page.observed',
    data: { step, url: 'u', title: 't', text: 'x', ms: 1 },
  });
  const view = fold(queued, started, looked(1), looked(2), told);
  expect(view.steps.map(step => step.remarks)).toEqual([[], [{ kind: 'told', text: 'Only in stock' }]]);
});

test('a host is told once, with what became of it last', () => {
  const asked = (host: string, outcome: 'reached' | 'unreachable'): TaskEvent => ({
    type: 'hosts.contacted',
    data: { hosts: [{ host, outcome, consented: true }] },
  });
  const view = fold(
    queued,
    started,
    asked('a:443', 'unreachable'),
    asked('b:443', 'reached'),
    asked('a:443', 'reached'),
  );
  expect(view.hosts.map(({ host, outcome }) => [host, outcome])).toEqual([
    ['a:443', 'reached'],
    ['b:443', 'reached'],
  ]);
});

test('what waits for another try says why and until when', () => {
  const cause = { code: 'page.crashed', detail: 'The page crashed.' } as const;
  const retried: TaskEvent = {
    type: 'task.queued',
    data: { taskId: 'tsk_1', reason: 'retried', cause, notBefore: '2026-01-01T00:01:00.000Z' },
  };
  expect(fold(queued, started, retried).retry).toEqual({
    detail: 'The page crashed.',
    notBefore: '2026-01-01T00:01:00.000Z',
  });
  expect(fold(queued, started, retried, started).retry).toBeUndefined();
});

test('a step keeps when it began, what the agent saw, and how its element was found', () => {
  const target = { ref: 'e1', role: 'button', name: 'Go' };
  const view = fold(
    queued,
    started,
    { type: 'page.observed', data: { step: 1, url: 'u', title: 't', text: 'main:', ms: 1 } },
    {
      type: 'action.started',
      data: { step: 1, index: 0, action: { kind: 'click', ref: 'e1', target }, verb: 'navigate', description: '' },
    },
  );
  expect(view.steps[0]).toMatchObject({ beganAt: START + 2_000, lastAt: START + 3_000, text: 'main:' });
  expect(view.steps[0]?.actions[0]).toMatchObject({ words: 'Click button "Go"', action: { target } });
});
