/** Requests of other services as their queue delivers them: each is taken once, or fails alone and comes again; what is none, at once each time. Starts nothing. */

import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { SessionDeps } from './deps.ts';
import { requestErrand } from './request-errand.ts';

export interface RequestDeps extends SessionDeps {
  /** Shows a message again at once, where no later try can end otherwise: it is put aside in seconds, and not after each hidden time. */
  readonly giveBack: (receiptHandle: string) => Promise<void>;
}

/** An event of EventBridge is longer; what else is in it says nothing to us. */
const Requested = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });

export async function takeRequests(deps: RequestDeps, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of Records) {
    try {
      await requestErrand(deps, parse(record.body), {
        messageId: record.messageId,
        sentAt: Number(record.attributes.SentTimestamp),
      });
    } catch (error) {
      const code = isErrandError(error) ? error.code : 'internal.unexpected';
      deps.log.warn('a request was not taken', { code }, error);
      if (code === 'request.invalid') await failAtOnce(deps, record);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}

async function failAtOnce({ giveBack, log }: RequestDeps, { receiptHandle }: SQSRecord): Promise<void> {
  await giveBack(receiptHandle).catch((error: unknown) =>
    log.warn('it comes again only when its hidden time is over', {}, error),
  );
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
