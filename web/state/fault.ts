/** What went wrong with something the person asked for, in words for them. */

import { ApiError } from '../../lib/api/client.ts';
import { strings } from '../strings.ts';

export interface Fault {
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
}

export function faultOf(title: string, error: unknown): Fault {
  if (!(error instanceof ApiError)) return { title, detail: strings.unexpected, hint: '' };
  if (error.problem) return { title, detail: error.problem.detail, hint: error.problem.hint };
  return { title, detail: error.status === 0 ? strings.disconnected : error.message, hint: '' };
}
