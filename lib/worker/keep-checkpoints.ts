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
  /** Of a page that has crashed: as it was saved last. */
  readonly saveCrashed: (state: RunState) => Promise<void>;
}

/** A worker that dies loses at most so much of what the model was told; what it did is in the events anyway. */
const EVERY_MS = 5_000;

export function keepCheckpoints(deps: WorkerDeps, { task, fence, page, before }: CheckpointsOf): Checkpoints {
  let saved = deps.steady();
  /** Of a browser that has crashed meanwhile, if nothing was done since. */
  let last = before === undefined ? undefined : { page: before, step: task.steps };
  const readPage = async ({ step }: RunState): Promise<PageState | undefined> => {
    try {
      const read = await page.saveState();
      last = { page: read, step };
      return read;
    } catch (error) {
      deps.log('warn', 'the page could not be saved', { taskId: task.taskId, error: String(error) });
      return asOf(last, step);
    }
  };
  const save = async (state: RunState, read = readPage): Promise<void> => {
    saved = deps.steady();
    try {
      const pageState = await read(state);
      // A run with the page of an earlier step would go on from where nothing it did is there: the checkpoint of that step is better.
      if (pageState === undefined) return;
      const content = { run: snapshotOf(state), page: pageState };
      await saveCheckpoint(deps, { task, fence, step: state.step }, content);
    } catch (error) {
      // Without one the next worker goes on from the events; but a worker that lost its lease must stop.
      if (isErrandError(error, 'task.lease-lost') || isErrandError(error, 'task.finished')) throw error;
      deps.log('warn', 'no checkpoint was saved', { taskId: task.taskId, error: String(error) });
    }
  };
  return {
    save: state => save(state),
    saveCrashed: state => save(state, async () => asOf(last, state.step)),
    afterStep: async state => (deps.steady() - saved >= EVERY_MS ? save(state) : undefined),
  };
}

const asOf = (last: { page: PageState; step: number } | undefined, step: number): PageState | undefined =>
  last?.step === step ? last.page : undefined;
