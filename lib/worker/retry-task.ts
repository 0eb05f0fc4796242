/** Queues a task again, later, because something it cannot do without was away. Writes one event; the lease goes with it. */

import { clip } from '../agent/clip.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { MAX_RETRIES, restMs } from '../domain/retry.ts';
import type { Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface Retrying {
  readonly task: Pick<Task, 'taskId'>;
  readonly fence: number;
  readonly code: ErrorCode;
  readonly detail: string;
}

const MAX_DETAIL_BYTES = 1_000;

export const mayRetry = ({ retries = 0 }: Pick<Task, 'retries'>): boolean => retries < MAX_RETRIES;

export async function retryTask(deps: WorkerDeps, { task, fence, code, detail }: Retrying): Promise<void> {
  const { taskId } = task;
  const chance = (deps.random ?? (() => 1))();
  const cause = { code, detail: clip(detail, MAX_DETAIL_BYTES) };
  await changeTask(
    deps.store,
    taskId,
    current => {
      // A cancel that came meanwhile is for the next worker to end with, at once.
      if (current.cancelRequested) return [{ type: 'task.queued', data: { taskId, reason: 'resumed' } }];
      const rest = restMs((current.retries ?? 0) + 1, () => chance);
      const notBefore = new Date(deps.clock() + rest).toISOString();
      return [{ type: 'task.queued', data: { taskId, reason: 'retried', cause, notBefore } }];
    },
    { fence },
  );
}
