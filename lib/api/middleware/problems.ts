/** Answers failures with problem JSON. What nobody foresaw is logged whole and told as `internal.unexpected`. */

import { errorTable } from '../../domain/error-table.ts';
import type { ErrandError } from '../../domain/errors.ts';
import { openLog } from '../../telemetry/log.ts';
import { type ApiMiddleware, type ApiRequest, logFields } from '../exchange.ts';
import { errandErrorOf, problemOf } from '../problem.ts';

/** Seconds after which the same request may pass, where the error does not know better. */
const RETRY_AFTER = 1;

export const problems: ApiMiddleware = { onError: answer };

function answer(request: ApiRequest): void {
  const { exchange } = request.event;
  if (exchange.replay !== undefined) return;
  const error = errandErrorOf(request.error);
  exchange.code = error.code;
  if (error.status >= 500) {
    const log = exchange.deps?.log ?? openLog('errand');
    log.error('failed', { ...logFields(request.event), code: error.code }, error.cause ?? error);
  }
  request.response = {
    statusCode: error.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(errorTable[error.code].retry === 'later' ? { 'retry-after': retryAfter(error) } : {}),
    },
    body: JSON.stringify(problemOf(error, exchange.requestId)),
  };
}

/** Whole seconds, as HTTP has them. */
function retryAfter({ extra }: ErrandError): string {
  const seconds = extra.retryAfterSeconds;
  return String(typeof seconds === 'number' ? Math.max(1, Math.ceil(seconds)) : RETRY_AFTER);
}
