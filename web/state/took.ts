/** How long a task took from the person's yes, waiting included, or has taken until now: what the list knows of its time. Pure. */

import type { Task } from '../../lib/domain/task.ts';
import { isActive } from './task-filter.ts';

export function tookSeconds(
  { status, createdAt, updatedAt }: Pick<Task, 'status' | 'createdAt' | 'updatedAt'>,
  now: number,
): number {
  const end = isActive(status) ? now : Date.parse(updatedAt);
  return Math.max(0, (end - Date.parse(createdAt)) / 1_000);
}
