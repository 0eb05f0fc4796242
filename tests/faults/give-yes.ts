/** A session, a proposal and the yes to it, as the API does it: what a world of the fault tests begins with. */

import { startTask } from '../../lib/api/give-consent.ts';
import type { Budget } from '../../lib/domain/budget.ts';
import type { Ids } from '../../lib/domain/ids.ts';
import { makeProposal } from '../../lib/domain/proposal.ts';
import { type Limits, localLimits } from '../../lib/domain/quota.ts';
import { createSession } from '../../lib/domain/session.ts';
import { createSessionStream } from '../../lib/store/change.ts';
import type { Store } from '../../lib/store/store.ts';
import { sampleTerms } from '../support/domain-samples.ts';

export interface Yes {
  readonly store: Store;
  readonly ownerId: string;
  readonly ids: Ids;
  readonly budget?: Partial<Budget> | undefined;
  readonly limits?: Limits | undefined;
  /** Names of the secrets that may be typed. */
  readonly secrets?: readonly string[] | undefined;
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

export async function giveYes(of: Yes): Promise<{ taskId: string; sessionId: string }> {
  const { store, ownerId, ids, budget, limits = localLimits, secrets } = of;
  const now = store.clock();
  // The site logs by task, so the ids of two worlds must differ: their first digits are the world's number.
  const world = ownerId.replace('owner-', '').padStart(6, '0');
  const own: Ids = kind => ids(kind).replace(/_.{6}/, `_${world}`);
  const sessionId = own('session');
  const terms = sampleTerms({ startUrl: 'https://shop.test/', expiresAt: new Date(now + 60_000).toISOString() });
  const scope = {
    sites: ['shop.test'],
    verbs: ['read', 'navigate', 'input', 'submit'] as const,
    budget: { ...terms.scope.budget, ...budget },
    ...(secrets && { secrets: [...secrets] }),
  };
  const proposal = makeProposal(
    { ...terms, scope: { ...scope, verbs: [...scope.verbs] } },
    { proposalId: own('proposal'), sessionId, now },
  );
  const session = createSession({ sessionId, ownerId, title: 'Save a form', now });
  await createSessionStream(store, session, [
    { type: 'session.created', data: { title: 'Save a form' } },
    { type: 'proposal.made', data: { proposal } },
  ]);
  const deps = { store, clock: store.clock, ids: own, log: silent, origins: [], limits };
  const { proposalId, digest } = proposal;
  const yes = { ownerId, sessionId, proposalId, digest, by: 'request' as const };
  const { task } = await startTask(deps, yes, { remember: () => ({}) });
  return { taskId: task.taskId, sessionId };
}
