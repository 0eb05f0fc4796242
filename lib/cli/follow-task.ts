/** Follows a running task in the terminal to its end: shows its events, and asks where it waits for a person. Speaks only to the API. */

import { ApiError, type Client } from '../api/client.ts';
import type { Approval } from '../domain/approval.ts';
import type { Stored, TaskEvent } from '../domain/events.ts';
import type { TaskResult } from '../domain/result.ts';
import { decideOnBudget, waitForSecret } from './answer-asks.ts';
import type { Terminal } from './terminal.ts';

interface Running {
  readonly taskId: string;
  readonly sessionId: string;
}

/** Throws `ApiError`. */
export async function followTask(client: Client, of: Running, terminal: Terminal): Promise<TaskResult> {
  for await (const event of client.followEvents(`task/${of.taskId}`)) {
    const seen = event as Stored<TaskEvent>;
    terminal.event(seen);
    if (seen.type === 'task.finished') return seen.data.result;
    if (seen.type === 'approval.asked') await decide(client, seen.data.approval, terminal);
    if (seen.type === 'budget.reached') await decideOnBudget(client, { ...of, ask: seen.data }, terminal);
    if (seen.type === 'secret.needed') await waitForSecret(client, { ...of, needed: seen.data }, terminal);
    if (seen.type === 'question.asked') await answer(client, of, terminal);
  }
  throw new Error(`The events of task ${of.taskId} ended without task.finished.`);
}

/** An empty line is no answer. Where nobody is left who could give one, the task would wait for a week. */
async function answer(client: Client, { taskId, sessionId }: Running, terminal: Terminal): Promise<void> {
  for (;;) {
    const text = await terminal.ask('your answer: ');
    if (terminal.interrupted.aborted) return;
    if (text === undefined) {
      terminal.note('Nobody is here to answer, so the task is cancelled.');
      return cancelTask(client, taskId, terminal);
    }
    if (text.trim() === '') continue;
    await client.call('POST /sessions/{sessionId}/messages', { params: { sessionId }, body: { text } });
    return;
  }
}

/**
 * Never by `--yes`, nor by what a pipe said before: that was a yes to the proposal, and this is about one act. Whatever is
 * no yes is a no.
 */
async function decide(client: Client, { approvalId, digest }: Approval, terminal: Terminal): Promise<void> {
  const said = (await terminal.ask('Do just this? y/N, a for all of this kind here: ', 'anew'))?.trim() ?? '';
  if (terminal.interrupted.aborted) return;
  const reach = /^(a|all)$/i.test(said) ? 'kind' : /^(y|yes)$/i.test(said) ? 'once' : undefined;
  const reason = said === '' || /^(n|no)$/i.test(said) ? {} : { reason: said.slice(0, 500) };
  const body =
    reach === undefined
      ? ({ decision: 'deny', ...reason } as const)
      : ({ decision: 'approve', digest, reach } as const);
  await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body }).catch((error: unknown) => {
    // Decided in the console meanwhile, or too late: the task goes on without this answer, and says how.
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    terminal.note(`Your answer changed nothing: ${error.problem?.detail ?? error.message}`);
  });
}

/** Says so where it did not get through. */
export async function cancelTask(client: Client, taskId: string, terminal: Terminal): Promise<void> {
  try {
    await client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} });
  } catch (error) {
    // It had ended by itself: its last event says how.
    if (error instanceof ApiError && error.code === 'task.finished') return;
    const why = error instanceof Error ? error.message : String(error);
    terminal.note(`The task could not be cancelled and may go on: ${why}`);
  }
}
