/**
 * Thousands of seeded worlds in memory (`live.ts`), each held against every rule. A failure names its seed.
 * ERRAND_SEEDS=5000 runs so many; ERRAND_SEED=17 runs that one; left out, as many as fit into the suite's time.
 */

import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { live } from './live.ts';

// The only waits by the real clock, and the only dice that no seed throws.
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

const { ERRAND_SEED, ERRAND_SEEDS } = process.env;
const first = Number(ERRAND_SEED ?? 1);
const count = ERRAND_SEED === undefined ? Number(ERRAND_SEEDS ?? Number.POSITIVE_INFINITY) : 1;
/** Of the whole suite's five minutes. */
const SUITE_MS = 45_000;
const MAX_FAILURES = 10;
const LONGEST_MS = 3_600_000;

/** What a seed breaks; the turns before it are shown where only one is run. */
async function failureOf(seed: number): Promise<string | undefined> {
  try {
    const { errand, world, earlier } = await live(seed);
    const findings = checkInvariants(world, { earlier });
    if (findings.length === 0) return undefined;
    const turns = errand.schedule.turns.map(({ actor, point, nth }) => `${actor}: ${point} ${nth}`);
    return [`ERRAND_SEED=${seed}`, ...findings, ...(count === 1 ? turns : [])].join('\n  ');
  } catch (error) {
    return `ERRAND_SEED=${seed}\n  ${error instanceof Error ? error.stack : String(error)}`;
  }
}

test('whatever happens at once, every rule holds', { timeout: LONGEST_MS }, async () => {
  // A stack is made for each refused write, and costs more than the write.
  if (count > 1) Error.stackTraceLimit = 0;
  const failures: string[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  let seed = first;
  const isTimeLeft = (): boolean => count < Number.POSITIVE_INFINITY || performance.now() - began < SUITE_MS;
  for (; seed < first + count && isTimeLeft() && failures.length < MAX_FAILURES; seed += 1) {
    const failure = await failureOf(seed);
    if (failure !== undefined) failures.push(failure);
    // A world in memory leaves the event loop no turn.
    await turn();
  }
  const ran = seed - first;
  const { user, system } = process.cpuUsage(cpu);
  const aMinute = Math.round(ran / ((user + system) / 60_000_000));
  process.stdout.write(`${ran} seeds, ${aMinute} a minute of one core, ${failures.length} failed\n`);
  expect(failures.join('\n'), 'run one again with ERRAND_SEED').toBe('');
});

test('the same seed is the same world', async () => {
  const [one, other] = [await live(first), await live(first)];
  expect(one.errand.schedule.turns).toEqual(other.errand.schedule.turns);
  expect(one.errand.schedule.turns.length).toBeGreaterThan(50);
});
