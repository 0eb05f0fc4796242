/** Two answers or orders to a run in the same moment, the same or such as exclude each other: one counts, once, and the other is told why it does not. */

import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../../lib/domain/quota.ts';
import { readInputs } from '../../../../lib/store/inputs.ts';
import { readUsage } from '../../../../lib/store/usage.ts';
import { type Button, openPerson, told } from '../../../support/person-buttons.ts';

const person = openPerson();

const places = { 'while it runs': [], 'while it is parked': ['parked'] } as const;

describe.each(Object.entries(places))('two at once, %s', (_, how) => {
  const isParked = how.length > 0;
  const decided = async (taskId: string): Promise<string[]> =>
    (await person.typesOf(taskId)).filter(type =>
      /^(budget\.(ext|dec)|secret\.sk|task\.queued|control\.ret)/.test(type),
    );

  test('a yes and a no to more budget: one of them, its money once, and one worker', async () => {
    for (let round = 0; round < 3; round += 1) {
      const taskId = await person.taskIn(isParked ? 'parked for more budget' : 'waits for more budget');
      const day = dayOf(person.api.store.clock());
      const { micros } = await readUsage(person.api.store, 'ada', day);
      const order = ['extend', 'end', 'extend', 'end', 'extend an older question'] as const;
      const replies = await Promise.all(order.map(button => person.press(taskId, button)));
      const well = replies.filter(({ status }) => status < 300);
      expect(well).toHaveLength(1);
      for (const reply of replies.filter(({ status }) => status >= 300))
        expect(['budget.not-asked', 'budget.digest-mismatch']).toContain(told(reply));
      const won = replies.findIndex(({ status }) => status < 300);
      const isYes = order[won] === 'extend';
      const type = isYes ? 'budget.extended' : 'budget.declined';
      expect(await decided(taskId)).toEqual(['task.queued', type, ...(isParked ? ['task.queued'] : [])]);
      expect((await readUsage(person.api.store, 'ada', day)).micros - micros).toBe(isYes ? 1_000_000 : 0);
      // The other one right after.
      expect(told(await person.press(taskId, isYes ? 'end' : 'extend'))).toBe('budget.not-asked');
    }
  });

  test('a skip twice, and a secret that is stored in the same moment: one of them, and one worker', async () => {
    const value = { kind: 'password', sites: ['example.com'], value: 'Canary-1' };
    for (let round = 0; round < 3; round += 1) {
      await person.api.call('DELETE', '/secrets/river-password');
      const taskId = await person.taskIn(isParked ? 'parked for a secret' : 'waits for a secret');
      const store = () => person.api.call('POST', '/secrets', { body: { name: 'river-password', ...value } });
      const replies = await Promise.all([person.press(taskId, 'skip'), store(), person.press(taskId, 'skip')]);
      expect(replies[1]?.status).toBeLessThan(300);
      const skips = [replies[0], replies[2]].filter(reply => reply !== undefined).map(told);
      expect(skips.filter(one => one !== 'taken' && one !== 'secret.not-needed')).toEqual([]);
      const types = await person.typesOf(taskId);
      const ends = types.filter(type => type === 'secret.skipped' || type === 'secret.stored');
      expect(ends).toHaveLength(1);
      expect(skips.filter(one => one === 'taken')).toHaveLength(ends[0] === 'secret.skipped' ? 1 : 0);
      expect(types.filter(type => type === 'task.queued')).toHaveLength(isParked ? 2 : 1);
      expect((await person.read(taskId)).status).toBe(isParked ? 'queued' : 'running');
    }
  });

  test('a yes to more budget, hands on the page and a cancel: whatever came first, nothing is asked or done twice', async () => {
    for (let round = 0; round < 3; round += 1) {
      const taskId = await person.taskIn(isParked ? 'parked for more budget' : 'waits for more budget');
      const stop = () => person.api.call('POST', `/tasks/${taskId}/cancel`);
      const replies = await Promise.all([
        ...[person.press(taskId, 'extend'), person.press(taskId, 'control'), stop()],
        ...[person.press(taskId, 'control'), person.press(taskId, 'extend'), stop()],
      ]);
      for (const reply of replies) expect(['taken', 'budget.not-asked', 'task.cancelled']).toContain(told(reply));
      const types = await person.typesOf(taskId);
      for (const once of ['budget.extended', 'control.requested', 'cancel.requested'])
        expect(types.filter(type => type === once).length).toBeLessThanOrEqual(1);
      const task = await person.read(taskId);
      expect(task.cancelRequested).toBe(true);
      // No worker would come for a parked one.
      expect(task).toMatchObject({ status: isParked ? 'queued' : expect.stringMatching(/running|waiting/) });
    }
  });
});

