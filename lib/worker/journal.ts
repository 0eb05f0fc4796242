/** The loop's journal on the table and the bucket, under one worker's fence. Bytes first, then the event that names them. */

import type { Answer, Journal, NewArtifact } from '../agent/journal.ts';
import { putArtifact } from '../artifacts/put-artifact.ts';
import type { Artifact } from '../domain/artifact.ts';
import { artifactIdOf } from '../domain/ids.ts';
import { recordArtifact } from '../store/artifacts.ts';
import { changeTask } from '../store/change.ts';
import { readTask } from '../store/reads.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface JournalOf {
  readonly taskId: string;
  readonly ownerId: string;
  readonly fence: number;
  readonly signal: AbortSignal;
}

/** How long a question waits for its answer in place. */
const QUESTION_TTL_MS = 10 * 60_000;
const ANSWER_POLL_MS = 500;

export function openJournal(deps: WorkerDeps, of: JournalOf): Journal {
  return {
    record: async events => (await changeTask(deps.store, of.taskId, () => events, { fence: of.fence })).task,
    saveArtifact: artifact => saveArtifact(deps, of, artifact),
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
  await putArtifact(deps.bucket, of.ownerId, artifact, bytes);
  await recordArtifact(deps.store, artifact, of.fence);
  return artifact.artifactId;
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
  while (deps.clock() < expires) {
    await deps.sleep(ANSWER_POLL_MS, of.signal);
    const { state } = await readTask(deps.store, of.ownerId, of.taskId);
    if (state.cancelRequested) return { kind: 'cancelled' };
    if (state.status === 'running' && state.answer?.questionId === questionId)
      return { kind: 'answered', text: state.answer.answer };
  }
  return { kind: 'expired' };
}
