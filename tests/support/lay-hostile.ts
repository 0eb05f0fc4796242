/** A conversation in which every word that a page, a model or a person could choose is hostile, laid straight into a local cloud's table. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { putArtifact } from '../../lib/artifacts/put-artifact.ts';
import type { Action } from '../../lib/domain/action.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { giveConsent } from '../../lib/domain/consent.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { approvalIdOf, artifactIdOf } from '../../lib/domain/ids.ts';
import { makeProposal, type Proposal } from '../../lib/domain/proposal.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { createSession } from '../../lib/domain/session.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import { makeIds } from '../../lib/machine.ts';
import { recordArtifact } from '../../lib/store/artifacts.ts';
import { changeSession, changeTask, changeTaskAndSession, createSessionStream } from '../../lib/store/change.ts';
import { takeLease } from '../../lib/store/lease.ts';
import { documentClient, type Store } from '../../lib/store/store.ts';

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

const ids = makeIds();
const now = (): string => new Date().toISOString();

export interface Laid {
  readonly sessionId: string;
  readonly proposal: Proposal;
}

export type Words = (label: string) => string;

/** Only what is shown is hostile: ids and digests are ours. */
export async function layProposal(ownerId: string, words: Words, sites: readonly string[]): Promise<Laid> {
  const { store } = connect();
  const sessionId = ids('session');
  const session = createSession({ sessionId, ownerId, title: words('title'), now: Date.now() });
  await createSessionStream(store, session, [{ type: 'session.created', data: { title: words('title') } }]);
  const proposal = makeProposal(
    {
      title: words('proposal'),
      instruction: words('instruction'),
      startUrl: `https://${sites[0] ?? ''}/?q=${words('url')}`,
      plan: [words('plan'), words('plan')],
      scope: {
        sites: [...sites],
        verbs: ['read', 'navigate', 'input', 'download', 'pay'],
        budget: { steps: 20, seconds: 300, tokens: 100_000, usd: 0.5, bytes: 50_000_000 },
        secrets: ['shop-password', words('secret')],
      },
      estimate: { steps: 4, seconds: 30, usd: 0.01 },
      model: words('model'),
      expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
    },
    { proposalId: ids('proposal'), sessionId, now: Date.now() },
  );
  const message = (role: 'user' | 'assistant' | 'system', origin: 'person' | 'chat' | 'code') => ({
    type: 'message.added' as const,
    data: { message: { messageId: ids('message'), role, origin, text: words(role), at: now() } },
  });
  await changeSession(store, { ownerId, sessionId }, () => [
    message('user', 'person'),
    message('assistant', 'chat'),
    message('system', 'code'),
    { type: 'proposal.made', data: { proposal } },
  ]);
  return { sessionId, proposal };
}

export interface LaidFile extends Pick<Artifact, 'kind' | 'mediaType'> {
  readonly bytes: Uint8Array;
}

