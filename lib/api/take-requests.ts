/** Requests of other services as their queue delivers them: each is taken, or fails alone and comes again. Starts nothing. */

import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { SessionDeps } from './deps.ts';
import { requestErrand } from './request-errand.ts';

/** An event of EventBridge is longer; what else is in it says nothing to us. */
const Requested = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });

export async function takeRequests(deps: SessionDeps, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    try {
      await requestErrand(deps, parse(body));
    } catch (error) {
      const code = isErrandError(error) ? error.code : 'internal.unexpected';
      deps.log.warn('a request was not taken', { code }, error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

function parse(body: string): z.infer<typeof Requested> {
  const parsed = Requested.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new ErrandError('request.invalid', z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
