/** How soon a task is begun, in words. */

import type { Priority } from '../../lib/domain/priority.ts';

export const soonWords: Readonly<Record<Priority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};
