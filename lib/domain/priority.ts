/**
 * Which of the queued tasks is begun next. Pure arithmetic: who may act for a task, the lease alone decides.
 *
 *   score = queuedAt − head start of its priority + 5 min × tasks of its owner that run now (12 at most); the least is next
 *
 * Nothing starves. A task's base (the first two terms) never changes while it is queued, and its score is never more than base + 60 min.
 * So whoever is begun before it has a smaller base + 60 min, and was queued at most `MAX_OVERTAKING_MS` after it. Those are finitely many,
 * each is begun once for each time it is queued, and nobody who comes later goes before it.
 */

import * as z from 'zod';

/** Given with the consent. */
export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof Priority>;

const MINUTE_MS = 60_000;

/** As if it had been queued so much earlier. In milliseconds. */
export const headStartMs: Readonly<Record<Priority, number>> = {
  low: -30 * MINUTE_MS,
  normal: 0,
  high: 10 * MINUTE_MS,
  urgent: 60 * MINUTE_MS,
};

const FOR_EACH_RUNNING_MS = 5 * MINUTE_MS;
/** More running tasks than this count no more: else an owner with many would wait without a bound. */
const MAX_COUNTED = 12;
/** How much later than a base its score can be. */
export const MAX_HANDICAP_MS = FOR_EACH_RUNNING_MS * MAX_COUNTED;

/** Whatever was queued so long after a task is never begun before it: an urgent task of an idle owner against a low one of a busy owner. */
export const MAX_OVERTAKING_MS = headStartMs.urgent - headStartMs.low + MAX_HANDICAP_MS;

export interface Queueing {
  readonly priority?: Priority | undefined;
  /** ISO 8601. */
  readonly queuedAt: string;
  /** ISO 8601; absent: at once. */
  readonly notBefore?: string | undefined;
  /** A worker only takes it up to end it, and somebody waits for that. */
  readonly cancelRequested: boolean;
}

/** The part of the score that does not change, as a time that sorts as text (ISO 8601). A task whose cancel was taken is first. */
export function rankOf({ priority = 'normal', queuedAt, notBefore, cancelRequested }: Queueing): string {
  if (cancelRequested) return new Date(0).toISOString();
  const since = Math.max(Date.parse(queuedAt), notBefore === undefined ? 0 : Date.parse(notBefore));
  return new Date(since - headStartMs[priority]).toISOString();
}

export interface Candidate {
  readonly taskId: string;
  readonly ownerId: string;
  /** From `rankOf`. */
  readonly rank: string;
}

/** Tasks that run now, by owner. */
export type Running = ReadonlyMap<string, number>;

export function scoreOf({ ownerId, rank }: Candidate, running: Running): number {
  return Date.parse(rank) + FOR_EACH_RUNNING_MS * Math.min(running.get(ownerId) ?? 0, MAX_COUNTED);
}

/** Of equal scores the earlier rank, then the smaller id. */
export function chooseNext<One extends Candidate>(candidates: readonly One[], running: Running): One | undefined {
  return candidates.reduce<One | undefined>(
    (best, one) => (best === undefined || goesBefore(one, best, running) ? one : best),
    undefined,
  );
}

function goesBefore(one: Candidate, other: Candidate, running: Running): boolean {
  const difference = scoreOf(one, running) - scoreOf(other, running);
  if (difference !== 0) return difference < 0;
  return one.rank === other.rank ? one.taskId < other.taskId : one.rank < other.rank;
}
