/** What a run is made of: its dependencies, and the state that a step takes and gives back. Plain data, so that it can be kept. */

import type { Action, Target } from '../domain/action.ts';
import type { Called, Grant } from '../domain/approval.ts';
import type { SoFar, Spent } from '../domain/budget.ts';
import type { Clock } from '../domain/ids.ts';
import type { TaskResult } from '../domain/result.ts';
import type { SecretFacts } from '../domain/secret.ts';
import type { Suspicion } from '../domain/suspicion.ts';
import type { Heard } from '../domain/taint.ts';
import type { Decision, Task } from '../domain/task.ts';
import type { Verb } from '../domain/verb.ts';
import type { Dataset } from './datasets.ts';
import type { ControlPort } from './hand-over.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import type { ModelClient, ModelImage } from './model-client.ts';
import type { Observation, Page } from './page.ts';
import type { Told } from './person-told.ts';
import type { Habits } from './stuck.ts';
import type { Approved } from './two-halves.ts';

export interface RunDeps {
  readonly page: Page;
  readonly model: ModelClient;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Those of the consent that are stored: what they are for, without their values. */
  readonly secrets?: readonly SecretFacts[];
  /** A fresh unguessable mark for each page block. */
  readonly mark: () => string;
  /** Aborted by a cancel, a lost lease, or the deadline. */
  readonly signal: AbortSignal;
  /** Asked between two steps: why the run should be put away, or nothing. */
  readonly wantsRest?: () => RestReason | undefined;
  /** By which a person takes the page over between two steps. */
  readonly control?: ControlPort | undefined;
  /** Kept at once: a person begins, or has ended. */
  readonly checkpointNow?: (state: RunState) => Promise<void>;
  /** After each step, for what the next worker would go on from. */
  readonly checkpoint?: (state: RunState) => Promise<void>;
  /** True where a run that breaks off with `page.crashed` is gone on with, from its checkpoint, in another browser. */
  readonly isResumable?: boolean;
  /** Given the newest state before and after each act, so that what was collected outlives a failure. */
  readonly keep: (state: RunState) => void;
}

/** `pause`: a person asked for it. `deadline`: the function's time is nearly up. */
export type RestReason = 'pause' | 'deadline';

/** An act that was begun and may or may not have been done. */
export interface UnknownAct {
  readonly action: Action;
  readonly verb: Verb;
  readonly description: string;
  /** `unanswered`: its page failed before it showed what came of it. Absent where a worker ended in it. */
  readonly why?: 'unanswered';
}

export interface RunState {
  readonly task: Task;
  readonly step: number;
  /** When this worker began, ms since the epoch, moved on by the time spent waiting for a person: for the budget of seconds. */
  readonly startedAt: number;
  readonly spent: Spent;
  readonly history: History;
  readonly observation: Observation;
  /** What the model has been shown before the newest page: pages and excerpts, newest last. */
  readonly seen: readonly string[];
  /** The same and more by the site that said it: where a value comes from is told by it. */
  readonly heard: Heard;
  /** What the person has answered. */
  readonly answers: readonly string[];
  /** How many instructions of the person the model has been told. */
  readonly instructed: number;
  /** What the model knows of persons' own hands. */
  readonly told: Told;
  /** The first order to the agent of each site that gave one. */
  readonly suspicions: readonly Suspicion[];
  /** Refs beyond the observation's own that the model has been shown of this page. */
  readonly found: ReadonlyMap<string, Target>;
  readonly datasets: readonly Dataset[];
  /** Kinds of acts that the person has approved for the rest of the task. */
  readonly grants: readonly Grant[];
  /** What the person said yes to right before: the page's own question after it may be part of the same act. */
  readonly approved?: Approved | undefined;
  /** What was pressed last: a question of the page came of it. */
  readonly after?: Called | undefined;
  /** A person's newest decision, for the act that it is about; it came while no worker was there. */
  readonly decision: Decision | undefined;
  /** Not to be repeated without a question. */
  readonly unknown: readonly UnknownAct[];
  readonly habits: Habits;
  /** Unusable answers in a row. */
  readonly malformed: number;
}

/** What comes after a step. The loop only switches on it. */
export type NextStep =
  /** `shown` is a picture the model asked for; `struggling` says that nothing came of the turn. */
  | {
      readonly kind: 'run-again';
      readonly state: RunState;
      readonly shown?: ModelImage | undefined;
      readonly struggling?: boolean;
    }
  | { readonly kind: 'finished'; readonly state: RunState; readonly result: TaskResult }
  | { readonly kind: 'needs-answer'; readonly state: RunState; readonly question: string; readonly callId: string }
  | { readonly kind: 'failed'; readonly state: RunState; readonly result: TaskResult };

/** Seconds of acting so far. Time spent waiting for a person is taken out by moving `startedAt`. */
const secondsSince = ({ startedAt }: Pick<RunState, 'startedAt'>, now: number): number =>
  Math.round((now - startedAt) / 1_000);

/** For the record: a clock that was set back makes no time negative. */
export const soFarOf = (
  state: Pick<RunState, 'startedAt'>,
  { now, bytes }: { readonly now: number; readonly bytes: number },
): SoFar => ({ seconds: Math.max(0, secondsSince(state, now)), bytes });

export const soFarIn = ({ page, clock }: Pick<RunDeps, 'page' | 'clock'>, state: Pick<RunState, 'startedAt'>): SoFar =>
  soFarOf(state, { now: clock(), bytes: page.bytesReceived() });

/** The time of a person's deciding is not the errand's. */
export const rested = (state: RunState, ms: number): RunState => ({ ...state, startedAt: state.startedAt + ms });
