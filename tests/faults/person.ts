/** The person whose errand it is, and who says what a person may say, at any moment. Never acts for the worker. */

import { consentHandlers } from '../../lib/api/handlers/consent.ts';
import { taskHandlers } from '../../lib/api/handlers/tasks.ts';
import type { Bucket } from '../../lib/artifacts/bucket.ts';
import { linkArtifact } from '../../lib/artifacts/link.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { isErrandError } from '../../lib/domain/errors.ts';
import { localLimits } from '../../lib/domain/quota.ts';
import { readTask } from '../../lib/store/reads.ts';
import type { Store } from '../../lib/store/store.ts';
import { countedIds } from '../support/domain-samples.ts';
import { storeOf } from './points.ts';
import type { Actor } from './schedule.ts';

/** What a person does, by the API's own handlers. `refused` where the API says so. */
export interface Person {
  approve(): Promise<string>;
  deny(): Promise<string>;
  cancel(): Promise<string>;
  pause(): Promise<string>;
  resume(): Promise<string>;
  /** Adds what a used-up budget asks for. */
  extend(): Promise<string>;
  /** Lets it end instead. */
  letEnd(): Promise<string>;
  tell(): Promise<string>;
}

export interface PersonOf {
  readonly store: Store;
  readonly bucket: Bucket;
  readonly clock: () => number;
  readonly ownerId: string;
  readonly taskId: string;
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

export function personOf({ store, bucket, clock, ownerId, taskId }: PersonOf, actor: Actor): Person {
  const deps = {
    store: storeOf(store, actor, clock),
    clock,
    ids: countedIds(),
    log: silent,
    origins: [],
    limits: localLimits,
    linkArtifact: (owner: string, artifact: Artifact) => linkArtifact(bucket, owner, artifact, { now: clock() }),
    pause: (ms: number) => actor.sleep(ms),
    makeTicket: () => Promise.reject(new Error('No sockets here.')),
  };
  const asked = {
    ownerId,
    caller: { kind: 'person', ownerId },
    origin: undefined,
    requestId: 'request',
    idempotency: undefined,
    remember: () => ({}),
    query: undefined,
  } as const;
  const params = { taskId };
  const told = async (doing: Promise<unknown>): Promise<string> =>
    doing.then(
      () => 'done',
      (error: unknown) => {
        if (isErrandError(error)) return error.code;
        throw error;
      },
    );
  const decide = async (decision: 'approve' | 'deny'): Promise<string> => {
    const { approval } = (await readTask(deps.store, ownerId, taskId)).state;
    if (approval === undefined) return 'nothing asked';
    const { approvalId, digest } = approval;
    const body = decision === 'approve' ? ({ decision, digest, reach: 'once' } as const) : ({ decision } as const);
    return told(consentHandlers['POST /approvals/{approvalId}'](deps, { ...asked, params: { approvalId }, body }));
  };
  const decideOnBudget = async (decision: 'extend' | 'end'): Promise<string> => {
    const { budgetAsk } = (await readTask(deps.store, ownerId, taskId)).state;
    if (budgetAsk === undefined) return 'nothing asked';
    const body = { digest: budgetAsk.digest, decision };
    return told(consentHandlers['POST /tasks/{taskId}/budget'](deps, { ...asked, params, body }));
  };
  const text = 'Take the blue one.';
  return {
    extend: () => decideOnBudget('extend'),
    letEnd: () => decideOnBudget('end'),
    tell: () => told(taskHandlers['POST /tasks/{taskId}/instructions'](deps, { ...asked, params, body: { text } })),
    approve: () => decide('approve'),
    deny: () => decide('deny'),
    cancel: () => told(taskHandlers['POST /tasks/{taskId}/cancel'](deps, { ...asked, params, body: {} })),
    pause: () => told(taskHandlers['POST /tasks/{taskId}/pause'](deps, { ...asked, params, body: {} })),
    resume: () => told(taskHandlers['POST /tasks/{taskId}/resume'](deps, { ...asked, params, body: {} })),
  };
}
