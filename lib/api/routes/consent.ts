/** The routes by which a person decides on a proposal: the security boundary. */

import * as z from 'zod';
import { Reach } from '../../domain/approval.ts';
import { OnBudget } from '../../domain/budget-ask.ts';
import { Vision } from '../../domain/consent.ts';
import { Priority } from '../../domain/priority.ts';
import { Narrowing } from '../../domain/scope.ts';
import { idOf } from '../id-of.ts';
import { SessionView, TaskView } from '../response-schemas.ts';
import type { RouteTable } from '../route.ts';
import { budgetRoutes } from './asks.ts';
import { idempotencyErrors, SessionPath } from './shared.ts';

const decisionErrors = [
  ...idempotencyErrors,
  'session.not-found',
  'proposal.not-found',
  'proposal.not-open',
  'proposal.expired',
] as const;

export const consentRoutes = {
  ...budgetRoutes,
  'POST /sessions/{sessionId}/tasks': {
    function: 'consent',
    summary:
      'Consent to exactly one proposal, by its digest; its task is queued. The same yes again gives the same task',
    auth: 'owner',
    scopes: ['consent:give'],
    status: 201,
    also: [200],
    idempotent: true,
    params: SessionPath,
    body: z.strictObject({
      proposalId: idOf('proposal'),
      digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be the digest that the proposal carries'),
      narrowing: z
        .strictObject(Narrowing.shape)
        .optional()
        .meta({ description: 'Allow less than was proposed: fewer sites or verbs, a smaller budget.' }),
      vision: Vision.optional().meta({
        description:
          'Whether the model is shown pictures of pages: on, off, or auto (the default): where their text says too little.',
      }),
      priority: Priority.optional().meta({
        description:
          'How soon it is begun where others wait too: low, normal (the default), high or urgent. Every task is begun in the end.',
      }),
      onBudget: OnBudget.optional().meta({
        description: 'Where its budget is used up: ask for more (the default), or end.',
      }),
    }),
    response: z.object({ task: TaskView }),
    errors: [
      ...decisionErrors,
      'proposal.digest-mismatch',
      'consent.widens-scope',
      'quota.tasks-running',
      'quota.tasks-today',
      'quota.money-today',
    ],
  },
  'POST /sessions/{sessionId}/proposals/{proposalId}/decline': {
    function: 'consent',
    summary: 'Say no to a proposal',
    auth: 'owner',
    scopes: ['consent:give'],
    status: 200,
    idempotent: true,
    params: SessionPath.extend({ proposalId: idOf('proposal') }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }).default({}),
    response: z.object({ session: SessionView }),
    errors: decisionErrors,
  },
  'POST /approvals/{approvalId}': {
    function: 'consent',
    summary: 'Decide on the exact act that a task waits to do: approve it, approve its kind on this site, or deny it',
    auth: 'owner',
    scopes: ['consent:give'],
    status: 200,
    idempotent: true,
    params: z.object({ approvalId: idOf('approval') }),
    body: z.discriminatedUnion('decision', [
      z.strictObject({
        decision: z.literal('approve'),
        digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be the digest that the approval carries'),
        reach: Reach.default('once').meta({
          description: '`once`: just this act. `kind`: this verb on this site until the task ends.',
        }),
      }),
      z.strictObject({
        decision: z.literal('deny'),
        reason: z.string().trim().min(1).max(500).optional().meta({ description: 'The agent is told.' }),
      }),
    ]),
    response: z.object({ task: TaskView }),
    errors: [
      ...idempotencyErrors,
      'approval.not-found',
      'approval.not-open',
      'approval.digest-mismatch',
      'approval.expired',
      'task.finished',
      'task.cancelled',
    ],
  },
} as const satisfies RouteTable;
