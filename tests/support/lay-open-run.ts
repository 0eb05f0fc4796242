/** A run laid event by event straight into a local cloud's table, as long and as odd as a test wants it. No worker takes part. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startTask } from '../../lib/api/give-consent.ts';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { putArtifact } from '../../lib/artifacts/put-artifact.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { artifactIdOf } from '../../lib/domain/ids.ts';
import { makeProposal } from '../../lib/domain/proposal.ts';
import { localLimits } from '../../lib/domain/quota.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { createSession } from '../../lib/domain/session.ts';
import { makeIds } from '../../lib/machine.ts';
import { recordArtifact } from '../../lib/store/artifacts.ts';
import { changeSession, changeTask, changeTaskAndSession, createSessionStream } from '../../lib/store/change.ts';
import { takeLease } from '../../lib/store/lease.ts';
import { documentClient, type Store } from '../../lib/store/store.ts';
import type { Log } from '../../lib/telemetry/log.ts';

export interface LaidFile extends Pick<Artifact, 'kind' | 'name' | 'mediaType' | 'step'> {
  readonly bytes: Uint8Array;
}

export interface OpenRun {
  readonly taskId: string;
  readonly sessionId: string;
  add(...events: readonly TaskEvent[]): Promise<void>;
  /** Gives its id. */
  addFile(file: LaidFile): Promise<string>;
  finish(result: TaskResult): Promise<void>;
}

const ids = makeIds();
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const now = (): string => new Date().toISOString();
/** A transaction has at most 100 parts. */
const EVENTS_AT_ONCE = 90;

/** Held by a worker that is none, from the start. */
export async function layOpenRun(ownerId: string, title: string): Promise<OpenRun> {
  const { store, bucket } = connect();
  const sessionId = ids('session');
  const proposal = makeProposal(termsOf(title), { proposalId: ids('proposal'), sessionId, now: Date.now() });
  const session = createSession({ sessionId, ownerId, title, now: Date.now() });
  await createSessionStream(store, session, [{ type: 'session.created', data: { title } }]);
  await changeSession(store, { ownerId, sessionId }, () => [{ type: 'proposal.made', data: { proposal } }]);
  const yes = { ownerId, sessionId, proposalId: proposal.proposalId, digest: proposal.digest, by: 'request' } as const;
  const deps = { store, ids, clock: Date.now, limits: localLimits, log, origins: [] };
  const { task } = await startTask(deps, yes, { remember: () => ({}) });
  const { taskId } = task;
  await takeLease(store, taskId, { workerId: 'test', leaseMs: 600_000 });
  return {
    taskId,
    sessionId,
    add: async (...events) => {
      for (let from = 0; from < events.length; from += EVENTS_AT_ONCE)
        await changeTask(store, taskId, () => events.slice(from, from + EVENTS_AT_ONCE));
    },
    addFile: async ({ bytes, ...file }) => {
      const artifactId = artifactIdOf(taskId, ids('artifact'));
      const artifact: Artifact = { ...file, artifactId, taskId, bytes: bytes.byteLength, madeAt: now() };
      await putArtifact(bucket, ownerId, artifact, bytes);
      await recordArtifact(store, artifact);
      return artifactId;
    },
    finish: async result => {
      const message = {
        messageId: ids('message'),
        role: 'assistant',
        origin: 'task',
        text: result.summary,
        taskId,
      } as const;
      await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
        task: [{ type: 'task.finished', data: { result } }],
        session: [
          { type: 'message.added', data: { message: { ...message, at: now() } } },
          { type: 'task.reported', data: { taskId, status: result.status } },
        ],
      }));
    },
  };
}

/** The one of the local cloud that was started in this process: its addresses are in the environment that its functions have. */
function connect(): { store: Store; bucket: ReturnType<typeof openBucket> } {
  const at = (name: string): string => process.env[name] ?? '';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const region = 'us-east-1';
  const client = new DynamoDBClient({ endpoint: at('AWS_ENDPOINT_URL_DYNAMODB'), region, credentials });
  return {
    store: { db: documentClient(client), table: at('ERRAND_TABLE'), clock: Date.now },
    bucket: openBucket({ bucket: at('ERRAND_BUCKET'), endpoint: at('AWS_ENDPOINT_URL_S3'), region, credentials }),
  };
}

const termsOf = (title: string) => ({
  title,
  instruction: 'Open the list of rivers, read every page of it, and say which is the longest.',
  startUrl: 'https://example.com/rivers',
  plan: ['Open the page', 'Read the table'],
  scope: {
    sites: ['example.com'],
    verbs: ['read', 'navigate', 'input'] as ('read' | 'navigate' | 'input')[],
    budget: { steps: 200, seconds: 7_200, tokens: 5_000_000, usd: 5, bytes: 50_000_000 },
    secrets: ['river-password'],
  },
  estimate: { steps: 4, seconds: 30, usd: 0.01 },
  model: 'a-model',
  expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
});

/** What one ordinary step leaves: looked, thought, clicked. */
export function stepEvents(step: number, screenshotId?: string): readonly TaskEvent[] {
  const url = `https://example.com/rivers?page=${step}`;
  const target = {
    ref: 'e7',
    role: 'link',
    name: `Page ${step + 1}`,
    locators: {
      frames: [],
      hosts: [],
      seen: { role: 'link', name: `Page ${step + 1}` },
      candidates: [{ by: 'role' as const, role: 'link', name: `Page ${step + 1}`, unique: true }],
    },
  };
  return [
    {
      type: 'page.observed',
      data: {
        step,
        url,
        title: `Rivers, page ${step}`,
        text: `url "${url}"\ntitle "Rivers, page ${step}"\nmain:\n  heading 1 "Rivers"\n  "River number ${step} is ${step * 11} km long"\n  [e7] link "Page ${step + 1}"`,
        ms: 40,
        ...(screenshotId !== undefined && { screenshotId }),
      },
    },
    {
      type: 'step.decided',
      data: {
        step,
        reasoning: `Page ${step} is read. ${step % 7 === 0 ? 'It has more rivers than the ones before, so it took a longer look at each of them and at what is written beside. ' : ''}The next one is page ${step + 1}.`,
        actions: ['click'],
        model: 'a-model',
        usage: { inputTokens: 900, outputTokens: 60, usd: 0.0004 },
        ms: 700,
      },
    },
    {
      type: 'action.started',
      data: {
        step,
        index: 0,
        action: { kind: 'click', ref: 'e7', target },
        verb: 'navigate',
        description: `click link "Page ${step + 1}"`,
      },
    },
    {
      type: 'action.finished',
      data: { step, index: 0, outcome: { ok: true, effect: 'navigated', url }, ms: 120 },
    },
  ];
}
