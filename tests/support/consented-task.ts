/** A task with a real proposal and a real consent to it, as the domain makes them. */

import type { Budget } from '../../lib/domain/budget.ts';
import type { OnBudget } from '../../lib/domain/budget-ask.ts';
import { giveConsent, type Vision } from '../../lib/domain/consent.ts';
import type { Priority } from '../../lib/domain/priority.ts';
import { makeProposal, type Proposal } from '../../lib/domain/proposal.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import type { Verb } from '../../lib/domain/verb.ts';

export const NOW = Date.parse('2026-11-21T10:00:00.000Z');

export interface Wish {
  readonly sites?: string[];
  readonly verbs?: readonly Verb[];
  readonly vision?: Vision;
  readonly priority?: Priority;
  readonly budget?: Partial<Budget>;
  readonly startUrl?: string;
  readonly secrets?: readonly string[];
  /** What the consent says of a used-up budget. */
  readonly policy?: OnBudget;
  readonly now?: number;
}

export function proposalFor(wish: Wish = {}): Proposal {
  const now = wish.now ?? NOW;
  return makeProposal(
    {
      title: 'List kettles',
      instruction: 'List the kettles.',
      startUrl: wish.startUrl ?? 'https://shop.test/',
      plan: ['Open the shop', 'List the kettles'],
      scope: {
        sites: wish.sites ?? ['shop.test'],
        verbs: [...(wish.verbs ?? (['read', 'navigate', 'input', 'submit'] as const))],
        budget: { steps: 10, seconds: 300, tokens: 100_000, usd: 1, bytes: 10_000_000, ...wish.budget },
        ...(wish.secrets === undefined ? {} : { secrets: [...wish.secrets] }),
      },
      estimate: { steps: 4, seconds: 20, usd: 0 },
      model: 'scripted',
      expiresAt: new Date(now + 60_000).toISOString(),
    },
    { proposalId: 'prp_01J00000000000000000000001', sessionId: 'ses_01J00000000000000000000001', now },
  );
}

export function consentedTask(wish: Wish = {}): Task {
  const proposal = proposalFor(wish);
  const consent = giveConsent(proposal, {
    digest: proposal.digest,
    by: 'request',
    vision: wish.vision,
    priority: wish.priority,
    onBudget: wish.policy,
    ownerId: 'owner',
    consentId: 'cns_01J00000000000000000000001',
    taskId: 'tsk_01J00000000000000000000001',
    now: wish.now ?? NOW,
  });
  return createTask(proposal, consent);
}
