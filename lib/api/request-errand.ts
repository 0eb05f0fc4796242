/** An errand requested by another service: a conversation with a proposal that waits for its owner's yes. A repeat goes on where it failed. It can start nothing. */

import * as z from 'zod';
import { clipChars } from '../agent/shrink.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import { createSession } from '../domain/session.ts';
import { createSessionStream } from '../store/change.ts';
import { readMessages } from '../store/reads.ts';
import type { SessionDeps } from './deps.ts';
import { MessageText } from './message-text.ts';
import type { Said } from './post-message.ts';
import { repeatableId } from './repeatable-id.ts';
import { replyTo } from './reply.ts';
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

/** The message of the queue that it came in: the same again each time that it comes. */
export interface Delivery {
  readonly messageId: string;
  /** Milliseconds since the epoch, of the first sending. */
  readonly sentAt: number;
}

/** Throws `request.invalid` for anything but an `errand.requested` of version 1; and what `takeMessage` does, after which a repeat asks the model again. */
export async function requestErrand(deps: SessionDeps, event: EventBridgeEvent, from: Delivery): Promise<void> {
  const { ownerId, text } = parse(event);
  const of = [ownerId, from.messageId];
  const sessionId = repeatableId('session', of, from.sentAt);
  const messageId = repeatableId('message', of);
  const earlier = await readMessages(deps.store, sessionId);
  if (earlier.some(({ role }) => role === 'assistant')) return;
  if (earlier.length === 0) await beginSession(deps, { ownerId, sessionId, source: event.source });
  const kept = earlier.find(message => message.messageId === messageId);
  const message = kept ?? makeMessage({ role: 'user', text, origin: 'person' }, { messageId, now: deps.clock() });
  const said: Said = {
    ...{ ownerId, sessionId, message },
    caller: { kind: 'service', ownerId },
    remember: () => ({}),
  };
  await (kept === undefined ? takeMessage(deps, said) : replyTo(deps, said));
}

function parse(event: EventBridgeEvent): z.infer<typeof ErrandRequested> {
  const parsed = event['detail-type'] === 'errand.requested' ? ErrandRequested.safeParse(event.detail) : undefined;
  if (parsed === undefined)
    throw new ErrandError(
      'request.invalid',
      `The detail-type is "${event['detail-type']}"; allowed: errand.requested.`,
    );
  if (!parsed.success) throw new ErrandError('request.invalid', z.prettifyError(parsed.error));
  return parsed.data;
}

interface Begun {
  readonly ownerId: string;
  readonly sessionId: string;
  readonly source: string;
}

/** Where an earlier try got no further, it is there already. */
async function beginSession(deps: SessionDeps, { ownerId, sessionId, source }: Begun): Promise<void> {
  const title = clipChars(`Requested by ${source}`, MAX_TITLE_CHARS);
  const session = createSession({ sessionId, ownerId, title, now: deps.clock() });
  await createSessionStream(deps.store, session, [{ type: 'session.created', data: { title } }]).catch(error => {
    if (!isErrandError(error, 'stream.conflict')) throw error;
  });
}
