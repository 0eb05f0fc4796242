/** The checker itself: what is broken on purpose, in the code's dependencies or in what a good run left, it must find. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  actingTwice,
  broken,
  deafToCancel,
  forgettingActs,
  forgettingDoubt,
  ignoringLease,
  losing,
  losingBytes,
  unwatched,
} from './broken.ts';
import { checkInvariants } from './check-invariants.ts';
import { type Lab, openLab } from './lab.ts';
import type { Fate, Turn } from './schedule.ts';
import { survive } from './survive.ts';
import type { Row, World } from './world.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const rulesOf = (findings: readonly string[]): readonly string[] => [
  ...new Set(findings.map(finding => finding.slice(0, finding.indexOf(':')))),
];

describe('the checker finds', () => {
  test('a lease that two workers hold', async () => {
    let next = 0;
    const errand = await lab.open({
      breakStore: broken(ignoringLease),
      breakDeps: unwatched,
      thinkMs: () => 1_000,
      choose: count => next++ % Math.max(1, count),
    });
    await errand.schedule.until(['one', 'two'].map(name => errand.work(name).catch(() => {})));
    expect(rulesOf(checkInvariants(await errand.look(), { isOver: false }))).toContain('I2');
  });

  test('an event that an append lost', async () => {
    const errand = await lab.open({ breakStore: broken(losing('page.observed')) });
    await errand.schedule.until([errand.work('worker-1')]);
    expect(rulesOf(checkInvariants(await errand.look()))).toEqual(['I4']);
  });

  test('an act without its intent', async () => {
    const errand = await lab.open({ breakStore: broken(losing('action.started')) });
    await errand.schedule.until([errand.work('worker-1')]);
    expect(rulesOf(checkInvariants(await errand.look()))).toEqual(['I4', 'I1']);
  });

  test('an act that was done twice', async () => {
    const errand = await lab.open({ breakDeps: actingTwice });
    await errand.schedule.until([errand.work('worker-1')]);
    expect(rulesOf(checkInvariants(await errand.look()))).toEqual(['I6']);
  });

  test('a ledger that forgets what was begun', async () => {
    const fate = ({ actor, point }: Turn): Fate =>
      actor === 'worker-1' && point === 'act Save' ? 'die-after' : 'live';
    const errand = await lab.open({ fate, breakStore: broken(forgettingActs) });
    expect(rulesOf((await survive(errand, 'no')).findings)).toContain('I6');
  });

  test('an act without an answer that is told as one that failed', async () => {
    const fate = ({ point, nth }: Turn): Fate => (point === 'act Save' && nth === 0 ? 'lose-answer' : 'live');
    const errand = await lab.open({ fate, breakDeps: forgettingDoubt });
    expect(rulesOf((await survive(errand, 'no')).findings)).toEqual(['I6']);
  });

  test('an act that begins after a cancel', async () => {
    const said: Promise<string>[] = [];
    const fate = ({ point, nth }: Turn): Fate => {
      if (point === 'model' && nth === 1) said.push(errand.person().cancel());
      return 'live';
    };
    const errand = await lab.open({ fate, breakStore: broken(deafToCancel), breakDeps: unwatched });
    await errand.schedule.until([errand.work('worker-1')]);
    await errand.schedule.until(said);
    expect(rulesOf(checkInvariants(await errand.look()))).toContain('I7');
  });

  test('an artifact whose bytes are nowhere', async () => {
    const errand = await lab.open({ breakDeps: losingBytes });
    await errand.schedule.until([errand.work('worker-1')]);
    expect(rulesOf(checkInvariants(await errand.look()))).toEqual(['I12']);
  });
});

describe('in what a good run left, the checker finds', () => {
  let good: World;
  beforeAll(async () => {
    const errand = await lab.open();
    await errand.schedule.until([errand.work('worker-1')]);
    good = await errand.look();
    expect(checkInvariants(good)).toEqual([]);
  });

  const rows = (change: (row: Row) => Row | undefined): World => ({
    ...good,
    rows: good.rows.flatMap(row => change(row) ?? []),
  });
  const inState = (change: (state: Record<string, unknown>) => Record<string, unknown>): World =>
    rows(row =>
      row.pk.startsWith('task/') && row.sk === 'STATE'
        ? { ...row, state: change(row.state as Record<string, unknown>) }
        : row,
    );
  const taskId = (): string => good.site[0]?.taskId ?? '';
  const isEvent = (row: Row, type: string): boolean => row.pk.startsWith('task/') && row.type === type;

  const tampered: readonly (readonly [string, string, () => World])[] = [
    ['I1', 'a consent that is gone', () => rows(row => (row.sk === 'CONSENT' ? undefined : row))],
    ['I1', 'an act of no errand', () => ({ ...good, site: [{ taskId: 'tsk_x', worker: 'w', act: 'Save', at: 0 }] })],
    [
      'I2',
      'an act of a worker that wrote nothing',
      () => ({ ...good, site: good.site.map(act => ({ ...act, worker: 'w' })) }),
    ],
    [
      'I2',
      'an act after the lease was given up',
      () => ({ ...good, site: good.site.map(act => ({ ...act, at: act.at + 1e6 })) }),
    ],
    ['I3', 'a consent whose task was lost', () => rows(row => (row.pk.startsWith('task/') ? undefined : row))],
    [
      'I4',
      'an event that was changed',
      () => rows(row => (isEvent(row, 'page.observed') ? { ...row, at: '2020' } : row)),
    ],
    ['I4', 'an event that is gone', () => rows(row => (isEvent(row, 'browser.opened') ? undefined : row))],
    [
      'I5',
      'an end that is not the last',
      () => rows(row => (isEvent(row, 'task.finished') ? { ...row, sk: 'EVENT#0000000005a' } : row)),
    ],
    ['I5', 'an end that is missing', () => rows(row => (isEvent(row, 'task.finished') ? undefined : row))],
    ['I6', 'a second act', () => ({ ...good, site: [...good.site, ...good.site] })],
    [
      'I8',
      'money beyond the budget',
      () => inState(state => ({ ...state, spent: { steps: 900, seconds: 0, tokens: 0, usd: 0, bytes: 0 } })),
    ],
    ['I8', 'a budget that nobody extended', () => inState(state => ({ ...state, extended: { steps: 900 } }))],
    [
      'I9',
      'an event of another owner',
      () => rows(row => (isEvent(row, 'page.observed') ? { ...row, ownerId: 'mallory' } : row)),
    ],
    ['I11', 'an errand that never ends', () => inState(state => ({ ...state, status: 'running' }))],
    ['I12', 'an object that is gone', () => ({ ...good, objects: new Map() })],
    [
      'I14',
      'a place that nobody gives back',
      () => rows(row => (row.sk === 'HOLDERS' ? { ...row, running: new Set(['x']) } : row)),
    ],
    [
      'I14',
      'money that nobody gives back',
      () => rows(row => (row.sk.startsWith('DAY#') ? { ...row, micros: 5 } : row)),
    ],
    [
      'checkpoints',
      'a checkpoint that is left',
      () => ({ ...good, objects: new Map([...good.objects, [`checkpoints/${ownerOf(good)}/${taskId()}/ckp_1`, 1]]) }),
    ],
  ];
  const ownerOf = (world: World): unknown => world.rows.find(({ pk }) => pk.startsWith('task/'))?.ownerId;

  test.each(tampered)('%s: %s', (rule, _what, world) => {
    expect(rulesOf(checkInvariants(world()))).toContain(rule);
  });
});
