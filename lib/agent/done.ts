/** What came of one act, and the few ways in which an act ends. Acts on nothing. */

import type { Action, Target } from '../domain/action.ts';
import type { Grant } from '../domain/approval.ts';
import type { Spent } from '../domain/budget.ts';
import { isErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import type { Dataset } from './datasets.ts';
import { clipOutcome } from './for-record.ts';
import type { ModelImage } from './model-client.ts';
import { type RunDeps, type RunState, soFarIn } from './run.ts';
import type { Approved } from './two-halves.ts';
import type { Said } from './wary.ts';

export interface Done {
  readonly action: Action;
  /** What the model is told. */
  readonly value: Readonly<Record<string, unknown>> & { readonly ok: boolean };
  /** The page's words that belong to the value: shown fenced, and only for some turns. */
  readonly excerpt?: string;
  /** A page's words that came by it, and whose: the excerpt, or more than the model is shown of it. */
  readonly heard?: Said;
  /** `navigated`: what follows in the turn was meant for another page. */
  readonly effect: 'navigated' | 'changed' | 'none' | 'failed';
  /** Why it failed, where our own code says so. */
  readonly refused?: Refusal;
  /** True where something new came of it: the page changed, or something was read. */
  readonly progressed: boolean;
  readonly datasets: readonly Dataset[];
  readonly spent: Spent;
  /** Refs beyond the observation's that the model has been shown. */
  readonly targets?: ReadonlyMap<string, Target>;
  /** How long a person was waited for: no time of acting. */
  readonly waitedMs?: number;
  /** How long a secret was waited for: no time of acting either. */
  readonly restedMs?: number;
  /** A kind of act that was approved on the way. */
  readonly grant?: Grant | undefined;
  /** What the person said yes to, be it once. */
  readonly approved?: Approved;
  /** A picture the model asked to see. */
  readonly picture?: ModelImage;
}

/** An act whose intent is on record. */
export interface Begun<A extends Action = Action> {
  readonly action: A;
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly start: number;
}

/** Nothing came of it but what is said here. */
export function done(state: RunState, action: Action, said: Pick<Done, 'value' | 'effect' | 'progressed'>): Done {
  return { action, datasets: state.datasets, spent: state.spent, ...said };
}

export function refused(state: RunState, action: Action, told: Refusal): Done {
  return { ...done(state, action, { value: { ...told }, effect: 'failed', progressed: false }), refused: told };
}

export async function recordFinished(
  deps: RunDeps,
  state: RunState,
  { index, start }: Begun,
  outcome: Outcome,
): Promise<void> {
  const ms = Math.round(deps.clock() - start);
  const data = { step: state.step, index, outcome: clipOutcome(outcome), ms, soFar: soFarIn(deps, state) };
  await deps.journal.record([{ type: 'action.finished', data }]);
}

export async function failed(deps: RunDeps, state: RunState, begun: Begun, told: Refusal): Promise<Done> {
  await recordFinished(deps, state, begun, told);
  return refused(state, begun.action, told);
}

/** A page that cannot be read now is told to the model. A browser that is gone ends the run. */
export async function orRefusal<T extends object>(reading: Promise<T>): Promise<T | Refusal> {
  try {
    return await reading;
  } catch (error) {
    if (!isErrandError(error) || !error.code.startsWith('page.') || error.code === 'page.crashed') throw error;
    return refusal(error.code, error.detail);
  }
}
