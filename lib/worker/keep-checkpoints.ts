/** Saves checkpoints while a run goes on: where it acts, but not at every step, for each costs a few writes. */

import type { Page } from '../agent/page.ts';
import type { PageState } from '../agent/page-state.ts';
import type { RunState } from '../agent/run.ts';
import { snapshotOf } from '../agent/run-snapshot.ts';
import { isErrandError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import { saveCheckpoint } from './checkpoints.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface CheckpointsOf {
  readonly task: Task;
  readonly fence: number;
  readonly page: Page;
  /** What the page was restored from. */
  readonly before: PageState | undefined;
}

export interface Checkpoints {
  readonly afterStep: (state: RunState) => Promise<void>;
  readonly save: (state: RunState) => Promise<void>;
}

/** A worker that dies loses at most so much of what the model was told; what it did is in the events anyway. */
const EVERY_MS = 5_000;

export function keepCheckpoints(deps: WorkerDeps, { task, fence, page, before }: CheckpointsOf): Checkpoints {
  let saved = deps.clock();
  /** Of a browser that has crashed meanwhile the last known state is better than none. */
  let lastPage = before;
  const save = async (state: RunState): Promise<void> => {
    saved = deps.clock();
    try {
      const pageState = await page.saveState().catch((error: unknown) => {
        deps.log('warn', 'the page could not be saved', { taskId: task.taskId, error: String(error) });
        return lastPage;
      });
      lastPage = pageState;
      const content = { run: snapshotOf(state), ...(pageState === undefined ? {} : { page: pageState }) };
      await saveCheckpoint(deps, { task, fence, step: state.step }, content);
    } catch (error) {
      // Without one the next worker goes on from the events; but a worker that lost its lease must stop.
      if (isErrandError(error, 'task.lease-lost') || isErrandError(error, 'task.finished')) throw error;
      deps.log('warn', 'no checkpoint was saved', { taskId: task.taskId, error: String(error) });
    }
  };
  return { save, afterStep: async state => (deps.clock() - saved >= EVERY_MS ? save(state) : undefined) };
}
