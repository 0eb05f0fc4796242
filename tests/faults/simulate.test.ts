/**
 * Seeded worlds in which everything happens at once: two workers that die and freeze, a table and a bucket that refuse or lose answers, the reaper,
 * messages sent twice, and a person who approves, denies, pauses, goes on and cancels. A failure names its seed.
 * ERRAND_SEEDS=200 runs more; ERRAND_SEED=17 runs that one.
 */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Errand, type Lab, openLab } from './lab.ts';
import { randomFrom } from './random.ts';
import type { Fate, Turn } from './schedule.ts';
import { expectAllHeld, survive } from './survive.ts';

// The only waits by the real clock, and the only dice that no seed throws.
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const { ERRAND_SEED, ERRAND_SEEDS = '8' } = process.env;
const seeds =
  ERRAND_SEED === undefined
    ? Array.from({ length: Number(ERRAND_SEEDS) }, (_, index) => index + 1)
    : [Number(ERRAND_SEED)];

/** Of a hundred turns of a worker or the reaper. */
const DEATHS = 1.5;
const FREEZES = 1.5;
const LOST_ANSWERS = 2;
const REFUSALS = 2;

interface Dice {
  readonly random: () => number;
  below(count: number): number;
}

function dieFrom(seed: number): Dice {
  const random = randomFrom(seed);
  return { random, below: count => Math.floor(random() * count) };
}

/** What comes after it calms down, so that it can end. */
const DISTURBED = /^(worker|sweeper) /;

function fateOf({ random, below }: Dice): (turn: Turn) => Fate {
  return ({ actor, point }) => {
    if (!DISTURBED.test(actor)) return 'live';
    const roll = random() * 100;
    const side = below(2) === 0 ? 'before' : 'after';
    if (roll < DEATHS) return `die-${side}`;
    if (roll < DEATHS + FREEZES) return `freeze-${side}`;
    if (!/^(write|read|update|put|delete|list)/.test(point)) return 'live';
    if (roll < DEATHS + FREEZES + LOST_ANSWERS) return 'lose-answer';
    return roll < DEATHS + FREEZES + LOST_ANSWERS + REFUSALS ? 'refuse' : 'live';
  };
}

const MESSAGES_OF_ONE = 4;
const REAPS = 8;
const SAYINGS = 6;

/** Every actor by itself; returns once all have come to rest. */
async function live(errand: Errand, dice: Dice): Promise<void> {
  const { schedule } = errand;
  const frozen: string[] = [];
  const pauses = (name: string) => {
    const idle = schedule.actor(`${name}, idle`);
    return async (seconds: number): Promise<void> => idle.sleep(dice.below(seconds * 1_000));
  };
  const take = async (slot: string): Promise<void> => {
    const pause = pauses(slot);
    for (let index = 0; index < MESSAGES_OF_ONE; index += 1) {
      const name = `worker ${slot}${index}`;
      const run = await errand.work(name).catch(() => 'threw');
      if (run === 'frozen') frozen.push(name);
      await pause(50);
    }
  };
  const sweep = async (): Promise<void> => {
    const pause = pauses('sweep');
    for (let index = 0; index < REAPS; index += 1) {
      await pause(60);
      const name = `sweeper ${index}`;
      if ((await errand.reap(name).catch(() => 'threw')) === 'frozen') frozen.push(name);
    }
  };
  const speak = async (): Promise<void> => {
    const pause = pauses('speak');
    for (let index = 0; index < SAYINGS; index += 1) {
      await pause(30);
      const person = errand.person(`person ${index}`);
      const sayings = ['approve', 'approve', 'approve', 'deny', 'pause', 'resume', 'resume', 'cancel'] as const;
      await person[sayings[dice.below(sayings.length)] ?? 'approve']();
    }
  };
  const wake = async (): Promise<void> => {
    const pause = pauses('wake');
    for (let index = 0; index < REAPS; index += 1) {
      await pause(60);
      for (const name of frozen.splice(0)) schedule.thaw(name);
    }
  };
  await schedule.until([take('a'), take('b'), sweep(), speak(), wake()]);
  for (const name of frozen) {
    schedule.thaw(name);
    await schedule.until([errand.ended(name)]);
  }
}

test.each(seeds)('seed %i: whatever happens at once, every rule holds', async seed => {
  const dice = dieFrom(seed);
  const thinkMs = 1_000 * (1 + dice.below(7));
  const errand = await lab.open({ choose: dice.below, fate: fateOf(dice), thinkMs: () => thinkMs });
  await live(errand, dice);
  const survived = await survive(errand, dice.below(2) === 0 ? 'no' : 'yes', 'later');
  expect(errand.schedule.turns.length).toBeGreaterThan(20);
  expectAllHeld(survived, errand);
});
