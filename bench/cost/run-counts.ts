/** How often each thing happens in one errand's runs: steps, looks, waits, heartbeats, checkpoints. Pure arithmetic on the workload. */

import { isParked, PARK_AFTER_SECONDS, type Workload } from './workload.ts';

export interface RunCounts {
  /** Starts of a worker: one, and one more after each time it was parked. */
  readonly runs: number;
  readonly decisions: number;
  /** Acts on the page or reading of it, the opening of the start page included. */
  readonly acts: number;
  readonly looks: number;
  readonly extractions: number;
  readonly datasets: number;
  readonly questions: number;
  readonly parks: number;
  /** Events that name new hosts, each beside an outcome. */
  readonly hostEvents: number;
  readonly checkpoints: number;
  /** Checkpoints that a newer one took the place of. */
  readonly replaced: number;
  readonly renewals: number;
  readonly watchReads: number;
  readonly pollReads: number;
  /** How often a worker asks who watches its page. */
  readonly liveAsks: number;
  /** Of the task's stream, whole. */
  readonly events: number;
}

const LOOK_SECONDS = 0.5;
const ASK_SECONDS = 2;
const RENEW_SECONDS = 10;
const CHECKPOINT_SECONDS = 5;
/** The last step finishes; one before it reads the data; both are no clicks. */
const EXTRACTIONS = 1;

/** A share of the errands waits once more than the others: both are counted, and weighed. */
export function countRun(workload: Workload): RunCounts {
  const below = Math.floor(workload.waits);
  const share = workload.waits - below;
  const few = countWhole(workload, below);
  if (share === 0) return few;
  const many = countWhole(workload, below + 1);
  const mixed = Object.entries(few).map(([name, count]): [string, number] => [
    name,
    count * (1 - share) + (Object.entries(many).find(([other]) => other === name)?.[1] ?? 0) * share,
  ]);
  return { ...few, ...Object.fromEntries(mixed) };
}

interface Segment {
  /** Decisions of this run of a worker, and how many of them are followed by a look. */
  readonly decisions: number;
  readonly lookedAfter: number;
  readonly seconds: number;
}

function countWhole(workload: Workload, waits: number): RunCounts {
  const { steps, waitingMinutes } = workload;
  const parked = isParked(workload);
  const parks = parked ? waits : 0;
  const acting = Math.max(1, steps - waits - 1);
  const extractions = Math.min(EXTRACTIONS, acting);
  const segments = segmentsOf(workload, { waits, acting, parked });
  const inPlace = Math.min(waitingMinutes * 60, PARK_AFTER_SECONDS);
  const sum = (each: (segment: Segment) => number): number => segments.reduce((all, one) => all + each(one), 0);
  const stepsACheckpoint = Math.max(1, Math.ceil(CHECKPOINT_SECONDS / workload.secondsPerStep));
  // One before each question (save-before-asking.ts), and one where the run is put away.
  const checkpoints = sum(({ lookedAfter }) => Math.floor(lookedAfter / stepsACheckpoint)) + waits + parks;
  const renewals = sum(({ seconds }) => Math.max(0, Math.ceil(seconds / RENEW_SECONDS) - 1));
  const watchLooks = sum(({ seconds }) => Math.max(0, Math.ceil(seconds / LOOK_SECONDS) - 1));
  const runs = 1 + parks;
  const acts = acting + 1;
  const looks = 1 + acting + waits;
  const counts = {
    runs,
    decisions: acting + waits + 1,
    acts,
    looks,
    extractions,
    datasets: extractions,
    questions: waits,
    parks,
    hostEvents: acts - extractions + parks,
    checkpoints,
    replaced: Math.max(0, checkpoints - 1),
    renewals,
    watchReads: watchLooks - renewals,
    pollReads: waits * Math.max(0, Math.ceil(inPlace / LOOK_SECONDS)),
    // The first as soon as its browser is open.
    liveAsks: sum(({ seconds }) => Math.ceil(seconds / ASK_SECONDS)),
  };
  return { ...counts, events: eventsOf(counts, workload.screenshots) };
}

/** The questions come in the middle, one after the other. */
function segmentsOf(
  { secondsPerStep, waitingMinutes }: Workload,
  { waits, acting, parked }: { readonly waits: number; readonly acting: number; readonly parked: boolean },
): readonly Segment[] {
  const inPlace = Math.min(waitingMinutes * 60, PARK_AFTER_SECONDS);
  if (waits === 0 || !parked) {
    const decisions = acting + waits + 1;
    return [{ decisions, lookedAfter: acting, seconds: decisions * secondsPerStep + waits * inPlace }];
  }
  const before = Math.floor((acting - 1) / 2);
  const ofFirst = { decisions: before + 1, lookedAfter: before };
  const between = Array.from({ length: waits - 1 }, () => ({ decisions: 1, lookedAfter: 0 }));
  const ofLast = { decisions: acting - before + 1, lookedAfter: acting - before };
  return [ofFirst, ...between, ofLast].map(({ decisions, lookedAfter }, index, all) => ({
    decisions,
    lookedAfter,
    seconds: decisions * secondsPerStep + (index < all.length - 1 ? inPlace : 0),
  }));
}

/** Of the task's own stream, those of the consent and of the answers included. */
function eventsOf(counts: Omit<RunCounts, 'events'>, screenshots: number): number {
  const { runs, decisions, acts, looks, extractions, datasets, questions, parks, hostEvents, checkpoints } = counts;
  const queued = 1 + parks;
  const answered = questions;
  const artifacts = looks * screenshots + 2 * datasets + 2 + 1;
  const begun = 2 * runs + (runs - 1);
  return (
    queued +
    begun +
    looks +
    artifacts +
    decisions +
    2 * acts +
    hostEvents +
    extractions +
    questions +
    answered +
    parks +
    checkpoints +
    1
  );
}
