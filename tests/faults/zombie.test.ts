/** A worker that is frozen at a named point and wakes when its errand is another's: it does nothing any more, and breaks nothing. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { type Errand, type Lab, openLab } from './lab.ts';
import type { Fate, Turn } from './schedule.ts';
import { expectAllHeld, LEASE_OVER_MS, survive } from './survive.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const INTENT = 'write action.started submit';
const END = /task\.finished/;

interface Point {
  readonly name: string;
  readonly point: string | RegExp;
  readonly nth?: number;
  readonly what: Fate;
  /** Saves in all: what it did before it froze counts. */
  readonly saves: number;
}

const points: readonly Point[] = [
  { name: 'after the lease', point: 'write task.started', what: 'freeze-after', saves: 1 },
  { name: 'while the model thinks', point: 'model', nth: 1, what: 'freeze-after', saves: 1 },
  { name: 'before the intent', point: INTENT, what: 'freeze-before', saves: 1 },
  { name: 'after the intent', point: INTENT, what: 'freeze-after', saves: 0 },
  { name: 'after the act reached the site', point: 'act Save', what: 'freeze-after', saves: 1 },
  { name: 'after the result', point: 'write action.finished', nth: 2, what: 'freeze-after', saves: 1 },
  { name: 'before the bytes of a checkpoint', point: 'put checkpoint', what: 'freeze-before', saves: 1 },
  { name: 'after the bytes of a checkpoint', point: 'put checkpoint', nth: 1, what: 'freeze-after', saves: 1 },
  { name: 'before the event of a checkpoint', point: 'write checkpoint.saved', what: 'freeze-before', saves: 1 },
  { name: 'before the end', point: END, what: 'freeze-before', saves: 1 },
  { name: 'after the end', point: END, what: 'freeze-after', saves: 1 },
];

const striking =
  (actor: string, { point, nth = 0, what }: Pick<Point, 'point' | 'nth' | 'what'>) =>
  (turn: Turn): Fate | undefined => {
    const isIt = typeof point === 'string' ? turn.point === point : point.test(turn.point);
    return turn.actor === actor && isIt && turn.nth === nth ? what : undefined;
  };

async function wake(errand: Errand, name: string): Promise<unknown> {
  errand.schedule.advance(1_000);
  errand.schedule.thaw(name);
  await errand.schedule.until([errand.ended(name)]);
  return errand.ended(name);
}

/** The key of what the next worker would go on from, where that is gone. */
async function missingCheckpoint(errand: Errand): Promise<string | undefined> {
  const { checkpoint, taskId, ownerId } = await errand.read();
  const key = `checkpoints/${ownerId}/${taskId}/${checkpoint?.checkpointId}`;
  return checkpoint === undefined || (await errand.look()).objects.has(key) ? undefined : key;
}

describe('a frozen worker', () => {
  test.each(points)('that slept from $name until all was over does nothing more', async at => {
    const strike = striking('worker-1', at);
    const errand = await lab.open({ fate: turn => strike(turn) ?? 'live' });
    const survived = await survive(errand, 'no');
    expectAllHeld(survived, errand);
    await wake(errand, 'worker-1');
    const world = await errand.look();
    expect(checkInvariants(world, { earlier: survived.world })).toEqual([]);
    expect(world.site).toHaveLength(at.saves);
  });

  test.each(points)('that slept from $name while another goes on leaves it alone', async at => {
    const strikes = [striking('worker-1', at), striking('worker-2', { point: 'model', what: 'freeze-before' })];
    const fate = (turn: Turn): Fate => strikes.map(strike => strike(turn)).find(what => what !== undefined) ?? 'live';
    const errand = await lab.open({ fate });
    const { schedule } = errand;
    await schedule.until([errand.work('worker-1')]);
    schedule.advance(LEASE_OVER_MS);
    await schedule.until([errand.reap()]);
    await schedule.until([errand.work('worker-2')]);
    const before = await errand.look();
    await wake(errand, 'worker-1');
    const between = await errand.look();
    expect(checkInvariants(between, { earlier: before, isOver: false })).toEqual([]);
    expect(await missingCheckpoint(errand)).toBeUndefined();
    schedule.thaw('worker-2');
    await schedule.until([errand.ended('worker-2')]);
    expectAllHeld(await survive(errand, 'no', 'later'), errand);
  });
});

test('a worker that wakes at its end does not delete the checkpoint that others go on from', async () => {
  const strikes = [
    striking('worker-1', { point: 'write checkpoint.saved', what: 'die-after' }),
    striking('worker-2', { point: END, what: 'freeze-before' }),
    striking('worker-3', { point: 'model', what: 'freeze-before' }),
  ];
  const fate = (turn: Turn): Fate => strikes.map(strike => strike(turn)).find(what => what !== undefined) ?? 'live';
  // The second is too quick to save a checkpoint of its own.
  const errand = await lab.open({ fate, thinkMs: worker => (worker === 'worker-1' ? 6_000 : 1_000) });
  for (const worker of ['worker-1', 'worker-2', 'worker-3']) {
    await errand.schedule.until([errand.work(worker)]);
    errand.schedule.advance(LEASE_OVER_MS);
    if (worker !== 'worker-3') await errand.schedule.until([errand.reap(`reaper of ${worker}`)]);
  }
  expect(await wake(errand, 'worker-2')).toEqual({ kind: 'dropped', why: 'task.lease-lost' });
  expect(await missingCheckpoint(errand)).toBeUndefined();
  expectAllHeld(await survive(errand, 'no', 'later'), errand);
});
