/** What a task's person has said to it in mid-run, from its events: the task itself only counts them. Tells nobody. */

import { readTaskEvents } from './resume.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** Those after the first `known`, in order. */
export async function readInstructions(deps: WorkerDeps, taskId: string, known: number): Promise<readonly string[]> {
  const events = await readTaskEvents(deps, taskId);
  return events.flatMap(event => (event.type === 'instruction.added' ? [event.data.text] : [])).slice(known);
}
