/** What the client throws: the problem that the API answered with, or that no answer came. Knows no schema library. */

import type { Problem } from './response-schemas.ts';

export interface ApiErrorDetails {
  readonly problem?: Problem | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

export class ApiError extends Error {
  /** 0 where no answer came at all. */
  readonly status: number;
  /** A code of the error table; `network.unreachable` or `network.unreadable` where the API did not say one. */
  readonly code: string;
  readonly problem: Problem | undefined;
  /** As the answer's Retry-After said. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, message: string, more: ApiErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problem = more.problem;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export function errorOfProblem(problem: Problem, retryAfterSeconds?: number): ApiError {
  const { status, code, title, detail, hint } = problem;
  return new ApiError(status, code, `${title}: ${detail} ${hint}`, { problem, retryAfterSeconds });
}
