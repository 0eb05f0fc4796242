/** Which tasks of a list are shown, and how that is written into the address. Pure; the time comes in. */

import type { Priority } from '../../lib/domain/priority.ts';
import type { Task, TaskStatus } from '../../lib/domain/task.ts';
import { hasWords } from './has-words.ts';

export const shows = ['all', 'active', 'waiting', 'completed', 'failed', 'cancelled'] as const;
/** `active`: whatever has not ended. */
export type Show = (typeof shows)[number];

export const priorities = ['any', 'urgent', 'high', 'normal', 'low'] as const satisfies readonly (Priority | 'any')[];
export const ages = ['any', 'day', 'week', 'month'] as const;
export type Age = (typeof ages)[number];

export interface TaskFilter {
  readonly show: Show;
  readonly words: string;
  readonly priority: Priority | 'any';
  readonly age: Age;
}

export const everyTask: TaskFilter = { show: 'all', words: '', priority: 'any', age: 'any' };

const DAY_MS = 86_400_000;
const ageMs: Readonly<Record<Exclude<Age, 'any'>, number>> = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

const ACTIVE: ReadonlySet<TaskStatus> = new Set(['queued', 'running', 'waiting', 'paused']);
export const isActive = (status: TaskStatus): boolean => ACTIVE.has(status);

/** The parts of a task that a filter looks at. */
export type Filtered = Pick<
  Task,
  'status' | 'title' | 'instruction' | 'startUrl' | 'taskId' | 'priority' | 'createdAt'
>;

export const isShown = (status: TaskStatus, show: Show): boolean =>
  show === 'all' || (show === 'active' ? isActive(status) : status === show);

/** All but the status, so that each status can say how many it would show. */
export function fitsBeyondStatus(task: Filtered, { words, priority, age }: TaskFilter, now: number): boolean {
  if (priority !== 'any' && task.priority !== priority) return false;
  if (age !== 'any' && now - Date.parse(task.createdAt) > ageMs[age]) return false;
  return words === '' || hasWords(`${task.title}\n${task.instruction}\n${task.startUrl}\n${task.taskId}`, words);
}

export const fits = (task: Filtered, filter: TaskFilter, now: number): boolean =>
  isShown(task.status, filter.show) && fitsBeyondStatus(task, filter, now);

export function readFilter(query: string): TaskFilter {
  const asked = new URLSearchParams(query);
  return {
    show: shows.find(one => one === asked.get('show')) ?? everyTask.show,
    words: asked.get('words') ?? everyTask.words,
    priority: priorities.find(one => one === asked.get('priority')) ?? everyTask.priority,
    age: ages.find(one => one === asked.get('age')) ?? everyTask.age,
  };
}

/** Only what differs from showing everything. */
export function writeFilter(filter: TaskFilter): string {
  const parts = (['show', 'words', 'priority', 'age'] as const).flatMap(name =>
    filter[name] === everyTask[name] ? [] : [[name, filter[name]]],
  );
  return new URLSearchParams(parts).toString();
}

export const isFiltered = (filter: TaskFilter): boolean => writeFilter(filter) !== '';
