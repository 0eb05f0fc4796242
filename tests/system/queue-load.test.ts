/** Two hundred tasks of twenty owners at once, four worker processes, the real table and queue: each once, none lost, in a fair order. */

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { taskStream } from '../../lib/domain/ids.ts';
import { Priority } from '../../lib/domain/priority.ts';
import type { Task } from '../../lib/domain/task.ts';
import { type LocalStorage, startStorage } from '../../lib/local/emulators/start-storage.ts';
import { type QueuePump, startQueuePump } from '../../lib/local/queue-pump.ts';
import { openQueue, type Queue } from '../../lib/queue/queue.ts';
import { sendTask } from '../../lib/queue/send-task.ts';
import { listActiveTasks } from '../../lib/store/lists.ts';
import { readEvents, readTask } from '../../lib/store/reads.ts';
import type { Store } from '../../lib/store/store.ts';
import { countedIds } from '../support/domain-samples.ts';
import { layQueued, type ToQueue } from '../support/lay-queued.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../support/table.ts';

const WORKERS = 4;
const OWNERS = 20;
const TASKS = 200;
/** Of the owner who wants more than all others. */
const FLOOD = 86;
const LIMIT_MS = 60_000;
/** Four processes load all of the worker's code at once. */
const STARTING_MS = 30_000;

let table: TestTable;
let storage: LocalStorage;
let queue: Queue;
let store: Store;
let pump: QueuePump | undefined;
beforeAll(async () => {
  [table, storage] = await Promise.all([openTestTable(), startStorage()]);
  store = { ...table.store, clock: () => Date.now() };
  const { endpoint, queueUrl } = storage;
  queue = openQueue({ endpoint, queueUrl, region: testRegion, credentials: testCredentials });
});
afterAll(async () => {
  await pump?.close();
  queue.sqs.destroy();
  await Promise.all([table.close(), storage.close()]);
});

/** The greedy owner's come first, as the worst case is. */
const wanted: readonly ToQueue[] = Array.from({ length: TASKS }, (_, index) => ({
  ownerId: index < FLOOD ? 'greedy' : `owner-${index % (OWNERS - 1)}`,
  priority: Priority.options[index % Priority.options.length] ?? 'normal',
}));

async function inParallel<T, R>(list: readonly T[], width: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += width)
    results.push(...(await Promise.all(list.slice(from, from + width).map(work))));
  return results;
}

interface Run {
  readonly task: Task;
  readonly began: number;
  readonly ended: number;
  readonly starts: number;
}

async function readRun({ taskId }: Task): Promise<Run> {
  const events = (await readEvents(store, taskStream(taskId), { after: 0, limit: 200 })) as Stored<TaskEvent>[];
  const timesOf = (type: TaskEvent['type']): number[] =>
    events.filter(event => event.type === type).map(({ at }) => Date.parse(at));
  const { state: task } = await readTask(store, undefined, taskId);
  const [began = 0, ...more] = timesOf('task.started');
  return { task, began, ended: timesOf('task.finished')[0] ?? 0, starts: 1 + more.length };
}

test('each of two hundred tasks is done once, in the order of priorities and shares, in bounded time', async () => {
  const ids = countedIds();
  const tasks = await inParallel(wanted, 20, one => layQueued(store, ids, one));
  // Each once, every fifth twice, and some that are no messages of ours.
  const named = tasks.flatMap(({ taskId }, index) => (index % 5 === 0 ? [taskId, taskId] : [taskId]));
  await inParallel(named, 20, taskId => sendTask(queue, taskId));
  for (let count = 0; count < 3; count += 1)
    await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: `nonsense ${count}` }));

  pump = startQueuePump({
    client: queue.sqs,
    queueUrl: queue.queueUrl,
    workers: WORKERS,
    handler: new URL('../support/queue-worker.ts', import.meta.url),
    env: { DYNAMO: table.endpoint, STORAGE: storage.endpoint, BUCKET: storage.bucket },
    log: () => {},
  });
  const isBegun = async (): Promise<boolean> => {
    const { items } = await listActiveTasks(store, { limit: TASKS });
    return items.length < TASKS;
  };
  await expect.poll(isBegun, { timeout: STARTING_MS, interval: 500 }).toBe(true);
  const start = Date.now();
  // One is enough to see that it is not over.
  const left = async (): Promise<number> => (await listActiveTasks(store, { limit: 1 })).items.length;
  await expect.poll(left, { timeout: LIMIT_MS, interval: 500 }).toBe(0);
  const tookMs = Date.now() - start;

  const runs = await inParallel(tasks, 20, readRun);
  // The worker's browser starts nowhere: that is this errand's end, and each has just one.
  const wrong = runs.filter(({ task, starts }) => {
    return task.result?.code !== 'browser.library-missing' || starts !== 1 || task.attempts !== 1;
  });
  expect(wrong.map(({ task }) => task.taskId)).toEqual([]);

  const order = runs.toSorted((one, other) => one.began - other.began);
  const placesOf = (priority: Priority): number[] =>
    order.flatMap(({ task }, place) => (task.priority === priority ? [place] : []));
  // Those that four workers take at the same moment have no order among them.
  const lastUrgent = Math.max(...placesOf('urgent'));
  expect(lastUrgent).toBeLessThan(placesOf('urgent').length + WORKERS);
  expect(Math.min(...placesOf('low'))).toBeGreaterThanOrEqual(TASKS - placesOf('low').length - WORKERS);
  const mean = (places: readonly number[]): number => places.reduce((sum, place) => sum + place, 0) / places.length;
  expect(mean(placesOf('high'))).toBeLessThan(mean(placesOf('normal')));

  // While others wait with as urgent ones, the greedy owner has one of four workers, and a second only in a race.
  for (const priority of Priority.options) {
    const isGreedy = order.flatMap(({ task }) => (task.priority === priority ? [task.ownerId === 'greedy'] : []));
    const others = isGreedy.filter(one => !one).length;
    let seen = 0;
    const halfway = isGreedy.findIndex(greedy => !greedy && ++seen >= others / 2);
    const share = isGreedy.slice(0, halfway).filter(one => one).length / halfway;
    expect(share, `the greedy owner's share of the ${priority} ones`).toBeLessThan(0.45);
  }
  console.log(`200 tasks on ${WORKERS} workers: ${(tookMs / 1_000).toFixed(1)} s`);
}, 120_000);
