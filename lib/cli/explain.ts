/** What a person at a terminal is told of an error: what was wrong and what to do next. Never a stack. */

import { ApiError } from '../api/api-error.ts';
import { errorTable } from '../domain/error-table.ts';
import { isErrandError } from '../domain/errors.ts';
import { Unusable } from './unusable.ts';

export function explain(error: unknown): string {
  if (error instanceof ApiError) return told(error.code, error.problem?.detail ?? error.message, hintOf(error));
  if (isErrandError(error)) return told(error.code, error.detail, error.hint);
  if (error instanceof Unusable) return error.message;
  const what = error instanceof Error ? error.message : String(error);
  return told('internal.unexpected', what, errorTable['internal.unexpected'].hint);
}

/** The request could not be used, and the same again would not be either. That nobody answered is no fault of the request. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof Unusable) return true;
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}

const told = (code: string, detail: string, hint: string): string => `${code}: ${detail}\n  ${hint}`;

function hintOf({ code, problem }: ApiError): string {
  if (problem !== undefined) return problem.hint;
  return code === 'network.unreachable'
    ? 'Is it running (npm start), and is the address right?'
    : 'Name the address that npm start printed.';
}
