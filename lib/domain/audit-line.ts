/** One line of an exported audit: an event in its place of the chain, with its data where the audit shows it. Pure; reads no table. */

import canonicalize from 'canonicalize';
import * as z from 'zod';
import { hashOfLink, type Place } from './chain.ts';
import { digestOf } from './digest.ts';
import type { AnyEvent, EventType, Stored } from './events.ts';
import { hasPlaceholder } from './secret.ts';

const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

export const AuditEventLine = z.strictObject({
  v: z.literal(1),
  stream: z.string(),
  seq: z.int().min(1),
  at: z.string(),
  ownerId: z.string(),
  type: z.string(),
  /** Left out where the audit is not about it: a page's text, a model's words, a message. */
  data: z.record(z.string(), z.unknown()).optional(),
  dataDigest: Digest,
  prev: Digest,
  hash: Digest,
});
export type AuditEventLine = z.infer<typeof AuditEventLine>;

/** After a stream's events: what its head said when it was exported. */
const AuditHeadLine = z.strictObject({
  v: z.literal(1),
  stream: z.string(),
  head: z.strictObject({ seq: z.int().min(0), hash: Digest }),
});

export const AuditLine = z.union([AuditEventLine, AuditHeadLine]);
export type AuditLine = z.infer<typeof AuditLine>;

/** Who agreed to what, what was refused, what left the house, and how it ended. The rest is in the chain by its digest alone. */
const SHOWN = {
  'proposal.made': true,
  'proposal.declined': true,
  'proposal.superseded': true,
  'proposal.expired': true,
  'consent.given': true,
  'task.queued': true,
  'task.started': true,
  'task.reported': true,
  'action.refused': true,
  'artifact.saved': true,
  'hosts.contacted': true,
  'secret.used': true,
  'approval.asked': true,
  'approval.given': true,
  'approval.denied': true,
  'approval.used': true,
  'suspicion.noticed': true,
  'outcome.unknown': true,
  'pause.requested': true,
  'resume.requested': true,
  'budget.reached': true,
  'budget.extended': true,
  'budget.declined': true,
  'secret.needed': true,
  'secret.stored': true,
  'secret.skipped': true,
  'instruction.added': true,
  'control.requested': true,
  'control.taken': true,
  'person.acted': true,
  'control.returned': true,
  'task.parked': true,
  'task.resumed': true,
  'cancel.requested': true,
  'task.finished': true,
} as const satisfies Partial<Record<EventType, true>>;

/** An act that names a secret is shown from its start on: its worker may have died in the middle of it. */
export const isShownInAudit = (event: AnyEvent): boolean =>
  event.type in SHOWN || (event.type === 'action.started' && hasPlaceholder(JSON.stringify(event.data.action)));

/** An event as it lies in the table, with what ties it to the one before. */
export interface ChainedEvent {
  readonly event: Stored;
  /** Absent where it was stored before there were chains, or where somebody took it away. */
  readonly prev: string | undefined;
}

const NO_HASH = `sha256:${'f'.repeat(64)}`;

/** The hash is made of what the table has now, so that a changed row shows at the next line. */
export function auditLineOf({ event, prev = NO_HASH }: ChainedEvent, isShown = isShownInAudit(event)): AuditEventLine {
  const { v, stream, seq, at, ownerId, type, data } = event;
  const place: Place = { v, stream, seq, at, ownerId, type };
  const dataDigest = digestOf(data);
  const hash = hashOfLink(place, dataDigest, prev);
  return { ...place, v: 1, ...(isShown ? { data } : {}), dataDigest, prev, hash };
}

/** Canonical: the table gives the parts of an event in any order, and two exports of the same are the same file. */
export const writeLines = (lines: readonly AuditLine[]): string =>
  lines.map(line => `${canonicalize(line) ?? ''}\n`).join('');
