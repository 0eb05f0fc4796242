/** What the events up to a lease say about how the task came to this worker: how long it was queued, and whether another lost it. Pure. */

import type { Stored, TaskEvent } from '../domain/events.ts';
import type { Measure } from './metric-table.ts';

export interface Start {
  /** From when it was queued and due to when it was taken up, in milliseconds. */
  readonly queuedMs: number;
  /** The worker before died, or lost its lease. */
  readonly tookOver: boolean;
}

/** Undefined where the events do not end with the one that takes the lease. */
export function readStart(events: readonly Stored<TaskEvent>[]): Start | undefined {
  const last = events.findLastIndex(({ type }) => type === 'task.started');
  const started = events[last];
  if (started === undefined) return undefined;
  const before = events.slice(0, last).findLastIndex(({ type }) => type === 'task.started');
  const between = events.slice(before + 1, last);
  // Queued again because its message was lost, it has waited since the first time.
  const queued = between.find(({ type }) => type === 'task.queued');
  if (queued?.type !== 'task.queued') return { queuedMs: 0, tookOver: before >= 0 };
  const { reason, notBefore } = queued.data;
  const due = Math.max(Date.parse(queued.at), notBefore === undefined ? 0 : Date.parse(notBefore));
  const parked = between.some(({ type }) => type === 'task.parked');
  return {
    queuedMs: Math.max(0, Date.parse(started.at) - due),
    tookOver: before >= 0 && !parked && reason === 'reclaimed',
  };
}

export const measureStart = ({ queuedMs, tookOver }: Start): Measure => ({
  figures: { QueueAge: queuedMs, ...(tookOver ? { LeaseTakeOvers: 1 } : {}) },
});
