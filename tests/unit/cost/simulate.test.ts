/** The simulated hour: a queue that behaves as queues do, the same on every machine, and what it asks of the limits. */

import { RootConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { demandsOf, perSecond } from '../../../bench/cost/demands.ts';
import { makeHeap } from '../../../bench/cost/heap.ts';
import { limits } from '../../../bench/cost/limits.ts';
import { scaleReport, scaleText } from '../../../bench/cost/scale-report.ts';
import { lagOf, type Scene, simulate } from '../../../bench/cost/simulate.ts';
import { defaultWorkload } from '../../../bench/cost/workload.ts';
import { readSettings } from '../../../infra/settings.ts';
import { randomFrom } from '../../faults/random.ts';

const scene: Scene = {
  rate: 1,
  seconds: 3_600,
  burst: 0,
  runSeconds: [20, 10],
  waitSeconds: 60,
  cap: 1_000,
  pollers: { first: 100, aMinute: 300, most: 1_000 },
  seed: 1,
};

describe('the hour', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(simulate(scene)).toEqual(simulate(scene));
    expect(simulate({ ...scene, seed: 2 }).running).not.toEqual(simulate(scene).running);
  });

  test("holds Little's law: workers are what comes in times how long it takes", () => {
    const { running, queueAge } = simulate(scene);
    const settled = running.slice(600);
    const mean = settled.reduce((sum, one) => sum + one, 0) / settled.length;
    expect(mean).toBeGreaterThan(30 * 0.9);
    expect(mean).toBeLessThan(30 * 1.1);
    expect(queueAge.most).toBe(0);
  });

  test('never has more workers than the cap, and lets the rest wait', () => {
    const { concurrency, queueAge, leftInQueue } = simulate({ ...scene, cap: 20 });
    expect(concurrency.most).toBe(20);
    expect(queueAge.p95).toBeGreaterThan(60);
    expect(leftInQueue).toBeGreaterThan(0);
  });

  test('lets a burst wait until the pollers have grown', () => {
    const pollers = { first: 40, aMinute: 300, most: 1_000 };
    const { queueAge, leftInQueue } = simulate({ ...scene, burst: 600, pollers });
    expect(queueAge.most).toBeGreaterThan(20);
    expect(queueAge.most).toBeLessThan(180);
    expect(leftInQueue).toBe(0);
  });

  test('has as many runs as errands have parts, but for those still waiting at its end', () => {
    const { runs } = simulate(scene);
    expect(runs).toBeGreaterThan(2 * 3_600 * 0.9);
    expect(runs).toBeLessThan(2 * 3_600 * 1.1);
  });
});

test('the heap gives the earliest first', () => {
  const random = randomFrom(3);
  const heap = makeHeap<{ at: number }>();
  const times = Array.from({ length: 500 }, () => random());
  for (const at of times) heap.push({ at });
  expect(times.map(() => heap.pop()?.at)).toEqual([...times].sort((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});

test('a reader falls behind while more comes in than it delivers, and catches up after', () => {
  expect(lagOf([10, 30, 30, 0, 0, 0], 20)).toEqual([0, 0.5, 1, 0, 0, 0]);
});

describe('demands', () => {
  const at = (running: number) => demandsOf(defaultWorkload, { arrivals: running / 60, running });
  const unitsOf = (running: number, what: RegExp): number =>
    at(running).find(one => what.test(one.what))?.units ?? Number.NaN;

  test('grow with the pace, but for those of one errand', () => {
    expect(unitsOf(200, /partition `tasks`/)).toBeCloseTo(2 * unitsOf(100, /partition `tasks`/), 6);
    expect(unitsOf(200, /one errand/)).toBe(unitsOf(100, /one errand/));
  });

  test('pass the partition of what is due, which no request raises, only beyond the workers that an account has', () => {
    const { dueListWrites } = perSecond(defaultWorkload);
    const workers = limits.partitionWrites.most / dueListWrites;
    expect(workers).toBeGreaterThan(3 * limits.concurrency.most);
    expect(workers).toBeLessThan(10 * limits.concurrency.most);
  });
});

test('the report in print has all four scales, and marks what is beyond a limit', () => {
  const text = scaleText(scaleReport({ ...defaultWorkload, tasks: 5_000 }));
  for (const scale of ['1×', '10×', '100×', '1000×']) expect(text).toContain(scale);
  expect(text).not.toMatch(/NaN|undefined/);
  expect(text).toMatch(/relay, one delivery at a time.*%/);
});

test('takes as many workers for the first deployment as infra does', () => {
  expect(readSettings(new RootConstruct('App').node).maxWorkers).toBe(limits.maxWorkers.most);
});
