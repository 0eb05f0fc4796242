/** Everything that can happen, past tense. Events are numbered without gaps in their stream and never change. */

import * as z from 'zod';
import { Action } from './action.ts';
import { Approval, Reach } from './approval.ts';
import { Artifact } from './artifact.ts';
import { SoFar } from './budget.ts';
import { BudgetAsk, BudgetMore } from './budget-ask.ts';
import { Consent } from './consent.ts';
import { errorTable } from './error-table.ts';
import type { StreamId } from './ids.ts';
import { Message } from './message.ts';
import { Origin } from './origin.ts';
import { Proposal } from './proposal.ts';
import { Reservation } from './quota.ts';
import { TaskResult } from './result.ts';
import { SecretName } from './secret.ts';
import { SecretNeeded } from './task-secret.ts';
import { Verb } from './verb.ts';

const ErrorCodeSchema = z
  .custom<keyof typeof errorTable>(value => typeof value === 'string' && value in errorTable)
  .meta({ type: 'string' });

/** What a model call cost. Money is 0 where the endpoint has no known price. */
export const Usage = z.object({ inputTokens: z.int(), outputTokens: z.int(), usd: z.number() });
export type Usage = z.infer<typeof Usage>;

const Outcome = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    effect: z.enum(['navigated', 'changed', 'none']),
    url: z.string(),
    note: z.string().optional(),
    /** What the page sent got no good answer: whether it was done nobody knows. */
    inDoubt: z.literal(true).optional(),
  }),
  z.object({ ok: z.literal(false), code: ErrorCodeSchema, detail: z.string(), hint: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

const step = z.int().min(0);
/** Absent in events of before it was kept. */
const soFar = SoFar.optional();

export const sessionEventData = {
  'session.created': z.object({ title: z.string() }),
  'message.added': z.object({ message: Message }),
  'model.replied': z.object({ purpose: z.enum(['chat', 'plan']), model: z.string(), usage: Usage, ms: z.int() }),
  'proposal.made': z.object({ proposal: Proposal }),
  'proposal.declined': z.object({
    proposalId: z.string(),
    by: z.enum(['request', 'message']),
    reason: z.string().optional(),
    keyId: z.string().optional(),
  }),
  'proposal.superseded': z.object({ proposalId: z.string() }),
  'proposal.expired': z.object({ proposalId: z.string() }),
  'consent.given': z.object({ consent: Consent }),
  'task.reported': z.object({ taskId: z.string(), status: z.enum(['completed', 'failed', 'cancelled']) }),
};

export const taskEventData = {
  'task.queued': z.object({
    taskId: z.string(),
    reason: z.enum([
      'consented',
      'answered',
      'reclaimed',
      'yielded',
      'resumed',
      'expired',
      'cancelled',
      'retried',
      'control',
    ]),
    /** Of a retry: what had failed, and when it may be tried again. */
    cause: z.object({ code: ErrorCodeSchema, detail: z.string() }).optional(),
    notBefore: z.string().optional(),
    /** Which request it came of, for logs and traces. */
    origin: Origin.optional(),
  }),
  'task.started': z.object({ fence: z.int(), model: z.string() }),
  'browser.opened': z.object({ browser: z.string(), ms: z.int() }),
  'page.observed': z.object({
    step,
    url: z.string(),
    title: z.string(),
    /** The observation as the model saw it, cut at 12,000 characters here; whole in the trace. */
    text: z.string(),
    screenshotId: z.string().optional(),
    ms: z.int(),
  }),
  'step.decided': z.object({
    step,
    reasoning: z.string(),
    actions: z.array(z.string()),
    model: z.string(),
    usage: Usage,
    ms: z.int(),
    soFar,
  }),
  'answer.malformed': z.object({ step, detail: z.string(), inARow: z.int() }),
  'action.refused': z.object({ step, action: Action, verb: Verb, code: ErrorCodeSchema, detail: z.string() }),
  'action.started': z.object({ step, index: z.int(), action: Action, verb: Verb, description: z.string() }),
  'action.finished': z.object({ step, index: z.int(), outcome: Outcome, ms: z.int(), soFar }),
  'data.extracted': z.object({ step, name: z.string(), rows: z.int(), sample: z.string(), usage: Usage }),
  'artifact.saved': z.object({ artifact: Artifact }),
  /** Hosts the browser asked for that were not told yet, each once with what became of it: the errand's audit log of the network. */
  'hosts.contacted': z.object({
    hosts: z
      .array(
        z.object({
          /** `host:port` */
          host: z.string(),
          outcome: z.enum(['reached', 'unreachable', 'refused']),
          /** On a consented site. */
          consented: z.boolean(),
          why: z.string().optional(),
        }),
      )
      .min(1),
  }),
  /** A stored secret was put into a field, or given to a server that asked for it: which, and where. Its value is nowhere. */
  'secret.used': z.object({ name: SecretName, origin: z.string() }),
  'question.asked': z.object({ step, questionId: z.string(), question: z.string(), expiresAt: z.string() }),
  'question.answered': z.object({ questionId: z.string(), messageId: z.string(), answer: z.string() }),
  'approval.asked': z.object({ approval: Approval }),
  'approval.given': z.object({
    approvalId: z.string(),
    digest: z.string(),
    reach: Reach,
    keyId: z.string().optional(),
  }),
  'approval.denied': z.object({ approvalId: z.string(), reason: z.string().optional(), keyId: z.string().optional() }),
  /** Right before the act: an approval of one act is used up by it. */
  'approval.used': z.object({ step, approvalId: z.string(), digest: z.string() }),
  /** The worker gave the task up until a person has said something. */
  'task.parked': z.object({ step, reason: z.enum(['question', 'approval', 'pause', 'budget', 'secret']) }),
  /** A worker goes on from a checkpoint, or from what the events tell. `lost`: what could not be restored, in sentences. */
  'task.resumed': z.object({ step, lost: z.array(z.string()) }),
  'checkpoint.saved': z.object({ step, checkpointId: z.string(), bytes: z.int() }),
  /** An act was begun by a worker that ended before it could say what came of it. Never repeated without a question. */
  'outcome.unknown': z.object({ step, index: z.int(), action: Action, verb: Verb, description: z.string() }),
  'pause.requested': z.object({ keyId: z.string().optional() }),
  'resume.requested': z.object({ keyId: z.string().optional() }),
  /** A person takes the mouse and the keyboard: the worker ends its step first. */
  'control.requested': z.object({ keyId: z.string().optional() }),
  'control.taken': z.object({ step }),
  /** The budget is used up: the run stops before what would pass it, and the person is asked for more. */
  'budget.reached': BudgetAsk,
  /** Exactly what was asked. `reserved`: what was taken for it from the owner's day. */
  'budget.extended': z.object({
    digest: z.string(),
    add: BudgetMore,
    reserved: Reservation.optional(),
    keyId: z.string().optional(),
  }),
  'budget.declined': z.object({ digest: z.string(), keyId: z.string().optional() }),
  /** The consent names it, an act is about to type it, and it is not stored. */
  'secret.needed': SecretNeeded,
  'secret.stored': z.object({ name: SecretName, keyId: z.string().optional() }),
  'secret.skipped': z.object({ name: SecretName, keyId: z.string().optional() }),
  /** A word of the person in mid-run; the model is told it at its next step. */
  'instruction.added': z.object({ text: z.string(), keyId: z.string().optional() }),
  /** In words of ours with the page's names; what was typed is told by its length. */
  'person.acted': z.object({ step, acts: z.array(z.string()).min(1) }),
  'control.returned': z.object({
    step,
    /** `idle`: nothing came for minutes. */
    by: z.enum(['person', 'idle']),
    note: z.string().optional(),
    keyId: z.string().optional(),
  }),
  'stuck.noticed': z.object({ step, detail: z.string() }),
  /** A page gave the agent orders; told once a site. From then on what commits there is asked about. */
  'suspicion.noticed': z.object({ step, url: z.string(), quote: z.string() }),
  'cancel.requested': z.object({ reason: z.string().optional(), keyId: z.string().optional() }),
  'task.finished': z.object({ result: TaskResult, soFar }),
};

type DataOf<Schemas extends Record<string, z.ZodType>> = {
  [Type in keyof Schemas & string]: { readonly type: Type; readonly data: Readonly<z.infer<Schemas[Type]>> };
}[keyof Schemas & string];

/** An event before it has a place in its stream. */
export type SessionEvent = DataOf<typeof sessionEventData>;
export type TaskEvent = DataOf<typeof taskEventData>;
export type AnyEvent = SessionEvent | TaskEvent;
export type EventType = AnyEvent['type'];
export type EventOf<Type extends EventType> = Extract<AnyEvent, { type: Type }>;

/** An event in its place. `seq` starts at 1 and has no gap. */
export type Stored<E extends AnyEvent = AnyEvent> = E & {
  readonly v: 1;
  readonly stream: StreamId;
  readonly seq: number;
  readonly at: string;
  readonly ownerId: string;
};
