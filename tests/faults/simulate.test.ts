/**
 * Thousands of seeded worlds in memory (`live.ts`), each held against every rule, on a thread for each core. A failure names its seed.
 * ERRAND_SEEDS=5000 runs so many; ERRAND_SEED=17 runs that one; left out, as many as fit into the suite's time.
 */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { live } from './live.ts';
import type { Ran, Seeds } from './run-seeds.ts';

// As in `run-seeds.ts`.
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

const { ERRAND_SEED, ERRAND_SEEDS } = process.env;
const first = Number(ERRAND_SEED ?? 1);
const count = ERRAND_SEED === undefined ? Number(ERRAND_SEEDS ?? Number.POSITIVE_INFINITY) : 1;
/** Of the whole suite's five minutes. */
const SUITE_MS = 45_000;
const LONGEST_MS = 3_600_000;
const MAX_THREADS = 8;
/** Worlds die young: a larger nursery is swept less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

function runSeeds(workerData: Seeds): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./run-seeds.ts', import.meta.url), { workerData, execArgv: [], resourceLimits });
    thread.on('message', resolve).on('error', reject);
    thread.on('exit', code => reject(new Error(`A thread ended with ${code} and said nothing.`)));
  });
}

test('whatever happens at once, every rule holds', { timeout: LONGEST_MS }, async () => {
  const threads = Math.min(count, MAX_THREADS, availableParallelism());
  const maxMs = count === Number.POSITIVE_INFINITY ? SUITE_MS : LONGEST_MS;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const runs = await Promise.all(
    Array.from({ length: threads }, (_, at) =>
      runSeeds({ first: first + at, stride: threads, end: first + count, maxMs, showsTurns: count === 1 }),
    ),
  );
  const ran = runs.reduce((sum, one) => sum + one.ran, 0);
  const failures = runs.flatMap(one => one.failures);
  const { user, system } = process.cpuUsage(cpu);
  const aMinute = Math.round(ran / ((performance.now() - began) / 60_000));
  const ofACore = Math.round(ran / ((user + system) / 60_000_000));
  process.stdout.write(
    `${ran} seeds on ${threads} threads, ${aMinute} a minute, ${ofACore} a minute of one core, ${failures.length} failed\n`,
  );
  expect(failures.join('\n'), 'run one again with ERRAND_SEED').toBe('');
});

test('the same seed is the same world', async () => {
  const [one, other] = [await live(first), await live(first)];
  expect(one.errand.schedule.turns).toEqual(other.errand.schedule.turns);
  expect(one.errand.schedule.turns.length).toBeGreaterThan(50);
});
