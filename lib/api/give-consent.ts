/** Makes a task of a person's yes: consent, task and both streams' events in one transaction. The only place that creates tasks. */

import type { OnBudget } from '../domain/budget-ask.ts';
import { type Consent, giveConsent, type Vision } from '../domain/consent.ts';
import { digestOf } from '../domain/digest.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { SessionEvent } from '../domain/events.ts';
import { sessionStream } from '../domain/ids.ts';
import type { Priority } from '../domain/priority.ts';
import { isExpired, type Proposal } from '../domain/proposal.ts';
import { reserve } from '../domain/quota.ts';
import { type Narrowing, narrowScope } from '../domain/scope.ts';
import { openProposal, type Session } from '../domain/session.ts';
import { createTask, type Task } from '../domain/task.ts';
import type { Alongside } from '../store/append.ts';
import { changeSession, changeTaskAndSession } from '../store/change.ts';
import { consentKey } from '../store/keys.ts';
import { holderOfTask } from '../store/quota.ts';
import { readEvents, readTask } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import type { ConsentDeps } from './deps.ts';

export interface Yes {
  readonly ownerId: string;
  readonly sessionId: string;
  readonly proposalId: string;
  readonly digest: string;
  readonly narrowing?: Narrowing | undefined;
  readonly by: Consent['by'];
  readonly messageId?: string | undefined;
  readonly vision?: Vision | undefined;
  readonly priority?: Priority | undefined;
  readonly onBudget?: OnBudget | undefined;
  /** Where it is given with an API key. */
  readonly keyId?: string | undefined;
}

export interface Started {
  readonly task: Task;
  readonly session: Session;
}

export interface Told {
  /** Events of the session before and after the consent's own: what was typed, and what is said to it. */
  readonly before?: readonly SessionEvent[];
  readonly after?: (taskId: string) => readonly SessionEvent[];
  readonly remember: (started: Started) => Alongside;
}

/** Throws `proposal.*`, `consent.widens-scope`, `session.not-found`, `quota.*` and what the store throws. */
export async function startTask(deps: ConsentDeps, yes: Yes, told: Told): Promise<Started> {
  const taskId = deps.ids('task');
  const consentId = deps.ids('consent');
  const after = told.after?.(taskId) ?? [];
  const change = await changeTaskAndSession(
    deps.store,
    { taskId, sessionId: yes.sessionId, ownerId: yes.ownerId },
    (_, session) => {
      const now = deps.clock();
      const proposal = openProposal(session, yes.proposalId, now);
      const consent = giveConsent(proposal, { ...yes, consentId, taskId, now });
      return {
        session: [...(told.before ?? []), { type: 'consent.given', data: { consent } }, ...after],
        task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
        createTask: createTask(proposal, consent, reserve(consent.scope.budget.usd, now)),
      };
    },
    ({ task, session }) => {
      if (task === undefined) return {};
      const consent = { key: consentKey(taskId), item: { ...task.consent }, ifAbsent: true as const };
      const holder = holderOfTask(task);
      const take = holder && { ownerId: yes.ownerId, holder, as: 'task' as const, limits: deps.limits };
      return { puts: [consent], ...told.remember({ task, session }), ...(take && { take }) };
    },
  );
  if (change.task === undefined) throw new ErrandError('internal.unexpected', 'The consent made no task.');
  return { task: change.task, session: change.session };
}

/**
 * The task of an earlier yes to the same proposal. Undefined where that yes was another one: to another digest, or
 * with other bounds, so that nobody believes one holds that does not.
 */
export async function findStartedTask(store: Store, yes: Yes): Promise<Task | undefined> {
  const found = await findConsent(store, yes);
  if (found === undefined || found.consent.digest !== yes.digest) return undefined;
  const asked = narrowScope(found.proposal.scope, yes.narrowing ?? {});
  if (digestOf(asked) !== digestOf(found.consent.scope)) return undefined;
  if (found.consent.vision !== (yes.vision ?? 'auto')) return undefined;
  if ((found.consent.priority ?? 'normal') !== (yes.priority ?? 'normal')) return undefined;
  if ((found.consent.onBudget ?? 'ask') !== (yes.onBudget ?? 'ask')) return undefined;
  return (await readTask(store, yes.ownerId, found.consent.taskId)).state;
}

const EVENTS_A_READ = 200;

async function findConsent(store: Store, yes: Yes): Promise<{ consent: Consent; proposal: Proposal } | undefined> {
  let proposal: Proposal | undefined;
  for (let after = 0; ; ) {
    const events = await readEvents(store, sessionStream(yes.sessionId), { after, limit: EVENTS_A_READ });
    for (const event of events) {
      if (event.type === 'proposal.made' && event.data.proposal.proposalId === yes.proposalId) {
        proposal = event.data.proposal;
      }
      if (event.type === 'consent.given' && event.data.consent.proposalId === yes.proposalId && proposal) {
        return { consent: event.data.consent, proposal };
      }
    }
    const last = events.at(-1);
    if (last === undefined || events.length < EVENTS_A_READ) return undefined;
    after = last.seq;
  }
}

type Where = Pick<Yes, 'ownerId' | 'sessionId' | 'proposalId'>;

/** Runs a decision on a proposal. Where it comes too late, that is recorded before the person hears it. */
export async function decideInTime<T>(deps: ConsentDeps, where: Where, decide: () => Promise<T>): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (isErrandError(error, 'proposal.expired')) await recordExpiry(deps, where);
    throw error;
  }
}

async function recordExpiry(deps: ConsentDeps, { ownerId, sessionId, proposalId }: Where): Promise<void> {
  await changeSession(deps.store, { ownerId, sessionId }, ({ proposal }) =>
    proposal?.proposalId === proposalId && isExpired(proposal, deps.clock())
      ? [{ type: 'proposal.expired', data: { proposalId } }]
      : [],
  );
}
