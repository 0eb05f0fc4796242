/** The checker itself, where a person takes over, says something, adds and stores: what is broken on purpose it must find. */

import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Task } from '../../lib/domain/task.ts';
import { broken } from './broken.ts';
import {
  addingTwice,
  forgettingControl,
  handsActingLate,
  handsActingTwice,
  ignoringDays,
  mistakingDigests,
  seeing,
  takingForStored,
} from './broken-person.ts';
import { checkInvariants } from './check-invariants.ts';
import { SECRET } from './errand.ts';
import { type Broken, live } from './live.ts';
import { openMemoryErrand } from './memory-lab.ts';
import { type Row, tasksOf, type World } from './world.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

describe('worlds by seeds find', () => {
  /** What each takes at most; the suite runs some hundreds. */
  const SEEDS = 200;
  const breaks: readonly (readonly [string, string, Broken])[] = [
    ['I16.*done twice by hand', 'hands that do twice what was sent once', { breakDeps: handsActingTwice }],
    ['I16.*had not handed over', 'hands that act when control is given back', { breakDeps: handsActingLate }],
    [
      'I16.*before control is handed over',
      'a worker that forgets who wants the page',
      { breakStore: broken(forgettingControl) },
    ],
    [
      'I17.*Take the blue.*not told',
      'an instruction that nobody tells',
      { breakStore: broken(seeing('instruction.added', 0)) },
    ],
    [
      'I17.*Take the blue.*2 times',
      'an instruction that is told twice',
      { breakStore: broken(seeing('instruction.added', 2)) },
    ],
    ['I17.*Mind the step.*not told', 'a note that nobody tells', { breakStore: broken(seeing('control.returned', 0)) }],
    ['I18.*nobody has stored', 'a secret that is taken for stored', { breakStore: broken(takingForStored) }],
    ['I8.*than was ever added', 'an extension that counts twice', { breakPerson: broken(addingTwice) }],
    ['I8.*what was not asked', 'a yes to another question', { breakPerson: broken(mistakingDigests) }],
    ['I14.*were taken, and it has', 'money beyond the day', { breakPerson: broken(ignoringDays) }],
  ];
  test.each(breaks)('%s: %s', async (finding, _what, isBroken) => {
    const wanted = new RegExp(finding);
    let isFound = false;
    for (let seed = 1; seed <= SEEDS && !isFound; seed += 1) {
      const lived = await live(seed, isBroken).catch(() => undefined);
      if (lived === undefined) continue;
      isFound = checkInvariants(lived.world, { earlier: lived.earlier }).some(one => wanted.test(one));
    }
    expect(isFound).toBe(true);
  });
});

