/** What the next worker goes on from: the run and the page, sealed, in the bucket; the task names the newest. Deleted at the end. */

import * as z from 'zod';
import { PageState } from '../agent/page-state.ts';
import { RunSnapshot } from '../agent/run-snapshot.ts';
import { deleteObject, getObject, listObjects, putObject } from '../artifacts/objects.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import { openBytes, sealBytes } from '../secrets/seal-bytes.ts';
import { changeTask } from '../store/change.ts';
import { reachBucket } from './try-again.ts';
import type { WorkerDeps } from './worker-deps.ts';

const Checkpoint = z.object({ v: z.literal(1), run: RunSnapshot, page: PageState.optional() });
export type Checkpoint = z.infer<typeof Checkpoint>;

export interface CheckpointOf {
  readonly task: Pick<Task, 'taskId' | 'ownerId'>;
  readonly fence: number;
  readonly step: number;
}

/** The bytes first, then the event that names them; the one before is deleted then. Undefined where there is no key to seal with. */
export async function saveCheckpoint(
  deps: WorkerDeps,
  { task, fence, step }: CheckpointOf,
  content: Omit<Checkpoint, 'v'>,
): Promise<string | undefined> {
  if (deps.keys === undefined) return undefined;
  const checkpointId = deps.ids('checkpoint');
  const context = contextOf(task, checkpointId);
  const plain = new TextEncoder().encode(JSON.stringify({ v: 1, ...content }));
  const sealed = await sealBytes(deps.keys, plain, context);
  await putObject(deps.bucket, keyOf(task, checkpointId), sealed);
  let before: string | undefined;
  const saved = { step, checkpointId, bytes: sealed.byteLength };
  await changeTask(
    deps.store,
    task.taskId,
    current => {
      before = current.checkpoint?.checkpointId;
      return [{ type: 'checkpoint.saved', data: saved }];
    },
    { fence },
  ).catch(async (error: unknown) => {
    // Nobody else knows of it: a worker that came too late takes its own away.
    if (isErrandError(error, 'task.lease-lost') || isErrandError(error, 'task.finished'))
      await deleteObject(deps.bucket, keyOf(task, checkpointId)).catch(() => {});
    throw error;
  });
  if (before !== undefined) await deleteObject(deps.bucket, keyOf(task, before)).catch(() => {});
  return checkpointId;
}

/**
 * Undefined where there is none, or it cannot be read: then the run goes on from what the events tell. Throws `bucket.unavailable`: a
 * checkpoint that is only out of reach for now is not given up.
 */
export async function loadCheckpoint(
  deps: WorkerDeps,
  task: Task,
  signal: AbortSignal,
): Promise<Checkpoint | undefined> {
  if (task.checkpoint === undefined || deps.keys === undefined) return undefined;
  const { checkpointId } = task.checkpoint;
  try {
    const sealed = await reachBucket(deps, signal, () => getObject(deps.bucket, keyOf(task, checkpointId)));
    if (sealed === undefined) return undefined;
    const plain = await openBytes(deps.keys, sealed, contextOf(task, checkpointId));
    const parsed = Checkpoint.safeParse(JSON.parse(new TextDecoder().decode(plain)));
    if (!parsed.success)
      throw new ErrandError('checkpoint.unknown-version', z.prettifyError(parsed.error).slice(0, 300));
    return parsed.data;
  } catch (error) {
    if (isErrandError(error, 'bucket.unavailable') || signal.aborted) throw error;
    const why = isErrandError(error) ? error.detail : String(error);
    deps.log('warn', 'a checkpoint cannot be read', { taskId: task.taskId, checkpointId, why });
    return undefined;
  }
}

/** Cookies and what was read must not outlive the task: all of its, for a worker that died may have left one that no event names. */
export async function deleteCheckpoints(deps: WorkerDeps, task: CheckpointOf['task']): Promise<void> {
  if (deps.keys === undefined) return;
  try {
    for (const key of await listObjects(deps.bucket, keyOf(task, ''))) await deleteObject(deps.bucket, key);
  } catch (error) {
    deps.log('warn', 'a checkpoint was not deleted', { taskId: task.taskId, error: String(error) });
  }
}

const keyOf = ({ ownerId, taskId }: CheckpointOf['task'], checkpointId: string): string =>
  `checkpoints/${ownerId}/${taskId}/${checkpointId}`;

const contextOf = ({ ownerId, taskId }: CheckpointOf['task'], checkpointId: string): Record<string, string> => ({
  ownerId,
  name: `checkpoint of ${taskId}`,
  version: checkpointId,
});
