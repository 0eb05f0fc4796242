/** The whole local cloud for a test, on a data folder of its own, with a typed client. One in a test file: handlers connect once a process. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '../../lib/api/client.ts';
import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { type Local, startLocal } from '../../lib/local/start-local.ts';

export interface TestCloud {
  readonly local: Local;
  readonly client: Client;
  close(): Promise<void>;
}

export async function startTestCloud(
  env: Readonly<Record<string, string>>,
  functionLog: (line: string) => void = () => {},
): Promise<TestCloud> {
  const dataDir = await mkdtemp(join(tmpdir(), 'errand-test-'));
  const local = await startLocal({ dataDir, port: 0, env: { ...base(), ...env }, workers: 1, functionLog });
  return {
    local,
    client: createClient({ baseUrl: local.url, token: local.token }),
    async close() {
      await local.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a process needs of this machine; no key of a real model endpoint gets into a test. */
const base = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'CHROME_PATH'].flatMap(name =>
      process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']],
    ),
  );

export interface Done {
  readonly proposal: Proposal;
  readonly taskId: string;
  readonly sessionId: string;
  readonly events: readonly Stored<TaskEvent>[];
  readonly result: TaskResult;
}

/** What is said to an approval. Where a test says nothing, an approval is one that it did not expect. */
export type Decide = (approval: Approval) => Promise<SentApproval> | SentApproval;

export type SentApproval =
  | { readonly decision: 'approve'; readonly digest: string; readonly reach?: Reach }
  | { readonly decision: 'deny'; readonly reason?: string };

/** Says it and agrees to it; does not wait for what comes of it. */
export async function beginErrand(
  client: Client,
  text: string,
): Promise<{ readonly proposal: Proposal; readonly taskId: string; readonly sessionId: string }> {
  const { session } = await client.call('POST /sessions', { body: {} });
  const { sessionId } = session;
  const said = await client.call('POST /sessions/{sessionId}/messages', { params: { sessionId }, body: { text } });
  if (said.proposal === undefined) throw new Error(`No proposal was made: ${said.reply?.text}`);
  const { proposalId, digest } = said.proposal;
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', {
    params: { sessionId },
    body: { proposalId, digest },
  });
  return { proposal: said.proposal, taskId: task.taskId, sessionId };
}

/** Says it, agrees to it, and follows it to its end. */
export async function doErrand(client: Client, text: string, decide?: Decide): Promise<Done> {
  const begun = await beginErrand(client, text);
  const events = await followToEnd(client, begun.taskId, decide);
  const last = events.at(-1);
  if (last?.type !== 'task.finished') throw new Error('The last event is not task.finished.');
  return { ...begun, events, result: last.data.result };
}

export async function followToEnd(
  client: Client,
  taskId: string,
  decide?: Decide | 'decided-elsewhere',
): Promise<readonly Stored<TaskEvent>[]> {
  const events: Stored<TaskEvent>[] = [];
  for await (const event of client.followEvents(`task/${taskId}`)) {
    events.push(event as Stored<TaskEvent>);
    if (event.type === 'approval.asked' && decide !== 'decided-elsewhere') {
      const { approval } = event.data;
      if (decide === undefined) throw new Error(`An approval was asked for: ${approval.description}`);
      const { approvalId } = approval;
      await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body: await decide(approval) });
    }
    // As nobody could be asked.
    if (event.type === 'budget.reached' && decide !== 'decided-elsewhere')
      await client.call('POST /tasks/{taskId}/budget', {
        params: { taskId },
        body: { digest: event.data.digest, decision: 'end' },
      });
    if (event.type === 'secret.needed' && decide !== 'decided-elsewhere')
      await client.call('POST /tasks/{taskId}/secret-needed', { params: { taskId }, body: { decision: 'skip' } });
    if (event.type === 'task.finished') break;
  }
  return events;
}

/** The bytes of a task's artifact by its name, through its short-lived link. */
export async function readArtifactText(client: Client, taskId: string, name: string): Promise<string> {
  const { items } = await client.call('GET /tasks/{taskId}/artifacts', { params: { taskId } });
  const found = items.find(artifact => artifact.name === name);
  if (found === undefined)
    throw new Error(`There is no artifact ${name}; there are ${items.map(artifact => artifact.name).join(', ')}.`);
  const { url } = await client.call('GET /artifacts/{artifactId}', { params: { artifactId: found.artifactId } });
  return (await fetch(url)).text();
}
