/** What the agent offers to do, and the digest of it all. A proposal runs nothing; a consent to its digest does. */

import * as z from 'zod';
import { digestOf } from './digest.ts';
import { Scope } from './scope.ts';

/** How long an unanswered proposal stays open. */
export const PROPOSAL_TTL_MS = 30 * 60_000;

const Estimate = z.object({ steps: z.int().min(1), seconds: z.int().min(1), usd: z.number().min(0) });

/** Everything the person agrees to. The digest covers exactly these fields. */
export const ProposalTerms = z.object({
  title: z.string().min(1).max(120),
  /** What the agent will be told to do, in the words the person sees. */
  instruction: z.string().min(1).max(4_000),
  startUrl: z.string().max(2_000),
  plan: z.array(z.string().min(1).max(300)).min(1).max(30),
  scope: Scope,
  estimate: Estimate,
  /** The model that will act, so that a yes to the offline model is not a yes to another. */
  model: z.string(),
  /** ISO 8601; after this a yes is refused. */
  expiresAt: z.string(),
});
export type ProposalTerms = z.infer<typeof ProposalTerms>;

export const ProposalStatus = z.enum(['open', 'consented', 'declined', 'superseded', 'expired']);
export type ProposalStatus = z.infer<typeof ProposalStatus>;

export const Proposal = ProposalTerms.extend({
  proposalId: z.string(),
  sessionId: z.string(),
  digest: z.string(),
  madeAt: z.string(),
});
export type Proposal = z.infer<typeof Proposal>;

/** The digest binds the terms to this one proposal of this one session. */
export function digestOfProposal(proposal: Omit<Proposal, 'digest' | 'madeAt'>): string {
  const { proposalId, sessionId, title, instruction, startUrl, plan, scope, estimate, model, expiresAt } = proposal;
  return digestOf({ proposalId, sessionId, title, instruction, startUrl, plan, scope, estimate, model, expiresAt });
}

export function makeProposal(
  terms: ProposalTerms,
  at: { proposalId: string; sessionId: string; now: number },
): Proposal {
  const bound = { ...terms, proposalId: at.proposalId, sessionId: at.sessionId };
  return { ...bound, digest: digestOfProposal(bound), madeAt: new Date(at.now).toISOString() };
}

export function isExpired(proposal: Pick<Proposal, 'expiresAt'>, now: number): boolean {
  return now >= Date.parse(proposal.expiresAt);
}