/** To its end, or up to an approval that waits. */
export async function layTask(
  ownerId: string,
  { sessionId, proposal }: Laid,
  { words, files, until }: { words: Words; files: readonly LaidFile[]; until: 'approval' | 'end' },
): Promise<readonly string[]> {
  const { store, bucket } = connect();
  const taskId = ids('task');
  const { digest } = proposal;
  const consent = giveConsent(proposal, {
    digest,
    by: 'request',
    ownerId,
    consentId: ids('consent'),
    taskId,
    now: Date.now(),
  });
  await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
    session: [{ type: 'consent.given', data: { consent } }],
    task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
    createTask: createTask(proposal, consent),
  }));
  await takeLease(store, taskId, { workerId: 'test', leaseMs: 600_000 });
  const add = async (...events: TaskEvent[]): Promise<Task> => (await changeTask(store, taskId, () => events)).task;
  await add(...stepEvents(words));
  const artifactIds: string[] = [];
  for (const { bytes, ...file } of files) {
    const artifactId = artifactIdOf(taskId, ids('artifact'));
    const name = words(file.kind);
    const artifact = { ...file, name, artifactId, taskId, bytes: bytes.byteLength, step: 1, madeAt: now() };
    await putArtifact(bucket, ownerId, artifact, bytes);
    await recordArtifact(store, artifact);
    artifactIds.push(artifactId);
  }
  await add({
    type: 'approval.asked',
    data: {
      approval: {
        approvalId: approvalIdOf(taskId, ids('approval')),
        step: 2,
        verb: 'pay',
        site: words('site'),
        pageUrl: `https://shop.test/${words('pageUrl')}`,
        description: words('description'),
        action: clickOn(words('button')),
        values: [{ label: words('label'), value: words('value') }],
        more: 3,
        digest,
        ...(artifactIds[0] === undefined ? {} : { screenshotId: artifactIds[0] }),
        expiresAt: new Date(Date.now() + 600_000).toISOString(),
      },
    },
  });
  if (until === 'approval') return artifactIds;
  const { approval } = (await changeTask(store, taskId, () => [])).task;
  await add({
    type: 'approval.denied',
    data: { approvalId: approval?.approvalId ?? '', reason: words('reason') },
  });
  const result: TaskResult = {
    status: 'completed',
    summary: words('summary'),
    evidence: 'verified',
    evidenceNotes: [words('evidence')],
    detail: words('detail'),
  };
  await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
    task: [{ type: 'task.finished', data: { result } }],
    session: [
      {
        type: 'message.added',
        data: {
          message: {
            messageId: ids('message'),
            role: 'assistant',
            origin: 'task',
            text: words('report'),
            taskId,
            at: now(),
          },
        },
      },
      { type: 'task.reported', data: { taskId, status: 'completed' } },
    ],
  }));
  return artifactIds;
}

const clickOn = (name: string): Action => ({ kind: 'click', ref: 'e1', target: { ref: 'e1', role: 'button', name } });

function stepEvents(words: Words): TaskEvent[] {
  const usage = { inputTokens: 10, outputTokens: 5, usd: 0 };
  const step = 1;
  const action = clickOn(words('name'));
  const failed = { ok: false, code: 'scope.site-outside', detail: words('outcome'), hint: words('hint') } as const;
  const questionId = ids('question');
  return [
    { type: 'browser.opened', data: { browser: words('browser'), ms: 1 } },
    {
      type: 'page.observed',
      data: { step, url: `https://shop.test/${words('url')}`, title: words('page-title'), text: words('text'), ms: 1 },
    },
    {
      type: 'step.decided',
      data: { step, reasoning: words('reasoning'), actions: ['click'], model: 'm', usage, ms: 1 },
    },
    { type: 'action.started', data: { step, index: 0, action, verb: 'input', description: words('started') } },
    { type: 'action.finished', data: { step, index: 0, outcome: failed, ms: 1 } },
    {
      type: 'action.refused',
      data: {
        step,
        action: { kind: 'navigate', url: words('navigate') },
        verb: 'navigate',
        code: 'scope.site-outside',
        detail: words('refused'),
      },
    },
    { type: 'answer.malformed', data: { step, detail: words('malformed'), inARow: 1 } },
    { type: 'stuck.noticed', data: { step, detail: words('stuck') } },
    { type: 'suspicion.noticed', data: { step, url: words('suspicious'), quote: words('quote') } },
    { type: 'data.extracted', data: { step, name: words('dataset'), rows: 2, sample: words('sample'), usage } },
    { type: 'secret.used', data: { name: words('used'), origin: words('origin') } },
    {
      type: 'hosts.contacted',
      data: { hosts: [{ host: words('host'), outcome: 'refused', consented: false, why: words('why') }] },
    },
    {
      type: 'question.asked',
      data: { step, questionId, question: words('question'), expiresAt: new Date(Date.now() + 600_000).toISOString() },
    },
    { type: 'question.answered', data: { questionId, messageId: ids('message'), answer: words('answer') } },
  ];
}
