/** What a message is worth: a worker's time for the next task, and a last look at the one that it names. */

import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putObject } from '../../../lib/artifacts/objects.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { takeNext } from '../../../lib/store/take-next.ts';
import { ownTime } from '../../support/own-time.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { openWorkerSetup, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeEach(async () => {
  setup = await openWorkerSetup();
});
afterEach(() => setup.close());

const finish: ScriptEntry = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Done.', evidence: [] } }] };
const statusOf = async ({ taskId }: Task) => (await readTask(setup.table.store, 'owner', taskId)).state.status;

async function checkpointsOf({ taskId }: Task): Promise<number> {
  const { s3, bucket } = setup.bucket;
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `checkpoints/owner/${taskId}/` }));
  return listed.Contents?.length ?? 0;
}

test('a message runs the task that has waited for longest, not the one that it names', async () => {
  const first = await setup.queueTask();
  setup.table.advance(1_000);
  const second = await setup.queueTask();
  expect((await setup.work(second, [finish], { takes: 'next' })).run).toEqual({ kind: 'ended', status: 'completed' });
  expect([await statusOf(first), await statusOf(second)]).toEqual(['completed', 'queued']);
  await setup.work(first, [finish], { takes: 'next' });
  expect(await statusOf(second)).toBe('completed');
  expect((await setup.work(second, [], { takes: 'next' })).run).toEqual({ kind: 'dropped', why: 'task.finished' });
});

test('what an ended task left in the bucket goes with its message, also where that gives its time to another', async () => {
  const ended = await setup.queueTask();
  await setup.work(ended, [finish]);
  // As where the worker died right after it had written the end.
  await putObject(setup.bucket, `checkpoints/owner/${ended.taskId}/ckp_1`, new Uint8Array([1]));
  const other = await setup.queueTask();
  await putObject(setup.bucket, `checkpoints/owner/${other.taskId}/ckp_2`, new Uint8Array([1]));
  await setup.work(ended, [finish], { takes: 'next' });
  expect(await statusOf(other)).toBe('completed');
  expect([await checkpointsOf(ended), await checkpointsOf(other)]).toEqual([0, 0]);
});

test('what a task that still waits has in the bucket stays', async () => {
  const waiting = await setup.queueTask();
  setup.table.advance(1_000);
  const urgent = await setup.queueTask({ priority: 'urgent' });
  await putObject(setup.bucket, `checkpoints/owner/${waiting.taskId}/ckp_1`, new Uint8Array([1]));
  await setup.work(waiting, [finish], { takes: 'next' });
  expect(await statusOf(urgent)).toBe('completed');
  expect(await checkpointsOf(waiting)).toBe(1);
});

test('a worker that dies with the message of another task loses neither of the two', async () => {
  const { store } = setup.table;
  const named = await setup.queueTask();
  const urgent = await setup.queueTask({ priority: 'urgent' });
  const died = await takeNext(store, named.taskId, { workerId: 'dead', leaseMs: 30_000 });
  expect(died.task.taskId).toBe(urgent.taskId);
  // The urgent one's own message finds the dead worker's lease, and gives its time to the other.
  await setup.work(urgent, [finish], { takes: 'next' });
  expect(await statusOf(named)).toBe('completed');
  // The dead worker's message comes again, for a task that has ended.
  expect((await setup.work(named, [], { takes: 'next' })).run).toMatchObject({ kind: 'dropped' });
  setup.table.advance(60_000);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  expect(await reap({ store, clock: store.clock, log, ...ownTime() })).toMatchObject({ reclaimed: 1 });
  await setup.work(urgent, [finish], { takes: 'next' });
  expect(await statusOf(urgent)).toBe('completed');
});
