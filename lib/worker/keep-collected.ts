/** Saves what a parked run had collected where a worker takes it up only to end it. Opens no browser, and does not keep the end from coming. */

import { failure } from '../agent/endings.ts';
import { isErrandError } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { isTransient } from '../domain/retry.ts';
import { loadCheckpoint } from './checkpoints.ts';
import { openJournal } from './journal.ts';
import { mayRetry } from './retry-task.ts';
import type { Run, RunEnd } from './run-in-browser.ts';
import { saveData } from './save-results.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** As a worker ends that waits in place. Where the bucket is away, a run that its person ended is taken up again. */
export async function keepCollected(deps: WorkerDeps, run: Run, over: TaskResult): Promise<RunEnd> {
  const ended = { kind: 'ended', result: over } as const;
  const { task, fence, signal } = run;
  const { taskId, ownerId } = task;
  if (over.code !== 'budget.exceeded' && over.code !== 'secret.missing') return ended;
  try {
    const checkpoint = await loadCheckpoint(deps, task, signal);
    if (checkpoint === undefined || checkpoint.run.datasets.length === 0) return ended;
    const { datasets, step } = checkpoint.run;
    await saveData(openJournal(deps, { taskId, ownerId, fence, signal }), { datasets, step });
    const { summary } = failure(over.code, over.detail ?? '', { datasets });
    return { kind: 'ended', result: { ...over, summary } };
  } catch (error) {
    if (!isErrandError(error) || !isTransient(error.code)) throw error;
    const isDecided = task.budgetDecision?.kind === 'declined';
    return isDecided && mayRetry(task) ? { kind: 'interrupted', code: error.code, detail: error.detail } : ended;
  }
}
