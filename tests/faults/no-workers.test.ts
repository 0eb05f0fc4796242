/** For hours no worker takes a message: nothing is lost, how long each task waits can be read, and then all is done, the next one first. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '../../lib/domain/task.ts';
import { reap } from '../../lib/reap/reap.ts';
import { readTask } from '../../lib/store/reads.ts';
import { ownTime } from '../support/own-time.ts';
import { openWorkerSetup, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const finish = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Done.', evidence: [] } }] };
const read = async ({ taskId }: Task): Promise<Task> => (await readTask(setup.table.store, 'owner', taskId)).state;
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const HOUR = 60 * 60_000;

test('six hours without a worker lose no task, and then the most urgent and oldest are done first, each once', async () => {
  const { table } = setup;
  const queued: Task[] = [];
  for (const priority of ['normal', 'normal', 'urgent', 'normal'] as const) {
    queued.push(await setup.queueTask({ priority }));
    table.advance(1_000);
  }
  const [first, second, urgent, last] = queued;
  for (let hour = 0; hour < 6; hour += 1) {
    table.advance(HOUR);
    await reap({ store: table.store, clock: table.store.clock, log: silent, ...ownTime() });
  }
  for (const task of queued) {
    const { status, queuedAt } = await read(task);
    expect({ status, queuedAt }).toEqual({ status: 'queued', queuedAt: task.queuedAt });
    expect(table.store.clock() - Date.parse(queuedAt)).toBeGreaterThanOrEqual(6 * HOUR);
  }
  // All messages name the last: which task it is, is not the message's to say.
  const done: (string | undefined)[] = [];
  for (const _ of queued) {
    if (last !== undefined) await setup.work(last, [finish], { takes: 'next' });
    for (const task of queued)
      if ((await read(task)).status === 'completed' && !done.includes(task.taskId)) done.push(task.taskId);
  }
  expect(done).toEqual([urgent, first, second, last].map(task => task?.taskId));
  // The dead letters of that time, brought back twice over.
  for (const task of [...queued, ...queued]) {
    const { run, types } = await setup.work(task, [], { takes: 'next' });
    expect(run).toEqual({ kind: 'dropped', why: 'task.finished' });
    expect(types.filter(type => type === 'task.finished')).toHaveLength(1);
  }
}, 60_000);
