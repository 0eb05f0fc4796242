/**
 * Some of the seeded worlds on the real engine and the real bucket: two workers that die and freeze, a table and a bucket that refuse or
 * lose answers, the reaper, messages sent twice, and a person who speaks at any moment. ERRAND_SEED=17 runs that one.
 */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Dice, dieFrom } from './dice.ts';
import { disturbedBy } from './disturb.ts';
import { type Errand, type Lab, openLab } from './lab.ts';
import { expectAllHeld, survive } from './survive.ts';

// The only waits by the real clock, and the only dice that no seed throws.
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const { ERRAND_SEED } = process.env;
const seeds = ERRAND_SEED === undefined ? [1, 2, 3, 4, 5, 6, 7, 8] : [Number(ERRAND_SEED)];

const MESSAGES_OF_ONE = 4;
const REAPS = 8;
const SAYINGS = 6;

/** Every actor by itself; returns once all have come to rest. */
async function live(errand: Errand, dice: Dice, calm: () => void): Promise<void> {
  const { schedule } = errand;
  const frozen: string[] = [];
  const often = async (name: string, seconds: number, times: number, what: (index: number) => unknown) => {
    const idle = schedule.actor(`idle ${name}`);
    for (let index = 0; index < times; index += 1) {
      await idle.sleep(dice.below(seconds * 1_000));
      await what(index);
    }
  };
  const noted = async (name: string, run: Promise<unknown>): Promise<void> => {
    if ((await run.catch(() => 'threw')) === 'frozen') frozen.push(name);
  };
  const thaw = (): void => {
    for (const name of frozen.splice(0)) schedule.thaw(name);
  };
  const sayings = ['approve', 'approve', 'approve', 'deny', 'pause', 'resume', 'resume', 'cancel'] as const;
  await schedule.until([
    ...['a', 'b'].map(slot =>
      often(slot, 50, MESSAGES_OF_ONE, index => {
        const name = `worker ${slot}${index}`;
        return noted(name, errand.work(name));
      }),
    ),
    often('sweeper', 60, REAPS, index => noted(`sweeper ${index}`, errand.reap(`sweeper ${index}`))),
    often('person', 30, SAYINGS, index => errand.person(`person ${index}`)[dice.one(sayings)]()),
    often('waker', 60, REAPS, thaw),
  ]);
  calm();
  const last = [...frozen];
  thaw();
  await schedule.until(last.map(name => errand.ended(name)));
}

test.each(seeds)('seed %i: whatever happens at once, every rule holds', async seed => {
  const dice = dieFrom(seed);
  const { fate, calm } = disturbedBy(dice);
  const thinkMs = 1_000 * (1 + dice.below(7));
  const errand = await lab.open({ choose: dice.below, fate, thinkMs: () => thinkMs, random: dice.random });
  await live(errand, dice, calm);
  const survived = await survive(errand, dice.below(2) === 0 ? 'no' : 'yes', 'later');
  expect(errand.schedule.turns.length).toBeGreaterThan(20);
  expectAllHeld(survived, errand);
});