describe('control', () => {
  test('that is given back by four at once is given back once; inputs of the same moment are kept or refused, never a failure', async () => {
    for (let round = 0; round < 3; round += 1) {
      const taskId = await person.taskIn('in the hands of its person');
      const replies = await Promise.all([
        ...[
          person.press(taskId, 'inputs'),
          person.press(taskId, 'return'),
          person.press(taskId, 'inputs'),
          person.press(taskId, 'return'),
        ],
        ...[
          person.press(taskId, 'inputs'),
          person.press(taskId, 'return'),
          person.press(taskId, 'return'),
          person.press(taskId, 'inputs'),
        ],
      ]);
      for (const reply of replies) expect(['taken', 'control.not-taken']).toContain(told(reply));
      expect((await person.typesOf(taskId)).filter(type => type === 'control.returned')).toHaveLength(1);
      const kept = replies.filter(({ body }) => body.accepted === 1).length;
      expect(await readInputs(person.api.store, { taskId, taking: 1 }, 0)).toHaveLength(kept);
      expect(told(await person.press(taskId, 'inputs'))).toBe('control.not-taken');
    }
  });

  test('that is asked for and withdrawn many times at once leaves one of both, and a parked task its worker', async () => {
    const taskId = await person.taskIn('rests where it was paused');
    const order = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? 'control' : 'return') as Button);
    const replies = await Promise.all(order.map(button => person.press(taskId, button)));
    for (const reply of replies) expect(['taken', 'control.not-taken']).toContain(told(reply));
    const turns = (await person.typesOf(taskId)).filter(type => type.startsWith('control.'));
    expect(turns.every((type, n) => type === (n % 2 === 0 ? 'control.requested' : 'control.returned'))).toBe(true);
    expect((await person.read(taskId)).status).toBe('queued');
  });

  test('inputs at once from two windows of one person are all written, with one key each once', async () => {
    const taskId = await person.taskIn('in the hands of its person');
    const send = (window: number, n: number) =>
      person.press(taskId, 'inputs', { key: `w${window}-${n}`, body: { inputs: [{ kind: 'move', x: window, y: n }] } });
    const tries = [0, 1].flatMap(window => Array.from({ length: 8 }, (_, n) => [window, n] as const));
    const replies = await Promise.all([...tries, ...tries].map(([window, n]) => send(window, n)));
    for (const reply of replies) expect(['taken', 'idempotency.in-progress', 'stream.conflict']).toContain(told(reply));
    for (const [window, n] of tries) expect(told(await send(window, n))).toBe('taken');
    const rows = [];
    for (let after = 0; ; after = rows.length) {
      const some = await readInputs(person.api.store, { taskId, taking: 1 }, after);
      if (some.length === 0) break;
      rows.push(...some);
    }
    expect(rows.map(({ number }) => number)).toEqual(tries.map((_, n) => n + 1));
    const moved = rows.flatMap(({ inputs }) => inputs.map(input => ('x' in input ? `${input.x},${input.y}` : '')));
    expect(moved.sort()).toEqual(tries.map(([window, n]) => `${window},${n}`).sort());
  });
});