describe('in what a good run left, the checker finds', () => {
  let good: World;
  beforeAll(async () => {
    const errand = await openMemoryErrand({ hasSecret: true, budget: { steps: 2 } });
    const { schedule } = errand;
    await schedule.until([errand.person().takeOver()]);
    const speaking = (async () => {
      const idle = schedule.actor('idle');
      const person = errand.person();
      while (!(await person.hasControl())) await idle.sleep(200);
      await person.act();
      await person.giveBack();
      await person.tell();
      while ((await errand.read()).secretNeeded === undefined) await idle.sleep(200);
      await person.store();
      for (let task = await errand.read(); task.result === undefined; task = await errand.read()) {
        if (task.budgetAsk !== undefined) await person.extend();
        await idle.sleep(200);
      }
    })();
    const working = (async () => {
      for (let count = 1; (await errand.read()).result === undefined; count += 1) {
        await errand.work(`worker ${count}`);
        await schedule.actor('queue').sleep(200);
      }
    })();
    await schedule.until([working, speaking]);
    good = { ...(await errand.look()), hasWrongClocks: false };
    expect(checkInvariants(good)).toEqual([]);
  });

  const rows = (change: (row: Row) => Row | undefined): World => ({
    ...good,
    rows: good.rows.flatMap(row => change(row) ?? []),
  });
  const without = (type: string): World => rows(row => (row.type === type ? undefined : row));
  const inTask = (change: (task: Task) => Task): World =>
    rows(row =>
      row.pk.startsWith('task/') && row.sk === 'STATE' ? { ...row, state: change(row.state as Task) } : row,
    );
  const byHand = () => good.byHand ?? [];
  const heard = (change: (told: string) => string): World => ({
    ...good,
    heard: (good.heard ?? []).map(one => ({ ...one, told: change(one.told) })),
  });
  const lastSk = (type: string): string => {
    const found = good.rows.findLast(row => row.pk.startsWith('task/') && row.type === type);
    return found?.sk ?? '';
  };

  const tampered: readonly (readonly [string, string, () => World])[] = [
    ['I16.*not asked for', 'control that nobody asked for', () => without('control.requested')],
    ['I16.*takes control that is taken', 'control that two take', () => twice('control.taken')],
    ['I16.*gives back what nobody has', 'control that two give back', () => twice('control.returned')],
    ['I16.*while a person has control', 'an agent that acts beside its person', () => without('control.returned')],
    ['I16.*control is taken', 'control after the end', () => inTask(task => ({ ...task, control: 'taken' }))],
    [
      'I16.*nothing came of it',
      'a page that is given back to nobody',
      () =>
        rows(row =>
          row.sk > lastSk('control.returned') && row.sk.startsWith('EVENT#') && row.pk.startsWith('task/')
            ? undefined
            : row,
        ),
    ],
    ['I16.*done twice by hand', 'an input that is done twice', () => ({ ...good, byHand: [...byHand(), ...byHand()] })],
    ['I16.*nobody sent it', 'an input that nobody sent', () => ({ ...good, sent: [] })],
    ['I16.*another order', 'inputs in another order', () => ({ ...good, sent: good.sent?.toReversed() ?? [] })],
    [
      'I16.*had not handed over',
      'an input before its time',
      () => ({ ...good, byHand: byHand().map(act => ({ ...act, at: 0 })) }),
    ],
    [
      'I16.*had not handed over',
      'the hands of another worker',
      () => ({ ...good, byHand: byHand().map(act => ({ ...act, worker: 'w' })) }),
    ],
    ['I17.*not told', 'a model that hears nothing', () => heard(() => '')],
    ['I17.*2 times', 'a model that hears all twice', () => heard(told => told + told)],
    [
      'I18.*nobody has stored',
      'a secret that is not there',
      () => rows(row => (row.pk.startsWith('secret/') ? undefined : row)),
    ],
    ['I18.*still asked for', 'a secret that nobody said was stored', () => without('secret.stored')],
    ['I13', 'a secret in the open', () => rows(row => (row.sk === 'CONSENT' ? { ...row, why: SECRET.value } : row))],
    [
      'I8.*was acted for',
      'seconds in which nobody acted',
      () => inTask(task => ({ ...task, spent: { ...task.spent, seconds: 290 } })),
    ],
    [
      'I14.*were taken',
      'more money than the day has',
      () => ({ ...good, taken: new Map([['limits/owner DAY#1', 2e9]]) }),
    ],
  ];
  /** The event once more, right after itself: the numbers of a stream are another rule's. */
  function twice(type: string): World {
    return rows(row => row).rows.some(row => row.type === type)
      ? { ...good, rows: good.rows.flatMap(row => (row.type === type ? [row, { ...row, sk: `${row.sk}a` }] : [row])) }
      : good;
  }

  test.each(tampered)('%s: %s', (finding, _what, world) => {
    expect(checkInvariants(world()).some(one => new RegExp(finding).test(one))).toBe(true);
  });

  test('nothing else than what is there: it took over, told, added and stored', () => {
    const types = tasksOf(good).flatMap(({ events }) => events.map(({ type }) => type));
    expect(types).toEqual(
      expect.arrayContaining([
        'control.taken',
        'person.acted',
        'instruction.added',
        'secret.stored',
        'budget.extended',
      ]),
    );
    expect(byHand().length).toBe(2);
  });
});
