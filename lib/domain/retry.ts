/** Which failures pass by themselves, and how long a task rests before it is tried again. Pure: waits for nothing. */

import type { ErrorCode } from './errors.ts';

/** The model's endpoint, the browser or the bucket is away. All else is either told to the model or ends the task at once. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  'model.unavailable',
  'browser.launch-failed',
  'page.crashed',
  'bucket.unavailable',
]);

export const isTransient = (code: ErrorCode): boolean => TRANSIENT.has(code);

/** How often one task is queued again for such a failure, in all: then it ends as failed. */
export const MAX_RETRIES = 4;

const FIRST_MS = 20_000;

/**
 * How long a task rests before its retry with this number (1 is the first): 20, 40, 80, 160 s, of which half by chance.
 * Not all of it, as within a step: the rests together must outlast an endpoint that is away for two minutes.
 */
export function restMs(retry: number, random: () => number): number {
  const ceiling = FIRST_MS * 2 ** (retry - 1);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

export interface Backoff {
  /** The ceiling of the first wait. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** The first one counts. */
  readonly tries: number;
}

/** Full jitter: anything from nothing to the ceiling, which doubles. `failed`: how many tries have failed. */
export function waitMs({ firstMs, maxMs }: Backoff, failed: number, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, firstMs * 2 ** (failed - 1)));
}
