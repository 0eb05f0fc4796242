/** A worker that is killed at a named point: what it left is taken up by another, and every rule of the house still holds. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { type Lab, openLab } from './lab.ts';
import type { Fate, Turn } from './schedule.ts';
import { expectAllHeld, type Says, survive } from './survive.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const killing =
  (point: string | RegExp, what: Fate, nth = 0) =>
  (turn: Turn): Fate => {
    const isIt = typeof point === 'string' ? turn.point === point : point.test(turn.point);
    return turn.actor === 'worker-1' && isIt && turn.nth === nth ? what : 'live';
  };

test('an errand that nobody disturbs saves once and leaves nothing behind', async () => {
  const errand = await lab.open();
  const run = errand.work('worker-1');
  await errand.schedule.until([run]);
  expect(await run).toEqual({ kind: 'ended', status: 'completed' });
  const world = await errand.look();
  expect(world.site).toHaveLength(1);
  expect(checkInvariants(world)).toEqual([]);
});

interface Point {
  readonly name: string;
  readonly point: string | RegExp;
  readonly nth?: number;
  readonly what: Fate;
  /** How often the form is saved in all, where the person says no or yes to doing it again. */
  readonly saves: Readonly<Record<Says, number>>;
}

const once = { no: 1, yes: 1 } as const;
/** The act was done, and nobody who is left knows: only a yes repeats it. */
const again = { no: 1, yes: 2 } as const;
/** The act was not done, and nobody who is left knows: without a yes it never is. */
const never = { no: 0, yes: 1 } as const;
const INTENT = 'write action.started submit';
const END = /task\.finished/;

const points: readonly Point[] = [
  { name: 'before the lease', point: 'write task.started', what: 'die-before', saves: once },
  { name: 'after the lease', point: 'write task.started', what: 'die-after', saves: once },
  { name: 'before the browser opens', point: 'open browser', what: 'die-before', saves: once },
  { name: 'before the intent', point: INTENT, what: 'die-before', saves: once },
  { name: 'after the intent', point: INTENT, what: 'die-after', saves: never },
  { name: 'before the act reaches the site', point: 'act Save', what: 'die-before', saves: never },
  { name: 'after the act reached the site', point: 'act Save', what: 'die-after', saves: again },
  { name: 'before the result', point: 'write action.finished', nth: 2, what: 'die-before', saves: again },
  { name: 'after the result', point: 'write action.finished', nth: 2, what: 'die-after', saves: again },
  { name: 'before the bytes of a picture', point: 'put artifact', nth: 2, what: 'die-before', saves: again },
  { name: 'after the bytes of a picture', point: 'put artifact', nth: 2, what: 'die-after', saves: again },
  { name: 'before the first checkpoint', point: 'put checkpoint', what: 'die-before', saves: once },
  { name: 'after the bytes of a checkpoint', point: 'put checkpoint', what: 'die-after', saves: once },
  { name: 'before the event of a checkpoint', point: 'write checkpoint.saved', what: 'die-before', saves: once },
  { name: 'after the event of a checkpoint', point: 'write checkpoint.saved', what: 'die-after', saves: once },
  { name: 'before an older checkpoint is deleted', point: 'delete checkpoint', what: 'die-before', saves: once },
  { name: 'before the end', point: END, what: 'die-before', saves: once },
  { name: 'after the end', point: END, what: 'die-after', saves: once },
  {
    name: 'before the last checkpoint is deleted',
    point: 'delete checkpoint',
    nth: 1,
    what: 'die-before',
    saves: once,
  },
];

describe.each(['no', 'yes'] as const)('where the person says %s to doing it again', says => {
  test.each(points.filter(({ saves }) => says === 'no' || saves.no !== saves.yes))(
    'a worker that dies $name leaves an errand that another ends',
    async at => {
      const errand = await lab.open({ fate: killing(at.point, at.what, at.nth) });
      const survived = await survive(errand, says);
      expectAllHeld(survived, errand);
      expect(survived.world.site).toHaveLength(at.saves[says]);
    },
  );
});
