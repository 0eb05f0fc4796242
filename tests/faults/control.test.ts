/** A person who has the page when its worker dies: the next hands it over before all else, and what they leave with it is told. */

import { expect, test, vi } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { type MemoryErrand, openMemoryErrand } from './memory-lab.ts';
import type { WorldOptions } from './open-errand.ts';
import type { Turn } from './schedule.ts';
import { LEASE_OVER_MS } from './survive.ts';
import { tasksOf } from './world.ts';

vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

/** An errand whose first worker has died right after it did by hand what its person sent. */
async function dieWhileTaken(
  onTurn: (turn: Turn) => void = () => {},
  options: WorldOptions = {},
): Promise<MemoryErrand> {
  const errand = await openMemoryErrand({
    ...options,
    fate(turn) {
      onTurn(turn);
      return turn.actor === 'worker-1' && turn.point === 'act by hand' ? 'die-after' : 'live';
    },
  });
  const { schedule } = errand;
  const person = errand.person('hands');
  await schedule.until([person.takeOver()]);
  const acting = (async () => {
    const idle = schedule.actor('idle');
    while (!(await person.hasControl())) await idle.sleep(200);
    await person.act();
  })();
  await schedule.until([errand.work('worker-1'), acting]);
  schedule.advance(LEASE_OVER_MS);
  await schedule.until([errand.reap('reaper')]);
  return errand;
}

test('the next worker hands over before the model decides anything; what was done is not done again, and who stays away gives back', async () => {
  const errand = await dieWhileTaken();
  await errand.schedule.until([errand.work('worker-2')]);
  const world = await errand.look();
  const types = tasksOf(world).flatMap(({ events }) => events.map(({ type }) => type));
  const second = types.slice(types.lastIndexOf('task.started')).filter(type => /^(control|step)\./.test(type));
  expect(second.slice(0, 3)).toEqual(['control.taken', 'control.returned', 'step.decided']);
  // Of the two that were sent the second died with its worker: what a person did is never guessed at.
  expect(world.byHand?.map(({ worker }) => worker)).toEqual(['worker-1']);
  expect(checkInvariants(world)).toEqual([]);
});

test('given back while the next worker still opens its browser, it is gone on from with the note', async () => {
  let isBack = false;
  const errand: MemoryErrand = await dieWhileTaken(
    ({ actor, point }) => {
      if (actor !== 'worker-2' || point !== 'open browser') return;
      isBack = true;
      void errand.person('back').giveBack();
    },
    // Who gives it back is quicker than who opens a browser.
    {
      choose: (_count, waiting) =>
        Math.max(
          0,
          waiting.findIndex(({ actor }) => actor === 'back'),
        ),
    },
  );
  await errand.schedule.until([errand.work('worker-2')]);
  expect(isBack).toBe(true);
  const world = await errand.look();
  expect(checkInvariants(world)).toEqual([]);
  const told = world.heard?.find(({ worker }) => worker === 'worker-2')?.told;
  expect(told).toContain('TAKEN OVER');
  expect(told).toContain('Mind the step');
});
