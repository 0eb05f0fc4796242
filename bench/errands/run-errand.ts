/** Says an errand, agrees to it, follows it to its end and holds what it left against its check. */

import type { Client } from '../../lib/api/client.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { SiteRequest } from '../../tests/sites/start-site.ts';
import type { Errand, Finding, Seen, SiteKey } from './errand.ts';
import { readCsv } from './read-csv.ts';
import type { Stood } from './stage.ts';

export interface Verdict {
  readonly id: string;
  /** What does not hold; empty where the errand ended right. */
  readonly wrong: readonly string[];
  readonly summary: string;
  readonly status: string;
  readonly steps: number;
  readonly tokens: number;
  readonly seconds: number;
  /** Of each step: what the model said it does. */
  readonly said: readonly string[];
}

/** An errand that takes longer is cancelled, and wrong. */
const MAX_SECONDS = 150;

export async function runErrand(
  client: Client,
  sites: Readonly<Record<SiteKey, Stood>>,
  errand: Errand,
): Promise<Verdict> {
  const start = performance.now();
  const before = perSite(key => sites[key].requests.length);
  const text = errand.says(perSite(key => sites[key].url));
  const { session } = await client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const said = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  if (said.proposal === undefined) {
    const summary = said.reply?.text.split('\n')[0] ?? 'no answer';
    return {
      id: errand.id,
      wrong: [`no proposal: ${summary}`],
      summary,
      status: '–',
      steps: 0,
      tokens: 0,
      seconds: 0,
      said: [],
    };
  }
  const { proposalId, digest } = said.proposal;
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  const events = await follow(client, { taskId: task.taskId, sessionId: session.sessionId, answer: errand.answer });
  const log = perSite(key => sites[key].requests.slice(before[key]));
  const seen = await lookAt(client, task.taskId, { events, log });
  const wrong = errand.check(seen).flatMap(([what, holds]: Finding) => (holds ? [] : [what]));
  const decided = events.filter(event => event.type === 'step.decided');
  const spent = (await client.call('GET /tasks/{taskId}', { params: { taskId: task.taskId } })).task.spent;
  return {
    id: errand.id,
    wrong,
    summary: seen.result.summary,
    status: seen.result.status,
    steps: decided.length,
    tokens: spent.tokens,
    seconds: (performance.now() - start) / 1_000,
    said: decided.map(event => event.data.reasoning),
  };
}

async function follow(
  client: Client,
  { taskId, sessionId, answer }: { taskId: string; sessionId: string; answer: string | undefined },
): Promise<readonly Stored<TaskEvent>[]> {
  const events: Stored<TaskEvent>[] = [];
  const cancel = setTimeout(
    () => void client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} }).catch(() => undefined),
    MAX_SECONDS * 1_000,
  );
  try {
    for await (const event of client.followEvents(`task/${taskId}`)) {
      events.push(event);
      if (event.type === 'approval.asked') {
        const { approvalId, digest } = event.data.approval;
        const body = { decision: 'approve', digest, reach: 'once' } as const;
        await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body });
      }
      if (event.type === 'budget.reached')
        await client.call('POST /tasks/{taskId}/budget', {
          params: { taskId },
          body: { digest: event.data.digest, decision: 'end' },
        });
      if (event.type === 'secret.needed')
        await client.call('POST /tasks/{taskId}/secret-needed', { params: { taskId }, body: { decision: 'skip' } });
      if (event.type === 'question.asked')
        await client.call('POST /sessions/{sessionId}/messages', {
          params: { sessionId },
          body: { text: answer ?? 'I do not know.' },
        });
      if (event.type === 'task.finished') break;
    }
  } finally {
    clearTimeout(cancel);
  }
  return events;
}

async function lookAt(
  client: Client,
  taskId: string,
  { events, log }: { events: readonly Stored<TaskEvent>[]; log: Readonly<Record<SiteKey, readonly SiteRequest[]>> },
): Promise<Seen> {
  const last = events.at(-1);
  if (last?.type !== 'task.finished') throw new Error(`${taskId} did not finish.`);
  const { items } = await client.call('GET /tasks/{taskId}/artifacts', { params: { taskId } });
  const files = (kind: string): readonly string[] =>
    items.filter(artifact => artifact.kind === kind).map(artifact => artifact.name);
  // Single answers are kept as a CSV of their own, which is not what an errand collects.
  const csvs = items.filter(artifact => artifact.kind === 'data-csv' && artifact.name !== 'answers.csv');
  const [only] = csvs.length === 1 ? csvs : [];
  const url =
    only && (await client.call('GET /artifacts/{artifactId}', { params: { artifactId: only.artifactId } })).url;
  const csv = url === undefined ? [] : readCsv(await (await fetch(url)).text());
  return { result: last.data.result, events, log, files, csv };
}

const perSite = <T>(of: (key: SiteKey) => T): Readonly<Record<SiteKey, T>> => ({
  shop: of('shop'),
  forms: of('forms'),
  data: of('data'),
  news: of('news'),
  parish: of('parish'),
});
