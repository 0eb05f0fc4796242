/** The loop's journal on the table and the bucket, under one worker's fence. Bytes first, then the event that names them. */

import type { Answer, Approved, AskedApproval, Journal, NewArtifact } from '../agent/journal.ts';
import type { PageFile } from '../agent/page.ts';
import { getArtifact } from '../artifacts/get-artifact.ts';
import { putArtifact } from '../artifacts/put-artifact.ts';
import { APPROVAL_TTL_MS } from '../domain/approval.ts';
import type { Artifact } from '../domain/artifact.ts';
import { approvalIdOf, artifactIdOf } from '../domain/ids.ts';
import { listArtifacts, recordArtifact } from '../store/artifacts.ts';
import { changeTask } from '../store/change.ts';
import { askBudget } from './ask-budget.ts';
import { needSecret } from './need-secret.ts';
import { readInstructions } from './read-instructions.ts';
import { reachBucket } from './try-again.ts';
import { type AskingOf, ask, untilDecided } from './until-decided.ts';
import type { WorkerDeps } from './worker-deps.ts';

export type JournalOf = AskingOf;

/** How long a question waits for its answer. */
const QUESTION_TTL_MS = 24 * 60 * 60_000;

export interface TaskJournal extends Journal {
  /** Observations that did not fit into their events, by step. */
  readonly whole: ReadonlyMap<number, string>;
}

export function openJournal(deps: WorkerDeps, of: JournalOf): TaskJournal {
  const whole = new Map<number, string>();
  let instructions = 0;
  return {
    whole,
    keepWhole: (step, text) => void whole.set(step, text),
    async record(events) {
      const { task } = await changeTask(deps.store, of.taskId, () => events, { fence: of.fence });
      instructions = task.instructions ?? 0;
      of.wrote?.(task);
      return task;
    },
    saveArtifact: artifact => saveArtifact(deps, of, artifact),
    readFile: name => readFile(deps, of, name),
    askApproval: asked => askApproval(deps, of, asked),
    askPerson: (question, step) => askPerson(deps, of, { question, step }),
    askBudget: asked => askBudget(deps, of, asked),
    needSecret: needed => needSecret(deps, of, needed),
    // What a step writes says whether there is more to read.
    instructions: async known => (instructions > known ? readInstructions(deps, of.taskId, known) : []),
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
  if (!(await ask(deps, of, { type: 'question.asked', data: asked }))) return { kind: 'taken-over' };
  return untilDecided<Answer>(deps, of, {
    reason: 'question',
    expires,
    isOpen: task => task.question?.questionId === questionId,
    read: ({ status, answer }) =>
      status === 'running' && answer?.questionId === questionId ? { kind: 'answered', text: answer.answer } : undefined,
  });
}

async function askApproval(deps: WorkerDeps, of: JournalOf, asked: AskedApproval): Promise<Approved> {
  const approvalId = approvalIdOf(of.taskId, deps.ids('approval'));
  const expires = deps.clock() + APPROVAL_TTL_MS;
  const approval = { ...asked, approvalId, expiresAt: new Date(expires).toISOString() };
  if (!(await ask(deps, of, { type: 'approval.asked', data: { approval } }))) return { kind: 'taken-over' };
  return untilDecided<Approved>(deps, of, {
    reason: 'approval',
    expires,
    isOpen: task => task.approval?.approvalId === approvalId,
    read: ({ status, decision }) => {
      if (status !== 'running' || decision?.approvalId !== approvalId) return undefined;
      return decision.kind === 'approved'
        ? { kind: 'approved', approvalId, reach: decision.reach }
        : { kind: 'denied', reason: decision.reason };
    },
  });
}
