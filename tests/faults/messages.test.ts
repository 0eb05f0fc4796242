/** Messages as a queue really sends them: twice, late, out of order, of unknown tasks, and fifty workers at once. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { type Errand, type Lab, openLab } from './lab.ts';
import { randomFrom } from './random.ts';
import type { Fate, Turn } from './schedule.ts';
import { expectAllHeld, survive } from './survive.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

async function workAlone(errand: Errand, name: string, taskId?: string): Promise<unknown> {
  const run = errand.work(name, taskId);
  await errand.schedule.until([run]);
  return run;
}

const typesIn = async (errand: Errand): Promise<readonly unknown[]> =>
  (await errand.look()).rows.filter(({ pk }) => pk.startsWith('task/')).map(({ type }) => type);

test('of fifty workers at once one does the errand, and the others drop the message', async () => {
  const random = randomFrom(50);
  const errand = await lab.open({ choose: count => Math.floor(random() * count) });
  const runs = Array.from({ length: 50 }, (_, index) => errand.work(`worker-${index}`));
  await errand.schedule.until(runs);
  const kinds = (await Promise.all(runs)).map(run => (typeof run === 'string' ? run : run.kind));
  expect(kinds.toSorted()).toEqual([...Array(49).fill('dropped'), 'ended']);
  const world = await errand.look();
  expect(world.site).toHaveLength(1);
  expect(checkInvariants(world)).toEqual([]);
});

test.each([1, 2, 3, 4])('a message that comes twice at the same moment is one errand (order %i)', async seed => {
  const random = randomFrom(seed);
  const errand = await lab.open({ choose: count => Math.floor(random() * count) });
  await errand.schedule.until([errand.work('one'), errand.work('two')]);
  const world = await errand.look();
  expect(world.site).toHaveLength(1);
  expect(checkInvariants(world)).toEqual([]);
});

describe('a message', () => {
  test('that comes again after the end is dropped and writes nothing', async () => {
    const errand = await lab.open();
    await workAlone(errand, 'worker-1');
    const before = await errand.look();
    expect(await workAlone(errand, 'worker-2')).toEqual({ kind: 'dropped', why: 'task.finished' });
    const after = await errand.look();
    expect(after.rows.length).toBe(before.rows.length);
    expect(checkInvariants(after, { earlier: before })).toEqual([]);
  });

  test('of a task that is not there is dropped and writes nothing', async () => {
    const errand = await lab.open();
    const before = await errand.look();
    const unknown = 'tsk_00000000000000000000009999';
    expect(await workAlone(errand, 'worker-1', unknown)).toEqual({ kind: 'dropped', why: 'task.not-found' });
    expect((await errand.look()).rows.length).toBe(before.rows.length);
  });

  test('that comes after the cancel only ends the errand', async () => {
    const errand = await lab.open();
    await errand.schedule.until([errand.person().cancel()]);
    expect(await workAlone(errand, 'worker-1')).toEqual({ kind: 'ended', status: 'cancelled' });
    expect(await typesIn(errand)).not.toContain('action.started');
    expectAllHeld(await survive(errand, 'no', 'later'), errand);
  });

  test('that comes after the consent has expired only ends the errand', async () => {
    const errand = await lab.open();
    errand.schedule.advance(25 * 60 * 60_000);
    expect(await workAlone(errand, 'worker-1')).toEqual({ kind: 'ended', status: 'failed' });
    expect(await errand.read()).toMatchObject({ result: { code: 'consent.expired' } });
    expect(await typesIn(errand)).not.toContain('action.started');
    expectAllHeld(await survive(errand, 'no', 'later'), errand);
  });

  test('that comes while the errand is paused does not start it', async () => {
    const errand = await lab.open();
    await errand.schedule.until([errand.person().pause()]);
    expect(await workAlone(errand, 'worker-1')).toEqual({ kind: 'dropped', why: 'task.lease-held' });
    await errand.schedule.until([errand.person('again').resume()]);
    expectAllHeld(await survive(errand, 'no', 'later'), errand);
  });

  test('that is lost is made good by the reaper', async () => {
    const errand = await lab.open();
    errand.schedule.advance(61_000);
    const reaped = errand.reap();
    await errand.schedule.until([reaped]);
    expect(await reaped).toMatchObject({ reclaimed: 1 });
    expectAllHeld(await survive(errand, 'no', 'later'), errand);
  });
});

test('a pause after a cancel that was taken does not keep the errand from its end', async () => {
  const errand = await lab.open();
  await errand.schedule.until([errand.person().cancel()]);
  await errand.schedule.until([errand.person('again').pause()]);
  expect(await workAlone(errand, 'worker-1')).toEqual({ kind: 'ended', status: 'cancelled' });
});

const moments = [
  'open browser',
  'act navigate',
  'model',
  'write step.decided',
  'write action.started submit',
  'act Save',
  'put checkpoint',
];

test.each(moments)('a cancel that comes with "%s" lets nothing new begin', async moment => {
  const said: Promise<string>[] = [];
  const fate = ({ actor, point, nth }: Turn): Fate => {
    if (actor === 'worker-1' && point === moment && nth === 0) said.push(errand.person().cancel());
    return 'live';
  };
  const errand = await lab.open({ fate });
  const survived = await survive(errand, 'no');
  expect(await Promise.all(said)).toEqual(['done']);
  expectAllHeld(survived, errand);
  expect((await errand.read()).status).toBe('cancelled');
});

test('a question whose worker died is asked anew, and does not hold the errand after a pause', async () => {
  const said: Promise<string>[] = [];
  const fate = ({ actor, point, nth }: Turn): Fate => {
    if (actor === 'worker-1' && point === 'act Save') return 'die-after';
    if (actor === 'worker-2' && point === 'write approval.asked') return 'die-after';
    if (actor === 'worker-3' && point === 'open browser' && nth === 0) said.push(errand.person().pause());
    return 'live';
  };
  const errand = await lab.open({ fate });
  for (const worker of ['worker-1', 'worker-2']) {
    await workAlone(errand, worker);
    errand.schedule.advance(61_000);
    await errand.schedule.until([errand.reap(`reaper of ${worker}`)]);
  }
  expect((await errand.read()).approval).toBeUndefined();
  expect(await workAlone(errand, 'worker-3')).toEqual({ kind: 'put-away', why: 'pause' });
  await errand.schedule.until([errand.person('again').resume()]);
  expect((await errand.read()).status).toBe('queued');
  expectAllHeld(await survive(errand, 'no', 'later'), errand);
});
