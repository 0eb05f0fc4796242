/** Runs one task under its lease, until it ends or is put away. The one door to the browser runner: it may move to another host. */

import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { takeLease } from '../store/lease.ts';
import { findTask } from '../store/reads.ts';
import { deleteCheckpoints } from './checkpoints.ts';
import { endTask } from './end-task.ts';
import { endsAtOnce } from './ends-at-once.ts';
import { putAwayTask } from './put-away-task.ts';
import { readTaskEvents } from './resume.ts';
import { runWithSecrets } from './run-in-browser.ts';
import { LEASE_MS, Stop, watch } from './watch.ts';
import type { WorkerDeps } from './worker-deps.ts';

/**
 * `dropped`: another worker has it, or it is over; the message is done with all the same. `put-away`: parked or queued again.
 */
export type TaskRun =
  | { readonly kind: 'ended'; readonly status: TaskResult['status'] }
  | { readonly kind: 'put-away'; readonly why: string }
  | { readonly kind: 'dropped'; readonly why: string };

/** Throws only where the table does not answer; then the queue delivers the message again. */
export async function runTask(deps: WorkerDeps, taskId: string, deadline: number): Promise<TaskRun> {
  const lease = await takeLease(deps.store, taskId, { workerId: deps.workerId, leaseMs: LEASE_MS }).catch(dropOrThrow);
  if ('kind' in lease) {
    // Whoever ended it may have died right after: then it is only now that its checkpoints go.
    if (lease.why === 'task.finished') await forget(deps, taskId);
    return lease;
  }
  const { task, fence, leaseUntil } = lease;
  const stopping = new AbortController();
  const watching = watch(deps, { taskId, fence, leaseUntil, deadline }, stopping);
  try {
    const events = await readTaskEvents(deps, taskId);
    const over = endsAtOnce(task, events, deps.clock());
    const run = { task, events, fence, signal: stopping.signal, watching };
    const end = over === undefined ? await runWithSecrets(deps, run) : ({ kind: 'ended', result: over } as const);
    if (end.kind === 'put-away') {
      await putAwayTask(deps, { task, fence, reason: end.reason, step: end.step });
      return { kind: 'put-away', why: end.reason };
    }
    const last = await endTask(deps, task, { result: end.result, fence });
    // Ended by another: what is in the bucket is that one's.
    if (last === undefined) return { kind: 'dropped', why: 'task.lease-lost' };
    await deleteCheckpoints(deps, task);
    return { kind: 'ended', status: end.result.status };
  } catch (error) {
    if (
      isErrandError(error, 'task.lease-lost') ||
      isErrandError(error, 'task.finished') ||
      (error instanceof Stop && error.reason === 'lease-lost')
    ) {
      deps.log('warn', 'stopped acting', { taskId, fence, error: String(error) });
      return { kind: 'dropped', why: 'task.lease-lost' };
    }
    throw error;
  } finally {
    await watching.end();
  }
}

/** Best effort: the message must go all the same. */
async function forget(deps: WorkerDeps, taskId: string): Promise<void> {
  const found = await findTask(deps.store, undefined, taskId).catch(() => undefined);
  if (found !== undefined) await deleteCheckpoints(deps, found.state);
}

function dropOrThrow(error: unknown): Extract<TaskRun, { kind: 'dropped' }> {
  const isOver = ['task.lease-held', 'task.finished', 'task.not-found'] as const;
  if (error instanceof ErrandError && isOver.some(code => code === error.code))
    return { kind: 'dropped', why: error.code };
  throw error;
}
