/** A person's yes to one digest. Immutable; may narrow the scope, never widen it. */

import * as z from 'zod';
import { OnBudget } from './budget-ask.ts';
import { ErrandError } from './errors.ts';
import { Priority } from './priority.ts';
import { digestOfProposal, isExpired, type Proposal } from './proposal.ts';
import { isWithin, type Narrowing, narrowScope, Scope } from './scope.ts';

/** How long after the yes its task may still act. */
export const CONSENT_TTL_MS = 24 * 60 * 60_000;

/** Whether the model is shown pictures of pages: always, never, or where their text says too little. */
export const Vision = z.enum(['on', 'off', 'auto']);
export type Vision = z.infer<typeof Vision>;

export const Consent = z.object({
  consentId: z.string(),
  ownerId: z.string(),
  sessionId: z.string(),
  proposalId: z.string(),
  taskId: z.string(),
  digest: z.string(),
  scope: Scope,
  /** `request`: the consent route; `message`: a plain yes typed in the conversation, recognised by code. */
  by: z.enum(['request', 'message']),
  messageId: z.string().optional(),
  /** Where it was given with an API key rather than by the person's own token. */
  keyId: z.string().optional(),
  vision: Vision,
  /** Absent in consents from before there were any: `normal`. */
  priority: Priority.optional(),
  /** What happens where the budget is used up. Absent: the person is asked for more. */
  onBudget: OnBudget.optional(),
  givenAt: z.string(),
  expiresAt: z.string(),
});
export type Consent = z.infer<typeof Consent>;

export interface ConsentRequest {
  readonly digest: string;
  readonly narrowing?: Narrowing | undefined;
  readonly by: Consent['by'];
  readonly messageId?: string | undefined;
  readonly keyId?: string | undefined;
  /** `auto` unless told otherwise. */
  readonly vision?: Vision | undefined;
  /** `normal` unless told otherwise. */
  readonly priority?: Priority | undefined;
  /** `ask` unless told otherwise. */
  readonly onBudget?: OnBudget | undefined;
  readonly ownerId: string;
  readonly consentId: string;
  readonly taskId: string;
  readonly now: number;
}

/** Turns a yes into a consent. Throws `proposal.expired`, `proposal.digest-mismatch` or `consent.widens-scope`. */
export function giveConsent(proposal: Proposal, request: ConsentRequest): Consent {
  if (isExpired(proposal, request.now)) {
    throw new ErrandError('proposal.expired', `The proposal expired at ${proposal.expiresAt}.`);
  }
  if (request.digest !== proposal.digest || digestOfProposal(proposal) !== proposal.digest) {
    throw new ErrandError(
      'proposal.digest-mismatch',
      `The digest given is ${request.digest}; the proposal's is ${proposal.digest}.`,
    );
  }
  const scope = narrowScope(proposal.scope, request.narrowing ?? {});
  if (!isWithin(scope, proposal.scope)) {
    throw new ErrandError('consent.widens-scope', 'The scope asked for is wider than the proposed one.', {
      proposed: proposal.scope,
      asked: scope,
    });
  }
  return {
    consentId: request.consentId,
    ownerId: request.ownerId,
    sessionId: proposal.sessionId,
    proposalId: proposal.proposalId,
    taskId: request.taskId,
    digest: proposal.digest,
    scope,
    by: request.by,
    ...(request.messageId === undefined ? {} : { messageId: request.messageId }),
    ...(request.keyId === undefined ? {} : { keyId: request.keyId }),
    vision: request.vision ?? 'auto',
    priority: request.priority ?? 'normal',
    ...(request.onBudget === undefined ? {} : { onBudget: request.onBudget }),
    givenAt: new Date(request.now).toISOString(),
    expiresAt: new Date(request.now + CONSENT_TTL_MS).toISOString(),
  };
}

/** Held before every action: this consent is for this task and digest, and has not expired. */
export function isValidFor(consent: Consent, task: { taskId: string; digest: string }, now: number): boolean {
  return consent.taskId === task.taskId && consent.digest === task.digest && now < Date.parse(consent.expiresAt);
}
