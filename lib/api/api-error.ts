/** What the client throws: the problem that the API answered with, or that no answer came. Knows no schema library. */

import type { Problem } from './schemas.ts';

export class ApiError extends Error {
  /** 0 where no answer came at all. */
  readonly status: number;
  /** A code of the error table; `network.unreachable` or `network.unreadable` where the API did not say one. */
  readonly code: string;
  readonly problem: Problem | undefined;

  constructor(status: number, code: string, message: string, problem?: Problem, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problem = problem;
  }
}

export function errorOfProblem(problem: Problem): ApiError {
  return new ApiError(problem.status, problem.code, `${problem.title}: ${problem.detail} ${problem.hint}`, problem);
}
