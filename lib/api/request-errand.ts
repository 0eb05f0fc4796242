/** An errand requested by another service: a new conversation with a proposal that waits for its owner's yes. It can start nothing. */

import * as z from 'zod';
import { clipChars } from '../agent/shrink.ts';
import { ErrandError } from '../domain/errors.ts';
import { createSession } from '../domain/session.ts';
import { createSessionStream } from '../store/change.ts';
import type { SessionDeps } from './deps.ts';
import { MessageText } from './message-text.ts';
import type { MessageBody } from './post-message.ts';
import { takeMessage } from './take-message.ts';
import { makeMessage } from './utterance.ts';

/** The detail of an EventBridge event with detail-type `errand.requested`. */
const ErrandRequested = z.strictObject({
  v: z.literal(1),
  ownerId: z.string().regex(/^[\w.@:-]{1,128}$/),
  text: MessageText,
});

/** As that of a conversation which nobody gave one. */
const MAX_TITLE_CHARS = 60;

export interface EventBridgeEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: unknown;
}

/** Throws `request.invalid` for anything but an `errand.requested` of version 1. */
export async function requestErrand(deps: SessionDeps, event: EventBridgeEvent): Promise<MessageBody> {
  const parsed = event['detail-type'] === 'errand.requested' ? ErrandRequested.safeParse(event.detail) : undefined;
  if (parsed === undefined)
    throw new ErrandError(
      'request.invalid',
      `The detail-type is "${event['detail-type']}"; allowed: errand.requested.`,
    );
  if (!parsed.success) throw new ErrandError('request.invalid', z.prettifyError(parsed.error));
  const { ownerId, text } = parsed.data;
  const now = deps.clock();
  const sessionId = deps.ids('session');
  const title = clipChars(`Requested by ${event.source}`, MAX_TITLE_CHARS);
  await createSessionStream(deps.store, createSession({ sessionId, ownerId, title, now }), [
    { type: 'session.created', data: { title } },
  ]);
  const message = makeMessage({ role: 'user', text, origin: 'person' }, { messageId: deps.ids('message'), now });
  const caller = { kind: 'service', ownerId } as const;
  return takeMessage(deps, { ownerId, caller, sessionId, message, remember: () => ({}) });
}
