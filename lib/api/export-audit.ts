/** The audit of one task as JSON lines: its conversation's chain and its own, each to its head. Changes nothing. */

import { type AuditLine, auditLineOf, type ChainedEvent, isShownInAudit, writeLines } from '../domain/audit-line.ts';
import { sessionStream, taskStream } from '../domain/ids.ts';
import type { Task } from '../domain/task.ts';
import { type ReadChain, readChain } from '../store/read-chain.ts';
import type { Store } from '../store/store.ts';

/** The caller has read the task, and so checked whose it is. */
export async function exportAudit(store: Store, task: Task): Promise<string> {
  const session = sessionStream(task.sessionId);
  const own = taskStream(task.taskId);
  const [conversation, run] = await Promise.all([readChain(store, session), readChain(store, own)]);
  return writeLines([
    ...linesOf(session, conversation, ({ event }) => isShownInAudit(event) && isAbout(event, task)),
    ...linesOf(own, run, ({ event }) => isShownInAudit(event)),
  ]);
}

function linesOf(stream: string, { events, head }: ReadChain, isShown: (one: ChainedEvent) => boolean): AuditLine[] {
  return [...events.map(one => auditLineOf(one, isShown(one))), { v: 1, stream, head }];
}

/** A conversation may have had other proposals and other tasks: they are in its chain and not in this audit. */
function isAbout({ data }: ChainedEvent['event'], { taskId, consent }: Task): boolean {
  const named = JSON.stringify(data);
  return named.includes(JSON.stringify(consent.proposalId)) || named.includes(JSON.stringify(taskId));
}
