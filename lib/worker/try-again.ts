/** Tries again, within a step, what may pass by itself. A cancel, a lost lease and the deadline end the wait; nothing else is decided here. */

import type { ModelClient } from '../agent/model-client.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import { type Backoff, isTransient, waitMs } from '../domain/retry.ts';
import type { WorkerDeps } from './worker-deps.ts';

type Waiting = Pick<WorkerDeps, 'sleep' | 'random' | 'log'>;

export interface Trying {
  /** For the log. */
  readonly what: string;
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
}

/** 31 s at most, and what the adapter's own tries take. */
const MODEL: Backoff = { firstMs: 1_000, maxMs: 16_000, tries: 6 };
/** Memory or descriptors may be short for a moment; a start takes seconds by itself. */
const BROWSER: Backoff = { firstMs: 1_000, maxMs: 8_000, tries: 3 };
/** 47 s at most: what was got must not be lost for that. */
const BUCKET: Backoff = { firstMs: 1_000, maxMs: 16_000, tries: 7 };

/** Throws the last error. */
async function tryAgain<T>(deps: Waiting, trying: Trying, call: () => Promise<T>): Promise<T> {
  const { what, backoff, signal } = trying;
  for (let failed = 1; ; failed += 1) {
    try {
      return await call();
    } catch (error) {
      const mayPass = error instanceof ErrandError && isTransient(error.code);
      if (!mayPass || failed >= backoff.tries || signal.aborted) throw error;
      const ms = waitMs(backoff, failed, deps.random ?? (() => 1));
      deps.log('warn', 'tries again', { what, ms, failed, why: error.code });
      await deps.sleep(ms, signal);
    }
  }
}

/** The same model, asked again where its endpoint is away for longer than the adapter itself waits. */
export function patientModel(deps: Waiting, model: ModelClient): ModelClient {
  return {
    ...model,
    complete: (request, signal) =>
      tryAgain(deps, { what: 'model', backoff: MODEL, signal }, () => model.complete(request, signal)),
  };
}

export function startPatiently<T>(deps: Waiting, signal: AbortSignal, start: () => Promise<T>): Promise<T> {
  return tryAgain(deps, { what: 'browser', backoff: BROWSER, signal }, start);
}

/** Throws `bucket.unavailable`, and what else `call` throws. */
export function reachBucket<T>(deps: Waiting, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  return tryAgain(deps, { what: 'bucket', backoff: BUCKET, signal }, () => call().catch(throwAsAway));
}

/** The bucket said no to the request itself: the same again would be no other. */
const isRefusal = (error: Error): boolean => {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
};

function throwAsAway(error: unknown): never {
  if (isErrandError(error) || !(error instanceof Error) || isRefusal(error)) throw error;
  throw new ErrandError('bucket.unavailable', `The bucket did not do it: ${error.name}.`, {}, error);
}
