/** The states and events of the domain as answers have them. Shapes only: what they mean stands in lib/domain. No request is checked by them: a function's bundle leaves them out. */

import * as z from 'zod';
import { Approval, FirstHalf, Grant, Reach } from '../domain/approval.ts';
import { artifactKinds } from '../domain/artifact.ts';
import { BudgetAsk, BudgetMore } from '../domain/budget-ask.ts';
import { Consent } from '../domain/consent.ts';
import { type ErrorCode, errorTable } from '../domain/error-table.ts';
import type { Stored } from '../domain/events.ts';
import { type AnyEvent, type SessionEvent, sessionEventData, type TaskEvent, taskEventData } from '../domain/events.ts';
import { Priority } from '../domain/priority.ts';
import { Proposal, ProposalStatus } from '../domain/proposal.ts';
import { Reservation } from '../domain/quota.ts';
import { TaskResult } from '../domain/result.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import { SecretNeeded } from '../domain/task-secret.ts';

export const SessionView: z.ZodType<Session> = z.object({
  sessionId: z.string(),
  ownerId: z.string(),
  title: z.string(),
  isTitleSaid: z
    .boolean()
    .optional()
    .meta({ description: 'It is the first words of the person: the first proposal gives a better one.' }),
  status: z.enum(['idle', 'awaiting_confirmation', 'task_running', 'task_completed']),
  proposal: orAbsent(Proposal),
  taskId: orAbsent(z.string()),
  decided: z.array(z.object({ proposalId: z.string(), status: ProposalStatus })),
  messages: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const Spent = z.object({
  steps: z.int(),
  seconds: z.number().meta({ description: 'Of acting: none of waiting, and none in which a person has the page.' }),
  tokens: z.int(),
  usd: z.number(),
  bytes: z.int().meta({ description: 'Received by its browsers.' }),
});
const Question = z.object({ questionId: z.string(), question: z.string(), expiresAt: z.string() });

/** Counts of the kinds there are; zod's own type of a partial record also allows undefined, which JSON cannot carry. */
const Counts = z.partialRecord(z.enum(artifactKinds), z.int()) as z.ZodType<Task['artifacts']>;

export const TaskView: z.ZodType<Task> = z.object({
  taskId: z.string(),
  sessionId: z.string(),
  ownerId: z.string(),
  title: z.string(),
  instruction: z.string(),
  startUrl: z.string(),
  plan: z.array(z.string()),
  model: z.string(),
  consent: Consent,
  reserved: orAbsent(Reservation),
  reservedMore: orAbsent(z.array(Reservation)),
  extended: orAbsent(BudgetMore),
  status: z.enum(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']),
  priority: Priority,
  queuedAt: z.string(),
  notBefore: orAbsent(z.string()),
  retries: orAbsent(z.int()),
  cancelRequested: z.boolean(),
  attempts: z.int(),
  steps: z.int(),
  spent: Spent,
  question: orAbsent(Question),
  answer: orAbsent(z.object({ questionId: z.string(), answer: z.string() })),
  approval: orAbsent(Approval),
  decision: orAbsent(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('approved'),
        approvalId: z.string(),
        digest: z.string(),
        reach: Reach,
        first: orAbsent(FirstHalf),
      }),
      z.object({
        kind: z.literal('denied'),
        approvalId: z.string(),
        digest: z.string(),
        reason: z.string().optional(),
      }),
    ]),
  ),
  grants: orAbsent(z.array(Grant)),
  budgetAsk: orAbsent(BudgetAsk),
  budgetDecision: orAbsent(z.object({ kind: z.enum(['extended', 'declined']), ask: BudgetAsk })),
  secretNeeded: orAbsent(SecretNeeded),
  secretsSkipped: orAbsent(z.array(z.string())),
  instructions: orAbsent(z.int()),
  parked: orAbsent(z.enum(['question', 'approval', 'pause', 'budget', 'secret'])),
  pauseRequested: orAbsent(z.boolean()),
  control: orAbsent(z.enum(['requested', 'taken'])),
  takings: orAbsent(z.int()),
  returned: orAbsent(z.object({ by: z.enum(['person', 'idle']), note: orAbsent(z.string()) })),
  checkpoint: orAbsent(z.object({ step: z.int(), checkpointId: z.string() })),
  artifacts: Counts,
  result: orAbsent(TaskResult),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const SessionEventView: z.ZodType<Stored<SessionEvent>> = eventSchema(sessionEventData);
export const TaskEventView: z.ZodType<Stored<TaskEvent>> = eventSchema(taskEventData);

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z
    .custom<ErrorCode>(value => typeof value === 'string' && value in errorTable)
    .meta({ type: 'string', enum: Object.keys(errorTable) }),
  hint: z.string(),
  requestId: z.string(),
  /** Of `request.invalid`: each field that is wrong. */
  errors: z
    .array(
      z.object({
        path: z.string(),
        value: z.unknown().optional(),
        allowed: z.unknown().optional(),
        message: z.string(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Undefined in the domain, absent on the wire. */
function orAbsent<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional();
}

/** The table of data schemas and the event types come from the same module, so the union fits by construction. */
function eventSchema<E extends AnyEvent>(data: Readonly<Record<E['type'], z.ZodType>>): z.ZodType<Stored<E>> {
  const events = Object.entries<z.ZodType>(data).map(([type, schema]) =>
    z.object({
      v: z.literal(1),
      stream: z.string(),
      seq: z.int(),
      at: z.string(),
      ownerId: z.string(),
      type: z.literal(type),
      data: schema,
    }),
  );
  return z.union(events) as unknown as z.ZodType<Stored<E>>;
}
