/** One errand from the terminal: say it, show the proposal, ask, follow the steps, show the result. Speaks only to the API. */

import type { Client } from '../api/client.ts';
import { ApiError } from '../api/client.ts';
import type { Approval } from '../domain/approval.ts';
import type { Artifact } from '../domain/artifact.ts';
import type { Vision } from '../domain/consent.ts';
import type { Stored, TaskEvent } from '../domain/events.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { TaskResult } from '../domain/result.ts';
import type { Terminal } from './terminal.ts';

export interface Asked {
  readonly text: string;
  readonly yes: boolean;
  readonly vision?: Vision;
}

export type ErrandEnd =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'ended'; readonly result: TaskResult; readonly taskId: string };

/** Throws `ApiError`. */
export async function runErrand(client: Client, asked: Asked, terminal: Terminal): Promise<ErrandEnd> {
  const { session } = await client.call('POST /sessions', { body: {} });
  const at = { sessionId: session.sessionId };
  let said = await client.call('POST /sessions/{sessionId}/messages', { params: at, body: { text: asked.text } });
  // The agent may have a question before it can propose.
  while (said.proposal === undefined) {
    const text = said.reply?.text ?? 'The agent said nothing.';
    terminal.message(text);
    const answer = asked.yes ? undefined : await terminal.ask('> ');
    if (answer === undefined || answer.trim() === '') return { kind: 'refused', why: text };
    said = await client.call('POST /sessions/{sessionId}/messages', { params: at, body: { text: answer } });
  }
  const { proposal } = said;
  terminal.proposal(proposal);
  if (!(await agrees(asked, terminal))) {
    await client.call('POST /sessions/{sessionId}/proposals/{proposalId}/decline', {
      params: { ...at, proposalId: proposal.proposalId },
      body: {},
    });
    return { kind: 'refused', why: 'You said no; nothing was run.' };
  }
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', {
    params: at,
    body: consentOf(proposal, asked),
  });
  terminal.onInterrupt(async () => {
    await client
      .call('POST /tasks/{taskId}/cancel', { params: { taskId: task.taskId }, body: {} })
      .catch(ignoreFinished);
  });
  const result = await follow(client, { taskId: task.taskId, sessionId: session.sessionId }, terminal);
  const { items } = await client.call('GET /tasks/{taskId}/artifacts', { params: { taskId: task.taskId } });
  terminal.result(result, await linksOf(client, items));
  return { kind: 'ended', result, taskId: task.taskId };
}

function consentOf({ proposalId, digest }: Proposal, { vision }: Asked) {
  return { proposalId, digest, ...(vision === undefined ? {} : { vision }) };
}

async function agrees(asked: Asked, terminal: Terminal): Promise<boolean> {
  if (asked.yes) return true;
  return /^(y|yes)$/i.test((await terminal.ask('Do it? y/N ')).trim());
}

async function follow(
  client: Client,
  of: { taskId: string; sessionId: string },
  terminal: Terminal,
): Promise<TaskResult> {
  for await (const event of client.followEvents(`task/${of.taskId}`)) {
    const seen = event as Stored<TaskEvent>;
    terminal.event(seen);
    if (seen.type === 'task.finished') return seen.data.result;
    if (seen.type === 'approval.asked') await decide(client, seen.data.approval, terminal);
    if (seen.type === 'question.asked') {
      const text = await terminal.ask('your answer: ');
      await client.call('POST /sessions/{sessionId}/messages', { params: { sessionId: of.sessionId }, body: { text } });
    }
  }
  throw new Error(`The events of task ${of.taskId} ended without task.finished.`);
}

/** Never by `--yes`: that was a yes to the proposal, and this is about one act. Whatever is no yes is a no. */
async function decide(client: Client, { approvalId, digest }: Approval, terminal: Terminal): Promise<void> {
  const answer = (await terminal.ask('Do just this? y/N, a for all of this kind here: ')).trim();
  const reach = /^(a|all)$/i.test(answer) ? 'kind' : /^(y|yes)$/i.test(answer) ? 'once' : undefined;
  const reason = answer === '' || /^(n|no)$/i.test(answer) ? {} : { reason: answer.slice(0, 500) };
  const body =
    reach === undefined
      ? ({ decision: 'deny', ...reason } as const)
      : ({ decision: 'approve', digest, reach } as const);
  await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body });
}

export interface LinkedArtifact {
  readonly artifact: Artifact;
  readonly url: string;
}

/** Screenshots of steps are many; the console shows them. Here: what a person would open. */
async function linksOf(client: Client, artifacts: readonly Artifact[]): Promise<readonly LinkedArtifact[]> {
  const shown = artifacts.filter(({ kind, name }) => kind !== 'screenshot' || name.startsWith('picture-'));
  return Promise.all(
    shown.map(async artifact => {
      const { url } = await client.call('GET /artifacts/{artifactId}', { params: { artifactId: artifact.artifactId } });
      return { artifact, url };
    }),
  );
}

function ignoreFinished(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
