/** The same errand again and again in memory, and each time something strikes at another of its worker's turns: all turns, all strikes. */

import { beforeAll, expect, test, vi } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { SAVE } from './errand.ts';
import { openMemoryErrand } from './memory-lab.ts';
import type { Fate, Turn } from './schedule.ts';
import { type Says, survive } from './survive.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

let turns: readonly Turn[];
beforeAll(async () => {
  const errand = await openMemoryErrand();
  await errand.schedule.until([errand.work('worker-1')]);
  turns = errand.schedule.turns.filter(({ actor }) => actor === 'worker-1');
  expect(turns.length).toBeGreaterThan(40);
});

const isSame = (one: Turn, other: Turn): boolean =>
  one.actor === other.actor && one.point === other.point && one.nth === other.nth;
const isAct = ({ point }: Turn): boolean => point.startsWith('act ');
/** The site has done it, and its page never came. */
const isSave = ({ point }: Turn): boolean => point === `act ${SAVE}`;
const isRead = ({ point }: Turn): boolean => point === 'read';
const isCall = (turn: Turn): boolean => !isAct(turn) && turn.point !== 'model' && turn.point !== 'open browser';

async function strike(at: Turn, what: Fate, says: Says): Promise<readonly string[]> {
  const errand = await openMemoryErrand({ fate: turn => (isSame(turn, at) ? what : 'live') });
  const { world, findings } = await survive(errand, says);
  if (!what.startsWith('freeze')) return findings;
  errand.schedule.thaw('worker-1');
  await errand.schedule.until([errand.ended('worker-1')]);
  return [...findings, ...checkInvariants(await errand.look(), { earlier: world })];
}

/** At which turns each may strike. */
const strikes: ReadonlyMap<Fate, (turn: Turn) => boolean> = new Map<Fate, (turn: Turn) => boolean>([
  ['die-before', () => true],
  ['die-after', () => true],
  // What is in Chromium's hands cannot be fenced; before that the worker looks at its lease.
  ['freeze-before', turn => !isAct(turn) && !isRead(turn)],
  ['freeze-after', () => true],
  // To a reader it is all the same why there is no answer.
  ['lose-answer', turn => (isCall(turn) && !isRead(turn)) || isSave(turn)],
  ['refuse', isCall],
]);

async function strikeAll(what: Fate, says: Says): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const at of turns.filter(strikes.get(what) ?? (() => true)))
    for (const finding of await strike(at, what, says)) broken.push(`${at.point} ${at.nth}: ${finding}`);
  return broken;
}

test.each([...strikes.keys()])('"%s" at any turn leaves an errand that another ends', async what => {
  expect(await strikeAll(what, 'no')).toEqual([]);
});

test.each(['die-before', 'die-after', 'lose-answer'] as const)(
  '"%s" at any turn leaves what a yes lets another do again',
  async what => {
    expect(await strikeAll(what, 'yes')).toEqual([]);
  },
);

/** Its one step is used up before it is done: it is parked twice, and each yes adds one. */
const scarce = { budget: { steps: 1 } } as const;

test.each(['die-before', 'die-after', 'lose-answer'] as const)(
  '"%s" at any turn of a worker leaves an errand whose budget a yes extends',
  async what => {
    const quiet = await openMemoryErrand(scarce);
    const { world } = await survive(quiet, 'yes');
    expect(world.rows.filter(({ type }) => type === 'budget.extended').length).toBeGreaterThan(0);
    const ofWorkers = quiet.schedule.turns.filter(({ actor }) => actor === 'worker-1' || actor === 'worker-2');
    const broken: string[] = [];
    for (const at of ofWorkers.filter(strikes.get(what) ?? (() => true))) {
      const fate = (turn: Turn): Fate => (isSame(turn, at) ? what : 'live');
      const { findings } = await survive(await openMemoryErrand({ ...scarce, fate }), 'yes');
      for (const finding of findings) broken.push(`${at.actor} ${at.point} ${at.nth}: ${finding}`);
    }
    expect(broken).toEqual([]);
  },
);

/** Whose worker died in the middle, so that the reaper has something to do. */
const abandoned = ({ actor, point }: Turn): boolean => actor === 'worker-1' && point === 'write action.started submit';

test.each(['die-before', 'die-after', 'lose-answer', 'refuse'] as const)(
  '"%s" at any turn of the reaper leaves an errand that ends',
  async what => {
    const quiet = await openMemoryErrand({ fate: turn => (abandoned(turn) ? 'die-after' : 'live') });
    await survive(quiet, 'no');
    const broken: string[] = [];
    const ofReaper = quiet.schedule.turns.filter(({ actor }) => actor === 'reaper after worker-1');
    expect(ofReaper.length).toBeGreaterThan(3);
    for (const at of ofReaper) {
      const fate = (turn: Turn): Fate => (abandoned(turn) ? 'die-after' : isSame(turn, at) ? what : 'live');
      const { findings } = await survive(await openMemoryErrand({ fate }), 'no');
      for (const finding of findings) broken.push(`${at.point} ${at.nth}: ${finding}`);
    }
    expect(broken).toEqual([]);
  },
);
