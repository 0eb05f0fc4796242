/** An hour of errands as discrete events: arrivals with a burst, workers up to a cap that grow as Lambda grows them, waits for people. Pure: same seed, same hour. */

import { randomFrom } from '../../tests/faults/random.ts';
import { makeHeap } from './heap.ts';

export interface Scene {
  /** Errands a second, beside the burst. */
  readonly rate: number;
  readonly seconds: number;
  /** So many errands more, all within ten seconds in the middle of the hour. */
  readonly burst: number;
  /** Seconds that a worker has an errand each time it runs; between two runs a person is waited for. */
  readonly runSeconds: readonly number[];
  /** The mean of a wait; waits are spread exponentially. */
  readonly waitSeconds: number;
  /** Invocations at the same time that the account or the function may have. */
  readonly cap: number;
  /** What the queue's event source mapping begins with, adds a minute, and never passes. */
  readonly pollers: { readonly first: number; readonly aMinute: number; readonly most: number };
  readonly seed: number;
}

export interface Hour {
  readonly runs: number;
  /** Seconds from the message to its worker. */
  readonly queueAge: { readonly p50: number; readonly p95: number; readonly most: number };
  /** Workers at the same time, looked at each second. */
  readonly concurrency: { readonly mean: number; readonly p95: number; readonly most: number };
  /** For each second, so that what a worker does a second can be put on it. */
  readonly running: readonly number[];
  readonly leftInQueue: number;
}

type Happening =
  | { readonly at: number; readonly kind: 'queued'; readonly run: number }
  | { readonly at: number; readonly kind: 'done'; readonly run: number }
  | { readonly at: number; readonly kind: 'grown' };

const BURST_SECONDS = 10;
const MINUTE = 60;

export function simulate(scene: Scene): Hour {
  const random = randomFrom(scene.seed);
  const heap = makeHeap<Happening>();
  for (const at of arrivalsOf(scene, random)) heap.push({ at, kind: 'queued', run: 0 });
  for (let at = MINUTE; at < scene.seconds; at += MINUTE) heap.push({ at, kind: 'grown' });
  const waiting: { at: number; run: number }[] = [];
  let nextWaiting = 0;
  let running = 0;
  let pollers = scene.pollers.first;
  let runs = 0;
  const ages: number[] = [];
  const seconds = new Array<number>(Math.ceil(scene.seconds)).fill(0);
  let sampled = 0;
  const sampleUntil = (now: number): void => {
    for (; sampled < Math.min(now, seconds.length); sampled += 1) seconds[sampled] = running;
  };
  const start = (now: number): void => {
    while (running < Math.min(scene.cap, pollers) && nextWaiting < waiting.length) {
      const { at, run } = waiting[nextWaiting] ?? { at: now, run: 0 };
      nextWaiting += 1;
      ages.push(now - at);
      running += 1;
      runs += 1;
      heap.push({ at: now + spread(scene.runSeconds[run] ?? 0, random), kind: 'done', run });
    }
  };
  for (let next = heap.pop(); next !== undefined && next.at < scene.seconds; next = heap.pop()) {
    sampleUntil(next.at);
    switch (next.kind) {
      case 'queued':
        waiting.push({ at: next.at, run: next.run });
        break;
      case 'done': {
        running -= 1;
        const run = next.run + 1;
        if (run < scene.runSeconds.length) {
          const at = next.at + gap(1 / scene.waitSeconds, random);
          heap.push({ at, kind: 'queued', run });
        }
        break;
      }
      case 'grown': {
        const isBehind = waiting.length > nextWaiting;
        if (isBehind) pollers = Math.min(scene.pollers.most, pollers + scene.pollers.aMinute);
        break;
      }
      default:
        next satisfies never;
    }
    start(next.at);
  }
  sampleUntil(scene.seconds);
  return {
    runs,
    queueAge: { p50: quantile(ages, 0.5), p95: quantile(ages, 0.95), most: quantile(ages, 1) },
    concurrency: {
      mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      p95: quantile(seconds, 0.95),
      most: quantile(seconds, 1),
    },
    running: seconds,
    leftInQueue: waiting.length - nextWaiting,
  };
}

function arrivalsOf({ rate, seconds, burst }: Scene, random: () => number): readonly number[] {
  const at: number[] = [];
  let now = gap(rate, random);
  while (now < seconds) {
    at.push(now);
    now += gap(rate, random);
  }
  const middle = seconds / 2;
  for (let one = 0; one < burst; one += 1) at.push(middle + random() * BURST_SECONDS);
  return at;
}

/** Exponential: nobody knows of the others. */
const gap = (rate: number, random: () => number): number => -Math.log(1 - random()) / rate;

/** Errands differ: from half to one and a half of the mean. */
const spread = (mean: number, random: () => number): number => mean * (0.5 + random());

export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

/** How far a stream's readers fall behind, each second: what came in less what they can deliver. Seconds of lag, in order. */
export function lagOf(inflow: readonly number[], capacity: number): readonly number[] {
  let behind = 0;
  return inflow.map(events => {
    behind = Math.max(0, behind + events - capacity);
    return behind / capacity;
  });
}
