/** What a filter of tasks shows, and how the address keeps it. */

import { expect, test } from 'vitest';
import {
  everyTask,
  type Filtered,
  fits,
  isFiltered,
  readFilter,
  type TaskFilter,
  writeFilter,
} from '../../web/state/task-filter.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

const task: Filtered = {
  taskId: 'tsk_1',
  title: 'Compare three Kettles',
  instruction: 'Open the shop and compare.',
  startUrl: 'https://shop.test/',
  status: 'completed',
  priority: 'high',
  createdAt: '2026-11-19T12:00:00Z',
};

const shown = (part: Partial<TaskFilter>, change: Partial<Filtered> = {}): boolean =>
  fits({ ...task, ...change }, { ...everyTask, ...part }, NOW);

test('without a filter every task is shown', () => {
  expect(shown({})).toBe(true);
});

test('what has not ended is what is queued, runs, waits or rests', () => {
  const statuses = ['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'] as const;
  expect(statuses.filter(status => shown({ show: 'active' }, { status }))).toEqual(statuses.slice(0, 4));
  expect(statuses.filter(status => shown({ show: 'waiting' }, { status }))).toEqual(['waiting']);
});

test('words are looked for in title, instruction, address and id, each anywhere and in any case', () => {
  expect(shown({ words: 'kettles SHOP.test' })).toBe(true);
  expect(shown({ words: 'tsk_1' })).toBe(true);
  expect(shown({ words: 'kettles teapots' })).toBe(false);
});

test('a priority and an age must both fit', () => {
  expect(shown({ priority: 'high', age: 'week' })).toBe(true);
  expect(shown({ priority: 'low', age: 'week' })).toBe(false);
  expect(shown({ priority: 'high', age: 'day' })).toBe(false);
});

test('the address has only what differs from everything, and gives it back', () => {
  expect(writeFilter(everyTask)).toBe('');
  expect(isFiltered(everyTask)).toBe(false);
  const filter: TaskFilter = { show: 'failed', words: 'a&b=ü', priority: 'urgent', age: 'month' };
  expect(readFilter(writeFilter(filter))).toEqual(filter);
  expect(writeFilter({ ...everyTask, show: 'active' })).toBe('show=active');
});

test('what an address has that no filter knows is passed over', () => {
  expect(readFilter('show=nothing&priority=9&age=century&x=1')).toEqual(everyTask);
});
