/** Workers whose clocks are minutes wrong, and jump: who acts is decided by the table, and no clock lets two act or one never end. */

import { describe, expect, test, vi } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { type MemoryErrand, openMemoryErrand } from './memory-lab.ts';
import type { WorldOptions } from './open-errand.ts';
import type { Fate, Turn } from './schedule.ts';
import { LEASE_OVER_MS, survive } from './survive.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

const MINUTE_MS = 60_000;
/** So many workers come in vain until a lease that a clock ten minutes ahead wrote is over. */
const PATIENCE = 30;
const INTENT = 'write action.started submit';

const isAt =
  (point: string, actor = 'worker-1') =>
  (turn: Turn): boolean =>
    turn.actor === actor && turn.point === point && turn.nth === 0;

describe.each([10, -10])('F23: where the clocks of workers are off by %i minutes', minutes => {
  test('an errand ends, once', async () => {
    const errand = await openMemoryErrand({ skewMs: name => (name.startsWith('worker') ? minutes * MINUTE_MS : 0) });
    const { world, findings } = await survive(errand, 'no');
    expect(findings).toEqual([]);
    expect(world.site).toHaveLength(1);
    expect((await errand.read()).status).toBe('completed');
  });

  test('a worker that dies at any turn is followed by one with a right clock', async () => {
    const skewMs = (name: string): number => (name === 'worker-1' ? minutes * MINUTE_MS : 0);
    const quiet = await openMemoryErrand({ skewMs });
    await quiet.schedule.until([quiet.work('worker-1')]);
    const broken: string[] = [];
    const turns = quiet.schedule.turns.filter(({ actor, point }) => actor === 'worker-1' && point !== 'read');
    for (const at of turns) {
      const fate = (turn: Turn): Fate =>
        turn.actor === at.actor && turn.point === at.point && turn.nth === at.nth ? 'die-after' : 'live';
      const { findings } = await survive(await openMemoryErrand({ skewMs, fate }), 'no', 'worker', PATIENCE);
      broken.push(...findings.map(finding => `${at.point} ${at.nth}: ${finding}`));
    }
    expect(broken).toEqual([]);
  });

  test('a reaper whose clock is off ends nothing that lives, and nothing twice', async () => {
    const said: Promise<unknown>[] = [];
    const fate = (turn: Turn): Fate => {
      if (isAt(INTENT)(turn)) said.push(errand.reap());
      return 'live';
    };
    const errand: MemoryErrand = await openMemoryErrand({
      fate,
      skewMs: name => (name === 'reaper' ? minutes * MINUTE_MS : 0),
    });
    const { findings } = await survive(errand, 'no');
    await errand.schedule.until(said);
    expect(findings).toEqual([]);
  });
});

test.each([10, -10])('F23: a clock that jumps by %i minutes at any turn leaves an errand that ends', async minutes => {
  const quiet = await openMemoryErrand();
  await quiet.schedule.until([quiet.work('worker-1')]);
  const broken: string[] = [];
  for (const at of quiet.schedule.turns) {
    let jumped = 0;
    const fate = (turn: Turn): Fate => {
      if (turn.actor === at.actor && turn.point === at.point && turn.nth === at.nth) jumped = minutes * MINUTE_MS;
      return 'live';
    };
    const errand = await openMemoryErrand({ fate, skewMs: name => (name === 'worker-1' ? jumped : 0) });
    broken.push(...(await survive(errand, 'no')).findings.map(finding => `${at.point} ${at.nth}: ${finding}`));
  }
  expect(broken).toEqual([]);
});

/** The other gets every turn that it wants once the first is about to act. */
function overtaking(by: string): Pick<WorldOptions, 'choose'> {
  return {
    choose(_count, waiting) {
      const isActing = waiting.some(({ actor, point }) => actor === 'worker-1' && point === 'act Save');
      const other = waiting.findIndex(({ actor }) => actor === by);
      return isActing && other >= 0 ? other : 0;
    },
  };
}

test('F23: a worker whose clock is ahead does not take over while another is about to act', async () => {
  const runs: Promise<unknown>[] = [];
  const fate = (turn: Turn): Fate => {
    if (isAt(INTENT)(turn)) runs.push(errand.work('worker-2'));
    return turn.actor === 'worker-2' && turn.point === 'open browser' ? 'die-before' : 'live';
  };
  const skewMs = (name: string): number => (name === 'worker-2' ? 10 * MINUTE_MS : 0);
  const errand: MemoryErrand = await openMemoryErrand({ ...overtaking('worker-2'), fate, skewMs });
  const first = errand.work('worker-1').catch(() => 'threw');
  await errand.schedule.until([first]);
  await errand.schedule.until(runs);
  expect(runs).toHaveLength(1);
  expect(checkInvariants(await errand.look(), { isOver: false })).toEqual([]);
});

test('F23: a reaper does not take an errand from a worker that lives and whose clock is behind', async () => {
  const reaped: Promise<unknown>[] = [];
  const fate = (turn: Turn): Fate => {
    if (isAt(INTENT)(turn)) reaped.push(errand.reap());
    return 'live';
  };
  const skewMs = (name: string): number => (name === 'worker-1' ? -10 * MINUTE_MS : 0);
  const errand: MemoryErrand = await openMemoryErrand({ ...overtaking('reaper'), fate, skewMs });
  await errand.schedule.until([errand.work('worker-1').catch(() => 'threw')]);
  await errand.schedule.until(reaped);
  expect(reaped).toHaveLength(1);
  expect(checkInvariants(await errand.look(), { isOver: false })).toEqual([]);
});

test('F23: a worker that slept between its intent and the act, and whose clock was set back meanwhile, does not act', async () => {
  let isSetBack = false;
  const fate = (turn: Turn): Fate => (isAt(INTENT)(turn) ? 'freeze-after' : 'live');
  const skewMs = (name: string): number => (name === 'worker-1' && isSetBack ? -10 * MINUTE_MS : 0);
  const errand = await openMemoryErrand({ fate, skewMs });
  const { world } = await survive(errand, 'no');
  expect(errand.schedule.clock()).toBeGreaterThan(LEASE_OVER_MS);
  isSetBack = true;
  errand.schedule.thaw('worker-1');
  await errand.schedule.until([errand.ended('worker-1')]);
  const after = await errand.look();
  expect(checkInvariants(after, { earlier: world })).toEqual([]);
  expect(after.site).toEqual(world.site);
});
