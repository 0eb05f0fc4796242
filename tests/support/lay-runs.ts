/** Tasks of every kind laid straight into a local cloud's table, for lists of them: none is ever begun by a worker. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { giveConsent } from '../../lib/domain/consent.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { approvalIdOf } from '../../lib/domain/ids.ts';
import type { Priority } from '../../lib/domain/priority.ts';
import { makeProposal } from '../../lib/domain/proposal.ts';
import { createSession } from '../../lib/domain/session.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import { makeIds } from '../../lib/machine.ts';
import { changeSession, changeTask, changeTaskAndSession, createSessionStream } from '../../lib/store/change.ts';
import { dayKey } from '../../lib/store/keys.ts';
import { takeLease } from '../../lib/store/lease.ts';
import { dayCounters } from '../../lib/store/quota.ts';
import { documentClient, type Store } from '../../lib/store/store.ts';

export interface RunWish {
  readonly title: string;
  readonly site?: string;
  readonly end: 'completed' | 'failed' | 'cancelled' | 'running' | 'waiting';
  readonly priority?: Priority;
  /** How long ago it was consented to. */
  readonly agoMs?: number;
  readonly steps?: number;
  readonly usd?: number;
}

/** The one of the local cloud that was started in this process. */
function connect(clock: () => number): Store {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '';
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return { db: documentClient(client), table: process.env.ERRAND_TABLE ?? '', clock };
}

const ids = makeIds();
const TOOK_MS = 83_000;
/** Until then the cloud's own worker leaves it alone; it is taken here by a clock that is past it. */
const REST_MS = 3_600_000;

export async function layRun(ownerId: string, wish: RunWish): Promise<Task> {
  const { title, site = 'shop.test', end, priority = 'normal', agoMs = 0, steps = 4, usd = 0 } = wish;
  const at = Date.now() - agoMs;
  const store = connect(() => at);
  const sessionId = ids('session');
  const session = createSession({ sessionId, ownerId, title, now: at });
  await createSessionStream(store, session, [{ type: 'session.created', data: { title } }]);
  const terms = {
    title,
    instruction: `Go to ${site}. ${title}.`,
    startUrl: `https://${site}/`,
    plan: ['Open the site', title],
    scope: {
      sites: [site, 'example.org'],
      verbs: ['read' as const, 'navigate' as const],
      budget: { steps: 20, seconds: 300, tokens: 100_000, usd: 0.5, bytes: 50_000_000 },
    },
    estimate: { steps: 4, seconds: 30, usd: 0.01 },
    model: 'offline',
    expiresAt: new Date(at + 1_800_000).toISOString(),
  };
  const proposal = makeProposal(terms, { proposalId: ids('proposal'), sessionId, now: at });
  await changeSession(store, { ownerId, sessionId }, () => [{ type: 'proposal.made', data: { proposal } }]);
  const taskId = ids('task');
  const notBefore = new Date(Date.now() + REST_MS).toISOString();
  const { digest } = proposal;
  const given = { digest, by: 'request' as const, priority, ownerId, consentId: ids('consent'), taskId, now: at };
  const consent = giveConsent(proposal, given);
  await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
    session: [{ type: 'consent.given', data: { consent } }],
    task: [{ type: 'task.queued', data: { taskId, reason: 'consented', notBefore } }],
    createTask: createTask(proposal, consent),
  }));
  await takeLease(
    connect(() => Date.now() + 2 * REST_MS),
    taskId,
    { workerId: 'test', leaseMs: 600_000 },
  );
  const late = connect(() => at + TOOK_MS);
  const add = async (...events: TaskEvent[]): Promise<Task> => (await changeTask(late, taskId, () => events)).task;
  const usage = { inputTokens: 900, outputTokens: 60, usd: usd / steps };
  const decided = (step: number): TaskEvent => ({
    type: 'step.decided',
    data: { step, reasoning: 'It is next.', actions: ['click'], model: 'offline', usage, ms: 12 },
  });
  const run = await add(...Array.from({ length: steps }, (_, index) => decided(index + 1)));
  if (end === 'running') return run;
  if (end === 'waiting') return add(approvalAsked(taskId, steps, digest));
  const summary = `${title}: ${end}.`;
  await changeTaskAndSession(late, { taskId, sessionId, ownerId }, () => ({
    task: [{ type: 'task.finished', data: { result: { status: end, summary, evidence: 'none', evidenceNotes: [] } } }],
    session: [{ type: 'task.reported', data: { taskId, status: end } }],
  }));
  return run;
}

function approvalAsked(taskId: string, step: number, digest: string): TaskEvent {
  return {
    type: 'approval.asked',
    data: {
      approval: {
        approvalId: approvalIdOf(taskId, ids('approval')),
        step,
        verb: 'pay',
        site: 'shop.test',
        pageUrl: 'https://shop.test/checkout',
        description: 'click button "Place order"',
        action: { kind: 'click', ref: 'e1', target: { ref: 'e1', role: 'button', name: 'Place order' } },
        values: [{ label: 'Name', value: 'Ann Lee' }],
        more: 0,
        digest,
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    },
  };
}

export interface DayWish {
  /** Such as `2026-11-21`, in UTC. */
  readonly day: string;
  readonly tasks: number;
  readonly usd: number;
  readonly reservedUsd?: number;
  readonly tokens?: number;
  readonly steps?: number;
  readonly seconds?: number;
}

/** Adds to what the table keeps of one day, as the ends of tasks do. */
export async function layDay(ownerId: string, wish: DayWish): Promise<void> {
  const { day, tasks, usd, reservedUsd = 0, tokens = 0, steps = 0, seconds = 0 } = wish;
  const store = connect(Date.now);
  const spent = Math.round(usd * 1e6);
  const used = `${dayCounters.tokens} :tokens, ${dayCounters.steps} :steps, ${dayCounters.seconds} :seconds`;
  await store.db.send(
    new UpdateCommand({
      TableName: store.table,
      Key: dayKey(ownerId, day),
      UpdateExpression: `ADD tasks :tasks, micros :micros, spentMicros :spent, ${used}`,
      ExpressionAttributeValues: {
        ':tasks': tasks,
        ':micros': spent + Math.round(reservedUsd * 1e6),
        ':spent': spent,
        ':tokens': tokens,
        ':steps': steps,
        ':seconds': seconds,
      },
    }),
  );
}
