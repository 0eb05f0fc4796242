/** What is asked for where a budget is used up, and how a task takes the answer. */

import { describe, expect, test } from 'vitest';
import { type Budget, nothingSpent, type Spent } from '../../../lib/domain/budget.ts';
import { addMore, asksFor, type BudgetMore, digestOfBudgetAsk, sumOfMore } from '../../../lib/domain/budget-ask.ts';
import { withQueue } from '../../../lib/domain/queue-again.ts';
import { settleDays } from '../../../lib/domain/quota.ts';
import { evolveTask, type Task } from '../../../lib/domain/task.ts';
import { allowedBudget } from '../../../lib/domain/task-budget.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';

const consented: Budget = { steps: 10, seconds: 300, tokens: 10_000, usd: 0.5, bytes: 1_000_000 };

describe('what is asked for', () => {
  test.each<[string, Partial<Budget>, Partial<Spent>, BudgetMore | undefined]>([
    ['half of the consented steps', {}, { steps: 10 }, { steps: 5 }],
    ['what is missing too', {}, { tokens: 12_500 }, { tokens: 7_500 }],
    ['all parts that are used up, and no other', {}, { steps: 10, usd: 0.51 }, { steps: 5, usd: 0.26 }],
    ['at least what is of any use', { seconds: 6 }, { seconds: 6 }, { seconds: 150 }],
    ['no more than any errand may have', { steps: 198 }, { steps: 198 }, { steps: 2 }],
    ['nothing where that is reached', { steps: 200 }, { steps: 200 }, undefined],
  ])('is %s', (_, allowed, spent, asks) => {
    expect(asksFor(consented, { ...consented, ...allowed }, { ...nothingSpent, ...spent })).toEqual(asks);
  });

  test('is bound to task, amount and what was allowed before', () => {
    const of = { taskId: 'tsk_1', allowed: consented, asks: { steps: 5 } };
    const digests = [
      of,
      { ...of, taskId: 'tsk_2' },
      { ...of, asks: { steps: 6 } },
      { ...of, allowed: addMore(consented, of.asks) },
    ];
    expect(new Set(digests.map(digestOfBudgetAsk)).size).toBe(4);
  });

  test('adds up', () => {
    expect(sumOfMore({ steps: 2 }, { steps: 3, usd: 0.1 })).toEqual({ steps: 5, usd: 0.1 });
  });
});

const ask = {
  step: 3,
  limit: 'steps',
  spent: 10,
  allowed: 10,
  asks: { steps: 5 },
  digest: 'd1',
  expiresAt: '2026-11-22T10:00:00.000Z',
} as const;
const started = evolveTask(consentedTask(), { type: 'task.started', data: { fence: 1, model: 'scripted' } }, NOW);
const waiting = evolveTask(started, { type: 'budget.reached', data: ask }, NOW);
const parked = evolveTask(waiting, { type: 'task.parked', data: { step: 3, reason: 'budget' } }, NOW);
const extended = { type: 'budget.extended', data: { digest: 'd1', add: { steps: 5 } } } as const;
const declined = { type: 'budget.declined', data: { digest: 'd1' } } as const;
const pause = { type: 'pause.requested', data: {} } as const;

describe('a task whose budget is used up', () => {
  test.each<[string, Task, typeof extended | typeof declined, Partial<Task>]>([
    ['runs on after a yes in place', waiting, extended, { status: 'running', extended: { steps: 5 } }],
    [
      'runs on to its end after a no in place',
      waiting,
      declined,
      { status: 'running', budgetDecision: { kind: 'declined', ask } },
    ],
    ['is queued by a yes where it is parked', parked, extended, { status: 'queued', extended: { steps: 5 } }],
    ['is queued by a no where it is parked', parked, declined, { status: 'queued' }],
    [
      'stays paused after a yes',
      evolveTask(parked, pause, NOW),
      extended,
      { status: 'paused', extended: { steps: 5 } },
    ],
  ])('%s', (_, before, event, expected) => {
    const after = withQueue(before, [event], { reason: 'answered', now: NOW }).reduce(
      (task, one) => evolveTask(task, one, NOW),
      before,
    );
    expect(after).toMatchObject({ ...expected, budgetAsk: undefined });
    expect(after.consent).toEqual(before.consent);
  });

  test('may spend the sum of its consent and what was added', () => {
    const after = evolveTask(waiting, extended, NOW);
    expect(allowedBudget(after).steps).toBe(waiting.consent.scope.budget.steps + 5);
    expect(allowedBudget(waiting)).toEqual(waiting.consent.scope.budget);
  });

  test.each([
    ['budget.not-asked', started, 'd1'],
    ['budget.digest-mismatch', waiting, 'd2'],
  ])('answers %s', (code, task, digest) => {
    expect(() => evolveTask(task, { type: 'budget.extended', data: { digest, add: {} } }, NOW)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

const needed = { step: 2, name: 'pw', site: 'shop.test', why: 'fill', expiresAt: ask.expiresAt };

describe('a task that waits for a secret', () => {
  const waits = evolveTask(started, { type: 'secret.needed', data: needed }, NOW);
  test('runs on with it or without it', () => {
    const stored = evolveTask(waits, { type: 'secret.stored', data: { name: 'pw' } }, NOW);
    expect(stored).toMatchObject({ status: 'running', secretNeeded: undefined });
    const skipped = evolveTask(waits, { type: 'secret.skipped', data: { name: 'pw' } }, NOW);
    expect(skipped).toMatchObject({ status: 'running', secretNeeded: undefined, secretsSkipped: ['pw'] });
  });

  test('is not freed by another', () => {
    expect(() => evolveTask(waits, { type: 'secret.stored', data: { name: 'code' } }, NOW)).toThrow(
      expect.objectContaining({ code: 'secret.not-needed' }),
    );
  });
});

describe('money of several days', () => {
  test.each([
    [
      'the first pays first',
      [
        { day: 'a', micros: 5 },
        { day: 'b', micros: 5 },
      ],
      7,
      [
        { day: 'a', change: 0, spent: 5 },
        { day: 'b', change: -3, spent: 2 },
      ],
    ],
    [
      'the last pays what is beyond',
      [
        { day: 'a', micros: 5 },
        { day: 'b', micros: 5 },
      ],
      12,
      [
        { day: 'a', change: 0, spent: 5 },
        { day: 'b', change: 2, spent: 7 },
      ],
    ],
    [
      'one day is changed once',
      [
        { day: 'a', micros: 5 },
        { day: 'a', micros: 5 },
      ],
      7,
      [{ day: 'a', change: -3, spent: 7 }],
    ],
  ])('%s', (_, reserved, spent, changes) => {
    expect(settleDays(reserved, spent)).toEqual(changes);
  });
});
