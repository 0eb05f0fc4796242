/** The loop's journal on the table and the bucket, under one worker's fence. Bytes first, then the event that names them. */

import type { Answer, Approved, AskedApproval, Journal, NewArtifact } from '../agent/journal.ts';
import type { PageFile } from '../agent/page.ts';
import { PutAway } from '../agent/put-away.ts';
import { getArtifact } from '../artifacts/get-artifact.ts';
import { putArtifact } from '../artifacts/put-artifact.ts';
import { APPROVAL_TTL_MS } from '../domain/approval.ts';
import type { Artifact } from '../domain/artifact.ts';
import { isErrandError } from '../domain/errors.ts';
import { approvalIdOf, artifactIdOf } from '../domain/ids.ts';
import type { Task } from '../domain/task.ts';
import { listArtifacts, recordArtifact } from '../store/artifacts.ts';
import { changeTask } from '../store/change.ts';
import { readTask } from '../store/reads.ts';
import { reachBucket } from './try-again.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface JournalOf {
  readonly taskId: string;
  readonly ownerId: string;
  readonly fence: number;
  readonly signal: AbortSignal;
}

/** How long a question waits for its answer. */
const QUESTION_TTL_MS = 24 * 60 * 60_000;
const ANSWER_POLL_MS = 500;

export interface TaskJournal extends Journal {
  /** Observations that did not fit into their events, by step. */
  readonly whole: ReadonlyMap<number, string>;
}

export function openJournal(deps: WorkerDeps, of: JournalOf): TaskJournal {
  const whole = new Map<number, string>();
  return {
    whole,
    keepWhole: (step, text) => void whole.set(step, text),
    record: async events => (await changeTask(deps.store, of.taskId, () => events, { fence: of.fence })).task,
    saveArtifact: artifact => saveArtifact(deps, of, artifact),
    readFile: name => readFile(deps, of, name),
    askApproval: asked => askApproval(deps, of, asked),
    askPerson: (question, step) => askPerson(deps, of, { question, step }),
  };
}

async function saveArtifact(deps: WorkerDeps, of: JournalOf, { bytes, ...made }: NewArtifact): Promise<string> {
  const artifact: Artifact = {
    ...made,
    artifactId: artifactIdOf(of.taskId, deps.ids('artifact')),
    taskId: of.taskId,
    bytes: bytes.byteLength,
    madeAt: new Date(deps.clock()).toISOString(),
  };
  const put = (): Promise<void> => putArtifact(deps.bucket, of.ownerId, artifact, bytes);
  await (isLeftOut(artifact) ? put() : reachBucket(deps, of.signal, put));
  await recordArtifact(deps.store, artifact, of.fence);
  return artifact.artifactId;
}

/** A picture of a step, or the last page: the run goes on without, and does not wait for it. `picture-…` is one that was asked for. */
const isLeftOut = ({ kind, name }: Artifact): boolean =>
  kind === 'page-html' || kind === 'page-mhtml' || (kind === 'screenshot' && !name.startsWith('picture-'));

async function readFile(deps: WorkerDeps, of: JournalOf, name: string): Promise<PageFile | undefined> {
  const { taskId, ownerId, signal } = of;
  const artifact = (await listArtifacts(deps.store, taskId)).findLast(one => one.name === name);
  if (artifact === undefined) return undefined;
  const bytes = await reachBucket(deps, signal, () => getArtifact(deps.bucket, ownerId, artifact));
  return { name, mediaType: artifact.mediaType, bytes };
}

/** The answer arrives as an event by another writer; the task's own status says so. */
async function askPerson(
  deps: WorkerDeps,
  of: JournalOf,
  { question, step }: { question: string; step: number },
): Promise<Answer> {
  const questionId = deps.ids('question');
  const expires = deps.clock() + QUESTION_TTL_MS;
  const asked = { step, questionId, question, expiresAt: new Date(expires).toISOString() };
  await changeTask(deps.store, of.taskId, () => [{ type: 'question.asked', data: asked }], { fence: of.fence });
  return untilDecided<Answer>(deps, of, {
    reason: 'question',
    expires,
    read: ({ status, answer }) =>
      status === 'running' && answer?.questionId === questionId ? { kind: 'answered', text: answer.answer } : undefined,
  });
}

async function askApproval(deps: WorkerDeps, of: JournalOf, asked: AskedApproval): Promise<Approved> {
  const approvalId = approvalIdOf(of.taskId, deps.ids('approval'));
  const expires = deps.clock() + APPROVAL_TTL_MS;
  const approval = { ...asked, approvalId, expiresAt: new Date(expires).toISOString() };
  await changeTask(deps.store, of.taskId, () => [{ type: 'approval.asked', data: { approval } }], { fence: of.fence });
  return untilDecided<Approved>(deps, of, {
    reason: 'approval',
    expires,
    read: ({ status, decision }) => {
      if (status !== 'running' || decision?.approvalId !== approvalId) return undefined;
      return decision.kind === 'approved'
        ? { kind: 'approved', approvalId, reach: decision.reach }
        : { kind: 'denied', reason: decision.reason };
    },
  });
}

interface Waited<Decided> {
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly read: (task: Task) => Decided | undefined;
  readonly reason: 'question' | 'approval';
}

async function untilDecided<Decided>(
  deps: WorkerDeps,
  of: JournalOf,
  { expires, read, reason }: Waited<Decided>,
): Promise<Decided | { readonly kind: 'cancelled' } | { readonly kind: 'expired' }> {
  const began = deps.clock();
  for (;;) {
    await deps.sleep(ANSWER_POLL_MS, of.signal);
    // The time comes before the read: an answer accepted in the last moment is still seen.
    const isOver = deps.clock() >= expires;
    const task = await lookForAnswer(deps, of);
    if (task?.cancelRequested) return { kind: 'cancelled' };
    const decided = task === undefined ? undefined : read(task);
    if (decided !== undefined) return decided;
    if (isOver && task !== undefined) return { kind: 'expired' };
    if (deps.clock() - began >= deps.timing.parkAfterMs && deps.keys !== undefined) throw new PutAway(reason);
  }
}

/** Undefined while the table is away: a wait of minutes must not end by one bad moment. The lease's watch ends it if that lasts. */
async function lookForAnswer(deps: WorkerDeps, of: JournalOf): Promise<Task | undefined> {
  try {
    return (await readTask(deps.store, of.ownerId, of.taskId)).state;
  } catch (error) {
    if (!isErrandError(error, 'store.unavailable')) throw error;
    return undefined;
  }
}
