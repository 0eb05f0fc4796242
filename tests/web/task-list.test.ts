/** The list of tasks over its pages: newest first, nothing twice, nothing lost when it is read again or cannot be. */

import { expect, test } from 'vitest';
import { ApiError } from '../../lib/api/api-error.ts';
import { listTasks } from '../../web/state/task-list.ts';
import { countedIds, sampleTask } from '../support/domain-samples.ts';

const ids = countedIds();
const made = (count: number) => Array.from({ length: count }, () => sampleTask(ids));

function account(tasks: ReturnType<typeof made>, pageSize: number) {
  const state = { tasks, asked: [] as string[], isDown: false };
  return {
    state,
    listTasks: async ({ cursor }: { readonly limit: number; readonly cursor?: string | undefined }) => {
      state.asked.push(cursor ?? 'newest');
      if (state.isDown) throw new ApiError(0, 'network.unreachable', 'gone');
      const sorted = state.tasks.toSorted((a, b) => (a.taskId < b.taskId ? 1 : -1));
      const from = Number(cursor ?? 0);
      const to = from + pageSize;
      return { items: sorted.slice(from, to), ...(to < sorted.length ? { cursor: String(to) } : {}) };
    },
    readTask: async (taskId: string) => {
      state.asked.push(taskId);
      const found = state.tasks.find(task => task.taskId === taskId);
      if (found === undefined) throw new Error(`there is no ${taskId}`);
      return found;
    },
  };
}

test('pages follow each other into the past, the newest first, each task once', async () => {
  const tasks = made(5).map(task => ({ ...task, status: 'completed' as const }));
  const api = account(tasks, 2);
  const list = listTasks(api, 'failed');
  expect(list.tasks.value).toBeUndefined();
  await list.refresh();
  expect(list.tasks.value).toHaveLength(2);
  while (list.hasOlder.value) await list.loadOlder();
  expect(list.tasks.value?.map(task => task.taskId)).toEqual(tasks.map(task => task.taskId).toReversed());
});

test('reading the newest again keeps what was loaded before, and asks for the older ones that have not ended', async () => {
  const [old, ...others] = made(3);
  if (old === undefined) throw new Error('no task was made');
  const api = account([old, ...others.map(task => ({ ...task, status: 'completed' as const }))], 2);
  const list = listTasks(api, 'failed');
  await list.refresh();
  await list.loadOlder();
  expect(list.hasOlder.value).toBe(false);
  api.state.tasks = [{ ...old, status: 'failed' }, ...api.state.tasks.slice(1)];
  api.state.asked.length = 0;
  await list.refresh();
  expect(api.state.asked).toEqual(['newest', old.taskId]);
  expect(list.tasks.value?.at(-1)?.status).toBe('failed');
  expect(list.tasks.value).toHaveLength(3);
  expect(list.hasOlder.value).toBe(false);
});

test('a read that fails says so and leaves the list standing, until one works', async () => {
  const api = account(made(1), 2);
  const list = listTasks(api, 'The tasks could not be loaded.');
  await list.refresh();
  api.state.isDown = true;
  await list.refresh();
  expect(list.tasks.value).toHaveLength(1);
  expect(list.fault.value?.title).toBe('The tasks could not be loaded.');
  api.state.isDown = false;
  await list.refresh();
  expect(list.fault.value).toBeUndefined();
});
