/** The choice of the next task: that the order is what the priorities and the owners' shares say, and that nobody waits for ever. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  chooseNext,
  headStartMs,
  MAX_HANDICAP_MS,
  MAX_OVERTAKING_MS,
  Priority,
  rankOf,
  scoreOf,
} from '../../../lib/domain/priority.ts';

const START = Date.parse('2026-11-21T08:00:00.000Z');
const MINUTE = 60_000;
const at = (ms: number): string => new Date(START + ms).toISOString();

interface Arrival {
  readonly taskId: string;
  readonly ownerId: string;
  readonly priority: Priority;
  /** Milliseconds after the start. */
  readonly at: number;
  readonly lasts: number;
}

const candidateOf = ({ taskId, ownerId, priority, at: queued }: Arrival): Candidate => ({
  taskId,
  ownerId,
  rank: rankOf({ priority, queuedAt: at(queued), cancelRequested: false }),
});

interface Began {
  readonly task: Arrival;
  readonly at: number;
}

/** So many workers, each of which takes the next as soon as it is free. */
function runAll(arrivals: readonly Arrival[], workers: number): readonly Began[] {
  const waiting = new Set<Arrival>();
  const coming = arrivals.toSorted((one, other) => one.at - other.at);
  const busy: { readonly task: Arrival; readonly until: number }[] = [];
  const began: Began[] = [];
  for (let now = 0; coming.length + waiting.size > 0; ) {
    for (const one of busy.filter(({ until }) => until <= now)) busy.splice(busy.indexOf(one), 1);
    while (coming[0] !== undefined && coming[0].at <= now) waiting.add(coming.shift() as Arrival);
    while (busy.length < workers && waiting.size > 0) {
      const running = new Map<string, number>();
      for (const { task } of busy) running.set(task.ownerId, (running.get(task.ownerId) ?? 0) + 1);
      const next = chooseNext([...waiting].map(candidateOf), running);
      const task = [...waiting].find(({ taskId }) => taskId === next?.taskId);
      if (task === undefined) throw new Error('Nothing was chosen.');
      waiting.delete(task);
      busy.push({ task, until: now + task.lasts });
      began.push({ task, at: now });
    }
    const later = [...busy.map(({ until }) => until), ...(coming[0] === undefined ? [] : [coming[0].at])];
    now = Math.min(...later.filter(time => time > now));
  }
  return began;
}

const arrivals = fc
  .array(
    fc.record({
      ownerId: fc.constantFrom('alice', 'bob', 'carol'),
      priority: fc.constantFrom(...Priority.options),
      at: fc.integer({ min: 0, max: 8 * 60 * MINUTE }),
      lasts: fc.integer({ min: 1, max: 40 * MINUTE }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map(list => list.map((one, index): Arrival => ({ ...one, taskId: `tsk_${String(index).padStart(3, '0')}` })));

describe('whatever comes, whenever, from whom', () => {
  test('each task is begun once, and nothing that came later than the bound goes before it', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 20 }), (list, workers) => {
        const began = runAll(list, workers);
        expect(began.map(({ task }) => task.taskId).toSorted()).toEqual(list.map(({ taskId }) => taskId).toSorted());
        began.forEach(({ task }, place) => {
          const before = began.slice(0, place).map(one => one.task);
          const overtook = before.filter(other => other.at > task.at + MAX_OVERTAKING_MS);
          expect(overtook).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('each task is begun within the time that those before it take one after the other', () => {
    fc.assert(
      fc.property(arrivals, list => {
        for (const { task, at: begun } of runAll(list, 1)) {
          const before = list.filter(other => other !== task && other.at <= task.at + MAX_OVERTAKING_MS);
          expect(begun - task.at).toBeLessThanOrEqual(before.reduce((sum, { lasts }) => sum + lasts, 0));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the bound is met: an urgent task is begun before a low one of a busy owner that waits for just less, and not for more', () => {
    const low: Candidate = candidateOf({ taskId: 'low', ownerId: 'busy', priority: 'low', at: 0, lasts: 1 });
    const urgent = (after: number): Candidate =>
      candidateOf({ taskId: 'urgent', ownerId: 'idle', priority: 'urgent', at: after, lasts: 1 });
    const running = new Map([['busy', 400]]);
    expect(chooseNext([low, urgent(MAX_OVERTAKING_MS - 1)], running)?.taskId).toBe('urgent');
    expect(chooseNext([low, urgent(MAX_OVERTAKING_MS + 1)], running)?.taskId).toBe('low');
  });

  test('a score is never more than the handicap away from its rank, however many run', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: MINUTE * 600 }), (count, ms) => {
        const one = { taskId: 't', ownerId: 'o', rank: at(ms) };
        const late = scoreOf(one, new Map([['o', count]])) - Date.parse(one.rank);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(MAX_HANDICAP_MS);
      }),
    );
  });
});

describe('of tasks that are queued at once', () => {
  const queue = (ownerId: string, priority: Priority, index = 0): Arrival => ({
    taskId: `${ownerId}-${priority}-${index}`,
    ownerId,
    priority,
    at: 0,
    lasts: MINUTE,
  });

  test('the more urgent are begun first', () => {
    const list = Priority.options.flatMap(priority => [queue('alice', priority), queue('bob', priority)]);
    const order = runAll(list, 1).map(({ task }) => task.priority);
    expect(order).toEqual(['urgent', 'urgent', 'high', 'high', 'normal', 'normal', 'low', 'low']);
  });

  test('an owner with a hundred does not keep another with one from a worker', () => {
    const flood = Array.from({ length: 100 }, (_, index) => ({
      ...queue('alice', 'normal', index),
      lasts: MINUTE + index,
    }));
    const late = { ...queue('bob', 'normal'), at: 30_000 };
    const order = runAll([...flood, late], 4).map(({ task }) => task.ownerId);
    // The four that ran when it came, and none after them.
    expect(order.indexOf('bob')).toBe(4);
  });

  test('equal ones are begun in the order of their ids, so that two workers agree', () => {
    const list = [queue('bob', 'normal', 2), queue('bob', 'normal', 1)].map(candidateOf);
    expect(chooseNext(list, new Map())?.taskId).toBe('bob-normal-1');
    expect(chooseNext(list.toReversed(), new Map())?.taskId).toBe('bob-normal-1');
  });
});

describe('a rank', () => {
  test('counts from when a task may be tried again', () => {
    const rested = rankOf({ queuedAt: at(0), notBefore: at(MINUTE), cancelRequested: false });
    expect(rested).toBe(at(MINUTE));
  });

  test('of a task that somebody waits to see cancelled is before all others', () => {
    const cancelled = rankOf({ priority: 'low', queuedAt: at(0), cancelRequested: true });
    expect(cancelled < rankOf({ priority: 'urgent', queuedAt: at(0), cancelRequested: false })).toBe(true);
  });

  test('is a normal one where a task is from before there were priorities', () => {
    expect(rankOf({ queuedAt: at(0), cancelRequested: false })).toBe(at(headStartMs.normal));
  });
});
