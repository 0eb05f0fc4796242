/** Tells a failure that may pass from one that will not, and says what it was. Retries nothing itself. */

import type { ErrorCode } from '../../domain/errors.ts';

export type Failure =
  | {
      readonly kind: 'passing';
      readonly code: ErrorCode;
      readonly detail: string;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: 'final'; readonly code: ErrorCode; readonly detail: string };

interface HttpFailure extends Error {
  readonly status: number;
  readonly headers: Headers | undefined;
}

/** By the fields of the package's APIError, not by its class: the package is loaded lazily and may be bundled twice. */
function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

export function judgeFailure(
  error: unknown,
  at: { readonly baseUrl: string | undefined; readonly model: string },
): Failure {
  const where = at.baseUrl ?? 'the OpenAI API';
  const said = error instanceof Error ? error.message.slice(0, 300) : String(error);
  if (!isHttpFailure(error)) {
    // No connection, a timeout, or a body that is no JSON: all of them may pass.
    return {
      kind: 'passing',
      code: 'model.unavailable',
      detail: `${where} did not answer usably: ${said}`,
      retryAfterMs: undefined,
    };
  }
  const { status } = error;
  if (status === 401 || status === 403)
    return { kind: 'final', code: 'model.key-refused', detail: `${where} answered ${status}: ${said}` };
  if (status === 408 || status === 409 || status === 429 || status >= 500) {
    return {
      kind: 'passing',
      code: 'model.unavailable',
      detail: `${where} answered ${status}: ${said}`,
      retryAfterMs: retryAfterMs(error.headers),
    };
  }
  return {
    kind: 'final',
    code: 'model.request-refused',
    detail: `${where} refused the request to model "${at.model}" with ${status}: ${said}`,
  };
}

/** Seconds only; a date would need a clock, and endpoints send seconds. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
