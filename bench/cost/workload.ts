/** What a month's errands are like, in figures that a person can guess. The defaults are those of docs/benchmarks.md, or are said to be guesses. */

export interface Workload {
  readonly tasks: number;
  /** Decisions of the model in one errand, the last one included. */
  readonly steps: number;
  readonly secondsPerStep: number;
  /** Input and output together, as the budget counts them. */
  readonly tokensPerStep: number;
  /** Of these, what the model writes. */
  readonly outputTokensPerStep: number;
  /** How often a person is asked and the run is put away; fractions are a share of the errands. */
  readonly waits: number;
  /** Of one wait, until the person has answered. */
  readonly waitingMinutes: number;
  /** Pictures kept at each look. */
  readonly screenshots: number;
  readonly screenshotKb: number;
  /** Of an observation as its event holds it. */
  readonly pageKb: number;
  /** Consoles that follow an errand, each from the wish to the end. */
  readonly watchers: number;
  /** Of the errands that a console follows, the share whose page it also shows live, as long as a worker has them. */
  readonly watchedLive: number;
  readonly keepMonths: number;
  /** As infra/constructs has them. */
  readonly workerMb: number;
  readonly workerTmpMb: number;
  /** Of every function but the worker. */
  readonly apiMb: number;
  readonly modelInputUsd: number;
  readonly modelOutputUsd: number;
}

export const defaultWorkload: Workload = {
  tasks: 100_000,
  steps: 12,
  secondsPerStep: 3,
  tokensPerStep: 2_000,
  outputTokensPerStep: 150,
  waits: 1,
  waitingMinutes: 5,
  screenshots: 1,
  screenshotKb: 80,
  pageKb: 7.5,
  watchers: 1,
  watchedLive: 0.25,
  keepMonths: 1,
  workerMb: 2_048,
  workerTmpMb: 2_048,
  apiMb: 1_024,
  modelInputUsd: 0.25,
  modelOutputUsd: 2,
};

/** The worker waits so long in place before it parks: `connect.ts`. */
export const PARK_AFTER_SECONDS = 20;

/** A wait that is shorter is waited for in place, and nothing is put away. */
export const isParked = ({ waitingMinutes }: Pick<Workload, 'waitingMinutes'>): boolean =>
  waitingMinutes * 60 > PARK_AFTER_SECONDS;

/** Seconds in which a worker runs for one errand, as far as steps and waits make them. */
export function actingSeconds({ steps, secondsPerStep, waits, waitingMinutes }: Workload): number {
  return steps * secondsPerStep + waits * Math.min(waitingMinutes * 60, PARK_AFTER_SECONDS);
}
