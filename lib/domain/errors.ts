/** The one error class. Every failure a person or a program can meet is one of the rows of `error-table.ts`. */

import { type ErrorCode, errorTable } from './error-table.ts';

export type { ErrorCode } from './error-table.ts';

/** An error that crosses a boundary. `detail` says what was wrong with which value; title and hint come from the table. */
export class ErrandError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Fields for machines: the paths that failed, the limit, the allowed values. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: string, extra: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'ErrandError';
    this.code = code;
    this.detail = detail;
    this.extra = extra;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get hint(): string {
    return errorTable[this.code].hint;
  }
}

/** What the model must see is a value, not an exception. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string;
}

export function refusal(code: ErrorCode, detail: string): Refusal {
  return { ok: false, code, detail, hint: errorTable[code].hint };
}

export function isErrandError(error: unknown, code?: ErrorCode): error is ErrandError {
  return error instanceof ErrandError && (code === undefined || error.code === code);
}
