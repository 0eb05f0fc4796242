/** A deploy in mid-errand: today's code goes on from what older code left, and what newer code left does not drive it into a loop. */

import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Stored } from '../../lib/domain/events.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { openBytes, sealBytes } from '../../lib/secrets/seal-bytes.ts';
import { eventKey, stateKey } from '../../lib/store/keys.ts';
import type { Errand } from './lab.ts';
import { type History, historyNames, openHistory, readHistory } from './recorded/history.ts';
import { expectAllHeld, saves, survive } from './survive.ts';
import { eventsOf } from './world.ts';

const streamOf = ({ taskId }: Errand): `task/${string}` => `task/${taskId}`;

describe.each(historyNames)('an errand recorded as %s', name => {
  test.each(['yes', 'no'] as const)('comes to its end, with a %s where it asks', async says => {
    const history = await readHistory(name);
    const errand = await openHistory(history);
    const before = eventsOf(await errand.look(), streamOf(errand)).map(({ event }) => event);
    const lasted = survive(errand, says, 'today');
    const survived = await lasted;
    expectAllHeld(survived, errand);
    const after = eventsOf(survived.world, streamOf(errand)).map(({ event }) => event);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)?.type).toBe('task.finished');
    const again = after.filter(({ type }) => type === 'approval.used').length;
    expect(saves(survived.world)).toBeLessThanOrEqual(1 + again);
  });

  test('ends without a checkpoint too, where a later version has written it', async () => {
    const history = await readHistory(name);
    const errand = await openHistory({ ...history, objects: await ofLaterVersion(history) });
    expectAllHeld(await survive(errand, 'yes', 'today'), errand);
  });
});

const keys = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const;

/** Sealed as it should be, and still not to be understood. */
async function ofLaterVersion({ ownerId, taskId, objects }: History): Promise<History['objects']> {
  const changed = Object.entries(objects).map(async ([key, bytes]): Promise<[string, string]> => {
    if (!key.startsWith('checkpoints/')) return [key, bytes];
    const context = { ownerId, name: `checkpoint of ${taskId}`, version: key.split('/').at(-1) ?? '' };
    const { run, page } = JSON.parse(
      new TextDecoder().decode(await openBytes(keys, Buffer.from(bytes, 'base64'), context)),
    );
    const later = new TextEncoder().encode(JSON.stringify({ v: 2, run: { ...run, v: 2 }, page }));
    return [key, Buffer.from(await sealBytes(keys, later, context)).toString('base64')];
  });
  return Object.fromEntries(await Promise.all(changed));
}

type State = Record<string, unknown> & { readonly state: Record<string, unknown> };

/** Changes the task's row as only another version of the code would have written it. */
async function restate(errand: Errand, change: (row: State) => State): Promise<void> {
  const { db, table } = errand.store;
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: stateKey(streamOf(errand)) }));
  await db.send(new PutCommand({ TableName: table, Item: change(Item as State) }));
}

describe('what a later version wrote', () => {
  test('into the state is left alone where this one does not know it', async () => {
    const errand = await openHistory(await readHistory('yielded'));
    await restate(errand, row => ({ ...row, later: 1, state: { ...row.state, mood: { is: 'good' } } }));
    expectAllHeld(await survive(errand, 'yes', 'today'), errand);
    expect(await errand.read()).toMatchObject({ status: 'completed', mood: { is: 'good' } });
  });

  test('into an event of the past does not keep the errand from its end', async () => {
    const history = await readHistory('died-after-act');
    const errand = await openHistory(withOtherEvent(history));
    const { workers, world } = await survive(errand, 'yes', 'today');
    expect(workers).toBeLessThan(8);
    expect(await errand.read()).toMatchObject({ status: 'completed' });
    expect(saves(world)).toBe(2);
  });
});

/** One that only tells, such as the look at a page, gets a type that nobody here knows. */
function withOtherEvent(history: History): History {
  const { pk } = eventKey(`task/${history.taskId}`, 1);
  let changed = 0;
  const rows = history.rows.map(row => {
    if (row.pk !== pk || (row as unknown as Stored).type !== 'page.observed' || changed > 0) return row;
    changed += 1;
    return { ...row, v: 2, type: 'weather.noticed', data: { sky: 'grey' } };
  });
  if (changed === 0) throw new Error('The history has no such event.');
  return { ...history, rows };
}

describe('a message', () => {
  const taskId = 'tsk_01J00000000000000000000001';
  test('of today is read', () => expect(parseMessage(JSON.stringify({ v: 1, taskId }))).toEqual({ v: 1, taskId }));
  test.each([
    ['of a later version', { v: 2, taskId }],
    ['of a later version, with a batch', { v: 2, taskIds: [taskId] }],
    ['with a field that is not known', { v: 1, taskId, priority: 'high' }],
    ['of before there were versions', { taskId }],
  ])('%s is put aside, and never half understood', (_what, message) =>
    expect(parseMessage(JSON.stringify(message))).toBeUndefined(),
  );
});
