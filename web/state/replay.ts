/** Where a person is in a run's steps: at its end, which moves on while it runs, or at one step. Pure; the clock comes in. */

import type { StepView } from './step-view.ts';

/** `end`: the newest step, live while it runs. Else the index of a step. */
export type Position = 'end' | number;

export const speeds = [0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

/** The index that is shown; -1 where there are no steps. */
export const indexAt = (position: Position, count: number): number =>
  position === 'end' ? count - 1 : Math.min(position, count - 1);

/** The last step is the end, so that a run that goes on is followed again. */
export function moveTo(index: number, count: number): Position {
  if (index >= count - 1) return 'end';
  return Math.max(0, index);
}

export const moveBy = (position: Position, by: number, count: number): Position =>
  moveTo(indexAt(position, count) + by, count);

/** From the end, a replay begins anew. */
export const startOf = (position: Position, count: number): Position =>
  indexAt(position, count) >= count - 1 ? moveTo(0, count) : position;

const LEAST_MS = 500;
const MOST_MS = 3_000;

/** How long a step stays: as long as it took, within what a person can follow and will wait for. */
export function dwellMs(steps: readonly StepView[], index: number, speed: Speed): number {
  const [here, next] = [steps[index], steps[index + 1]];
  if (here === undefined || next === undefined) return LEAST_MS / speed;
  return Math.min(MOST_MS, Math.max(LEAST_MS, next.beganAt - here.beganAt)) / speed;
}

/** Milliseconds from the run's first step to the one shown. */
export const elapsedAt = (steps: readonly StepView[], index: number): number =>
  Math.max(0, (steps[index]?.beganAt ?? 0) - (steps[0]?.beganAt ?? 0));
