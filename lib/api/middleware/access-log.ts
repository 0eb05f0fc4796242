/** One line a request: ids, status, milliseconds. Never a body, a query or a header. */

import { openLog } from '../../telemetry/log.ts';
import { type ApiMiddleware, type ApiRequest, logFields } from '../exchange.ts';

export const accessLog: ApiMiddleware = { after: write, onError: write };

function write({ event, response }: ApiRequest): void {
  const { deps, startedAt, code, replay } = event.exchange;
  (deps?.log ?? openLog('errand')).info('request', {
    ...logFields(event),
    status: response?.statusCode,
    code,
    replayed: replay === undefined ? undefined : true,
    ms: deps === undefined || startedAt === undefined ? undefined : deps.clock() - startedAt,
  });
}
