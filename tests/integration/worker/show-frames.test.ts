/** Who is shown a run's page: open sockets of its owner that asked for it, each picture once, and nobody holds up anybody. On a real table. */

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LivePicture } from '../../../lib/browser/live-page.ts';
import type { LiveFrame } from '../../../lib/domain/live-frame.ts';
import { addConnection, removeConnectionsOfKey } from '../../../lib/realtime/connections.ts';
import { watchKey } from '../../../lib/store/keys.ts';
import { addWatcher } from '../../../lib/store/watchers.ts';
import { type Showing, showFrames } from '../../../lib/worker/show-frames.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

let taskId = '';
let picture: LivePicture;
let taken = 0;
let tasks = 0;
beforeEach(() => {
  tasks += 1;
  taskId = `tsk_${tasks}`;
  taken = 0;
  picture = { url: 'https://shop.test/', title: 'Shop', width: 1_280, height: 900, image: 'one' };
});

interface Sent {
  readonly to: string;
  readonly frame: LiveFrame;
}

/** Time is the test's: each sleep is a turn, and moves the clock on by what was to be slept. */
async function show(turns: number, onSend: (sent: Sent) => Promise<'sent' | 'gone'> | 'sent' | 'gone' = () => 'sent') {
  const sent: Sent[] = [];
  let left = turns;
  let now = 0;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const showing: Showing = showFrames(
    {
      store: table.store,
      clock: table.store.clock,
      steady: () => now,
      log: () => {},
      show: async (to, frame) => {
        sent.push({ to, frame });
        return onSend({ to, frame });
      },
      async sleep(ms) {
        now += ms;
        left -= 1;
        if (left <= 0) resolve();
        await new Promise(done => setImmediate(done));
      },
    },
    {
      taskId,
      ownerId: 'ada',
      typed: () => ['hunter2'],
      redactor: { text: text => text.replaceAll('hunter2', '{{shop}}') },
      live: {
        frame: async () => {
          taken += 1;
          return picture;
        },
        hands: () => {
          throw new Error('Nobody takes over here.');
        },
      },
    },
  );
  await over;
  await showing.end();
  return sent;
}

const open = async (connectionId: string, ownerId = 'ada', keyId?: string): Promise<void> => {
  await addConnection(table.store, connectionId, { ownerId, keyId });
  await addWatcher(table.store, { taskId, connectionId });
};

describe('a run', () => {
  test('that nobody watches takes no picture', async () => {
    await show(5);
    expect(taken).toBe(0);
  });

  test('sends each picture once to each who watches, and a new one again', async () => {
    await open('one');
    await open('two');
    const sent = await show(12, () => {
      if (taken === 6) picture = { ...picture, image: 'two' };
      return 'sent';
    });
    expect(sent.map(({ to }) => to).toSorted()).toEqual(['one', 'two']);
    picture = { ...picture, image: 'three', url: 'https://shop.test/?p=hunter2' };
    const later = await show(4);
    expect(later[0]?.frame).toMatchObject({
      type: 'frame',
      taskId,
      url: 'https://shop.test/?p={{shop}}',
      image: 'three',
    });
  });

  test('shows nothing to a foreign socket, to one of a revoked key, and to one whose minute is over', async () => {
    await open('foreign', 'eve');
    await open('of-key', 'ada', 'key_1');
    await addWatcher(table.store, { taskId, connectionId: 'unknown' });
    expect((await show(3)).map(({ to }) => to)).toEqual(['of-key']);
    await removeConnectionsOfKey(table.store, 'ada', 'key_1');
    expect(await show(3)).toEqual([]);
    await open('late');
    table.advance(61_000);
    expect(await show(3)).toEqual([]);
  });

  test('shows it to who came last, however often the page was loaded anew before', async () => {
    for (let left = 0; left < 12; left += 1) await addWatcher(table.store, { taskId, connectionId: `a-left-${left}` });
    table.advance(1);
    await open('newest');
    expect((await show(3)).map(({ to }) => to)).toEqual(['newest']);
  });

  test('sends its picture anew to who asks anew: they may have lost the one before', async () => {
    await open('again');
    let asked = 0;
    const sent = await show(12, async () => {
      asked += 1;
      table.advance(1);
      if (asked === 1) await addWatcher(table.store, { taskId, connectionId: 'again' });
      return 'sent' as const;
    });
    expect(sent.map(({ frame }) => frame.image)).toEqual(['one', 'one']);
  });

  test('forgets a socket that is gone', async () => {
    await open('gone-socket');
    expect(await show(8, () => 'gone')).toHaveLength(1);
    const key = watchKey(taskId, 'gone-socket');
    expect(
      (await table.store.db.send(new GetCommand({ TableName: table.store.table, Key: key }))).Item,
    ).toBeUndefined();
  });

  test('passes over a slow line, and one that fails, without waiting for either', async () => {
    await open('slow');
    await open('broken');
    await open('quick');
    let n = 0;
    const sent = await show(10, ({ to }) => {
      n += 1;
      picture = { ...picture, image: `picture ${n}` };
      if (to === 'broken') throw new Error('503');
      return to === 'slow' ? new Promise(() => {}) : 'sent';
    });
    const count = (name: string): number => sent.filter(({ to }) => to === name).length;
    expect(count('slow')).toBe(1);
    expect(count('quick')).toBeGreaterThan(2);
    expect(count('broken')).toBeGreaterThan(2);
  });

  test('never sends what is too large for a message', async () => {
    await open('any');
    picture = { ...picture, image: 'x'.repeat(100 * 1_024) };
    expect(await show(4)).toEqual([]);
    expect(taken).toBeGreaterThan(0);
  });
});
