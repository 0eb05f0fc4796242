/** Runs one task under its lease, until it ends or is put away. The one door to the browser runner: it may move to another host. */

import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { isTerminal } from '../domain/task.ts';
import { findTask } from '../store/reads.ts';
import { takeNext } from '../store/take-next.ts';
import { underTask } from '../telemetry/under-task.ts';
import { deleteCheckpoints } from './checkpoints.ts';
import { endTask } from './end-task.ts';
import { endsAtOnce } from './ends-at-once.ts';
import { keepCollected } from './keep-collected.ts';
import { putAwayTask } from './put-away-task.ts';
import { readTaskEvents } from './resume.ts';
import { retryTask } from './retry-task.ts';
import { type Run, runWithSecrets } from './run-in-browser.ts';
import { leaseBy, type Taken, takePatiently } from './take-patiently.ts';
import { Stop, watch } from './watch.ts';
import type { WorkerDeps } from './worker-deps.ts';

/**
 * `dropped`: another worker has it, or it is over; the message is done with all the same. `put-away`: parked or queued again.
 */
export type TaskRun =
  | { readonly kind: 'ended'; readonly status: TaskResult['status'] }
  | { readonly kind: 'put-away'; readonly why: string }
  | { readonly kind: 'dropped'; readonly why: string };

/** Runs just this task. Throws only where the table does not answer; then the queue delivers the message again. */
export async function runTask(deps: WorkerDeps, taskId: string, deadline: number): Promise<TaskRun> {
  const lease = await takePatiently(deps, taskId).catch(dropOrThrow);
  return 'kind' in lease ? dropped(deps, taskId, lease) : runLeased(deps, lease, deadline);
}

export interface NextRun {
  /** The task that was run, or else the one of the message. */
  readonly taskId: string;
  readonly run: TaskRun;
}

/** Gives this worker's time to whatever task is next; the one that the message names is only one of them. Throws as `runTask` does. */
export async function runNext(deps: WorkerDeps, named: string, deadline: number): Promise<NextRun> {
  const blind = (error: Error): void =>
    deps.log('warn', 'the order of the queue cannot be read', { taskId: named, error });
  const next = () => takeNext(deps.store, named, { ...leaseBy(deps), blind });
  const lease = await takePatiently(deps, named, next).catch(dropOrThrow);
  if ('kind' in lease) return { taskId: named, run: await dropped(deps, named, lease) };
  const { taskId } = lease.task;
  const forgetting = taskId === named ? undefined : forget(deps, named);
  try {
    return { taskId, run: await runLeased(deps, lease, deadline) };
  } finally {
    await forgetting;
  }
}

type Dropped = Extract<TaskRun, { kind: 'dropped' }>;

/** Whoever ended it may have died right after: then it is only now that its checkpoints go. */
async function dropped(deps: WorkerDeps, taskId: string, run: Dropped): Promise<Dropped> {
  if (run.why === 'task.finished') await forget(deps, taskId);
  return run;
}

async function runLeased(deps: WorkerDeps, lease: Taken, deadline: number): Promise<TaskRun> {
  const { task, fence, since } = lease;
  const { taskId } = task;
  const stopping = new AbortController();
  const watching = watch(deps, { taskId, fence, since, deadline }, stopping);
  try {
    const events = await readTaskEvents(deps, taskId);
    const run = { task, events, fence, signal: stopping.signal, watching };
    return await underTask(deps, run, () => runToEnd(deps, run));
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

/** What an ended task left in the bucket. Best effort, and never throws: the message must go all the same. */
async function forget(deps: WorkerDeps, taskId: string): Promise<void> {
  const found = await findTask(deps.store, undefined, taskId).catch(() => undefined);
  if (found !== undefined && isTerminal(found.state.status)) await deleteCheckpoints(deps, found.state);
}

async function runToEnd(deps: WorkerDeps, run: Run): Promise<TaskRun> {
  const { task, events, fence } = run;
  const over = endsAtOnce(task, events, deps.clock());
  const end = await (over === undefined ? runWithSecrets(deps, run) : keepCollected(deps, run, over));
  if (end.kind === 'put-away') {
    await putAwayTask(deps, { task, fence, reason: end.reason, step: end.step });
    return { kind: 'put-away', why: end.reason };
  }
  if (end.kind === 'interrupted') {
    const { code, detail } = end;
    await retryTask(deps, { task, fence, code, detail });
    return { kind: 'put-away', why: code };
  }
  const last = await endTask(deps, task, { result: end.result, soFar: end.soFar, fence });
  // Ended by another: what is in the bucket is that one's.
  if (last === undefined) return { kind: 'dropped', why: 'task.lease-lost' };
  await deleteCheckpoints(deps, task);
  return { kind: 'ended', status: end.result.status };
}

function dropOrThrow(error: unknown): Dropped {
  const isOver = ['task.lease-held', 'task.finished', 'task.not-found'] as const;
  if (error instanceof ErrandError && isOver.some(code => code === error.code))
    return { kind: 'dropped', why: error.code };
  throw error;
}
