/** Sessions, proposals, consents, tasks and fields as the tests need them, with counted ids. Reads no clock. */

import type { Artifact } from '../../lib/domain/artifact.ts';
import { type Consent, giveConsent } from '../../lib/domain/consent.ts';
import { artifactIdOf, type IdKind, type Ids, idPrefixes } from '../../lib/domain/ids.ts';
import { makeProposal, type Proposal, type ProposalTerms } from '../../lib/domain/proposal.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { FieldFacts } from '../../lib/domain/secret.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';

export const sampleNow = Date.parse('2026-11-21T08:00:00.000Z');

/** Ids that count: valid ULIDs that sort in the order they were made. */
export function countedIds(): Ids {
  let count = 0;
  return (kind: IdKind) => {
    count += 1;
    return `${idPrefixes[kind]}_${String(count).padStart(26, '0')}`;
  };
}

export function sampleTerms(change: Partial<ProposalTerms> = {}): ProposalTerms {
  return {
    title: 'Read the list of rivers',
    instruction: 'Open the page and read the table of rivers.',
    startUrl: 'https://example.com/rivers',
    plan: ['Open the page', 'Read the table'],
    scope: {
      sites: ['example.com', 'example.org'],
      verbs: ['read', 'navigate', 'input'],
      budget: { steps: 20, seconds: 300, tokens: 100_000, usd: 1, bytes: 50_000_000 },
    },
    estimate: { steps: 4, seconds: 30, usd: 0.01 },
    model: 'offline',
    expiresAt: new Date(sampleNow + 30 * 60_000).toISOString(),
    ...change,
  };
}

export function sampleProposal(ids: Ids, sessionId = ids('session'), change: Partial<ProposalTerms> = {}): Proposal {
  return makeProposal(sampleTerms(change), { proposalId: ids('proposal'), sessionId, now: sampleNow });
}

export function sampleConsent(ids: Ids, proposal: Proposal, ownerId = 'alice'): Consent {
  return giveConsent(proposal, {
    digest: proposal.digest,
    by: 'request',
    ownerId,
    consentId: ids('consent'),
    taskId: ids('task'),
    now: sampleNow,
  });
}

export function sampleTask(ids: Ids, ownerId = 'alice'): Task {
  const proposal = sampleProposal(ids);
  return createTask(proposal, sampleConsent(ids, proposal, ownerId));
}

export function sampleResult(status: TaskResult['status']): TaskResult {
  return { status, summary: 'That was it.', evidence: 'none', evidenceNotes: [] };
}

export function sampleArtifact(ids: Ids, taskId: string, change: Partial<Artifact> = {}): Artifact {
  return {
    artifactId: artifactIdOf(taskId, ids('artifact')),
    taskId,
    kind: 'data-csv',
    name: 'rivers.csv',
    mediaType: 'text/csv',
    bytes: 5,
    step: 1,
    madeAt: '2026-11-21T08:00:00.000Z',
    ...change,
  };
}

/** A field for a password, where nothing else is said. */
export function sampleField(change: Partial<FieldFacts> & Pick<FieldFacts, 'origin'>): FieldFacts {
  return { type: 'password', autocomplete: '', words: '', isSearch: false, boxes: 1, ...change };
}
