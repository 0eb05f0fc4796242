/** The person whose errand it is, and who says what a person may say, at any moment. Never acts for the worker. */

import { consentHandlers } from '../../lib/api/handlers/consent.ts';
import { secretHandlers } from '../../lib/api/handlers/secrets.ts';
import { taskHandlers } from '../../lib/api/handlers/tasks.ts';
import type { Bucket } from '../../lib/artifacts/bucket.ts';
import { linkArtifact } from '../../lib/artifacts/link.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { isErrandError } from '../../lib/domain/errors.ts';
import { type Limits, localLimits } from '../../lib/domain/quota.ts';
import type { Task } from '../../lib/domain/task.ts';
import type { KeyProvider } from '../../lib/secrets/key-provider.ts';
import { readTask } from '../../lib/store/reads.ts';
import type { Store } from '../../lib/store/store.ts';
import { countedIds } from '../support/domain-samples.ts';
import { SECRET } from './errand.ts';
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
  /** Twice at the same moment, as a double click does. */
  extendTwice(): Promise<string>;
  /** By the digest of a question that was answered before. */
  extendAgain(): Promise<string>;
  /** A word that no other is like. */
  tell(): Promise<string>;
  takeOver(): Promise<string>;
  /** True once the page is handed over. */
  hasControl(): Promise<boolean>;
  /** Inputs that no others are like. */
  act(): Promise<string>;
  /** With a note that no other is like, or without a word. */
  giveBack(): Promise<string>;
  leave(): Promise<string>;
  store(): Promise<string>;
  skip(): Promise<string>;
}

export interface PersonOf {
  readonly store: Store;
  readonly bucket: Bucket;
  readonly clock: () => number;
  readonly ownerId: string;
  readonly taskId: string;
  readonly limits?: Limits | undefined;
  /** Counts what any person says, so that no two say the same. */
  readonly nth?: () => number;
}

export const keys: KeyProvider = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) };
const silent = { info: () => {}, warn: () => {}, error: () => {} };

export function personOf(of: PersonOf, actor: Actor): Person {
  const { store, bucket, clock, ownerId, taskId, limits = localLimits, nth = count() } = of;
  const deps = {
    store: storeOf(store, actor, clock),
    clock,
    ids: countedIds(),
    log: silent,
    origins: [],
    limits,
    keys,
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
  /** Undefined where the table does not answer. */
  const look = (): Promise<Task | undefined> =>
    readTask(deps.store, ownerId, taskId).then(
      ({ state }) => state,
      (error: unknown) => {
        if (isErrandError(error, 'store.unavailable')) return undefined;
        throw error;
      },
    );
  const decide = async (decision: 'approve' | 'deny'): Promise<string> => {
    const approval = (await look())?.approval;
    if (approval === undefined) return 'nothing asked';
    const { approvalId, digest } = approval;
    const body = decision === 'approve' ? ({ decision, digest, reach: 'once' } as const) : ({ decision } as const);
    return told(consentHandlers['POST /approvals/{approvalId}'](deps, { ...asked, params: { approvalId }, body }));
  };
  const decideOnBudget = async (decision: 'extend' | 'end'): Promise<string> => {
    const budgetAsk = (await look())?.budgetAsk;
    return budgetAsk === undefined ? 'nothing asked' : extendBy(budgetAsk.digest, decision);
  };
  const extendBy = (digest: string, decision: 'extend' | 'end'): Promise<string> =>
    told(consentHandlers['POST /tasks/{taskId}/budget'](deps, { ...asked, params, body: { digest, decision } }));
  const giveBack = (body: { readonly note?: string }): Promise<string> =>
    told(taskHandlers['POST /tasks/{taskId}/control/return'](deps, { ...asked, params, body }));
  return {
    extend: () => decideOnBudget('extend'),
    letEnd: () => decideOnBudget('end'),
    async extendTwice() {
      const [one, other] = await Promise.all([decideOnBudget('extend'), decideOnBudget('extend')]);
      return `${one}, ${other}`;
    },
    async extendAgain() {
      const before = (await look())?.budgetDecision;
      return before === undefined ? 'nothing asked' : extendBy(before.ask.digest, 'extend');
    },
    tell: () => {
      const body = { text: `Take the blue one (${nth()}).` };
      return told(taskHandlers['POST /tasks/{taskId}/instructions'](deps, { ...asked, params, body }));
    },
    takeOver: () => told(taskHandlers['POST /tasks/{taskId}/control'](deps, { ...asked, params, body: {} })),
    hasControl: async () => (await look())?.control === 'taken',
    act: () => {
      const inputs = [0, 1].map(() => ({ kind: 'text' as const, text: `input ${nth()}` }));
      return told(taskHandlers['POST /tasks/{taskId}/inputs'](deps, { ...asked, params, body: { inputs } }));
    },
    giveBack: () => giveBack({ note: `Mind the step (${nth()}).` }),
    leave: () => giveBack({}),
    store: () => {
      const { name, value } = SECRET;
      const body = { name, kind: 'text' as const, sites: ['shop.test'], value };
      return told(secretHandlers['POST /secrets'](deps, { ...asked, params: undefined, body }));
    },
    skip: () =>
      told(taskHandlers['POST /tasks/{taskId}/secret-needed'](deps, { ...asked, params, body: { decision: 'skip' } })),
    approve: () => decide('approve'),
    deny: () => decide('deny'),
    cancel: () => told(taskHandlers['POST /tasks/{taskId}/cancel'](deps, { ...asked, params, body: {} })),
    pause: () => told(taskHandlers['POST /tasks/{taskId}/pause'](deps, { ...asked, params, body: {} })),
    resume: () => told(taskHandlers['POST /tasks/{taskId}/resume'](deps, { ...asked, params, body: {} })),
  };
}

function count(): () => number {
  let said = 0;
  return () => ++said;
}
