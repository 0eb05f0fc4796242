/** The words of the list of tasks. */

import type { Priority } from '../../lib/domain/priority.ts';
import type { Age, Show } from '../state/task-filter.ts';
import { soonWords } from './priority.ts';

export const showWords: Readonly<Record<Show, string>> = {
  all: 'All',
  active: 'Not ended',
  waiting: 'Waiting for you',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const priorityWords: Readonly<Record<Priority | 'any', string>> = {
  any: 'Any priority',
  ...soonWords,
};

export const ageWords: Readonly<Record<Age, string>> = {
  any: 'Any time',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
};

export const taskStrings = {
  title: 'Tasks',
  lead: 'Every errand that you said yes to, the newest first.',
  failed: 'The tasks could not be loaded.',
  filters: 'Which tasks are shown',
  status: 'Status',
  words: 'Search tasks',
  wordsPlaceholder: 'Title, site or id',
  priority: 'Priority',
  age: 'Begun',
  clear: 'Show all',
  emptyTitle: 'No tasks yet',
  emptyText: 'Ask for something in a conversation. When you say yes to the plan, its task is listed here.',
  ask: 'Ask for something',
  noneTitle: 'No task fits',
  noneText: 'Nothing that is loaded has all of this.',
  noneOlder: 'Older tasks are not loaded yet.',
  loadOlder: 'Load older tasks',
  loadingOlder: 'Loading',
  allLoaded: 'These are all your tasks.',
  shownOf: (shown: number, loaded: number, more: boolean): string =>
    `${shown} of ${loaded}${more ? ' loaded' : ''} ${loaded === 1 ? 'task' : 'tasks'}`,
  task: 'Task',
  begun: 'Begun',
  time: 'Took',
  timeHint: 'From your yes to the end, waiting included',
  steps: 'Steps',
  money: 'Money',
  conversation: 'Conversation',
  openConversation: (title: string): string => `Conversation of ${title}`,
  tableLabel: 'Your tasks',
} as const;
