/** One errand from the terminal: say it, show the proposal, ask, follow the steps, show the result. Speaks only to the API. */

import type { Client } from '../api/client.ts';
import type { Artifact } from '../domain/artifact.ts';
import type { Vision } from '../domain/consent.ts';
import type { Priority } from '../domain/priority.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { TaskResult } from '../domain/result.ts';
import { cancelTask, followTask } from './follow-task.ts';
import { sayPatiently } from './say-patiently.ts';
import type { Terminal } from './terminal.ts';

export interface Asked {
  readonly text: string;
  readonly yes: boolean;
  readonly vision?: Vision;
  readonly priority?: Priority;
}

export type ErrandEnd =
  /** Ctrl-C came before anything ran. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'ended'; readonly result: TaskResult; readonly taskId: string };

/** Throws `ApiError`. */
export async function runErrand(client: Client, asked: Asked, terminal: Terminal): Promise<ErrandEnd> {
  const agreed = await agree(client, asked, terminal).catch((error: unknown) => {
    if (terminal.interrupted.aborted) return { kind: 'interrupted' } as const;
    throw error;
  });
  if (agreed.kind !== 'agreed') return agreed;
  const { sessionId, proposal } = agreed;
  const body = consentOf(proposal, asked);
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params: { sessionId }, body });
  const { taskId } = task;
  const cancel = (): void => void cancelTask(client, taskId, terminal);
  if (terminal.interrupted.aborted) cancel();
  else terminal.interrupted.addEventListener('abort', cancel, { once: true });
  const result = await followTask(client, { taskId, sessionId }, terminal);
  const { items } = await client.call('GET /tasks/{taskId}/artifacts', { params: { taskId } });
  terminal.result(result, await linksOf(client, items));
  return { kind: 'ended', result, taskId };
}

type Agreed =
  | Exclude<ErrandEnd, { kind: 'ended' }>
  | { readonly kind: 'agreed'; readonly sessionId: string; readonly proposal: Proposal };

async function agree(client: Client, asked: Asked, terminal: Terminal): Promise<Agreed> {
  const signal = terminal.interrupted;
  const { session } = await client.call('POST /sessions', { body: {}, signal });
  const params = { sessionId: session.sessionId };
  const say = (text: string) => sayPatiently(client, { ...params, text }, terminal);
  let said = await say(asked.text);
  // The agent may have a question before it can propose.
  while (said.proposal === undefined) {
    const text = said.reply?.text ?? 'The agent said nothing.';
    terminal.message(text);
    const answer = asked.yes ? undefined : await terminal.ask('> ');
    if (signal.aborted) return { kind: 'interrupted' };
    if (answer === undefined || answer.trim() === '') return { kind: 'refused', why: text };
    said = await say(answer);
  }
  const { proposal } = said;
  terminal.proposal(proposal);
  if (await agrees(asked, terminal)) return { kind: 'agreed', ...params, proposal };
  await client.call('POST /sessions/{sessionId}/proposals/{proposalId}/decline', {
    params: { ...params, proposalId: proposal.proposalId },
    body: {},
  });
  return signal.aborted ? { kind: 'interrupted' } : { kind: 'refused', why: 'You said no; nothing was run.' };
}

function consentOf({ proposalId, digest }: Proposal, { vision, priority }: Asked) {
  return {
    proposalId,
    digest,
    ...(vision === undefined ? {} : { vision }),
    ...(priority === undefined ? {} : { priority }),
  };
}

async function agrees(asked: Asked, terminal: Terminal): Promise<boolean> {
  if (asked.yes) return !terminal.interrupted.aborted;
  return /^(y|yes)$/i.test((await terminal.ask('Do it? y/N '))?.trim() ?? '');
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
