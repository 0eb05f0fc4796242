/** Takes a person's message: a yes, a no, an answer to a waiting task, or something to answer. Code decides which, never the model. */

import type { Requester } from '../domain/caller.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Alongside } from '../store/append.ts';
import { claimIdempotent, type IdempotentRequest, releaseIdempotent } from '../store/idempotency.ts';
import { readMessages } from '../store/reads.ts';
import type { SessionDeps } from './deps.ts';
import type { Answer, Handler, Input } from './endpoint.ts';
import { repeatableId } from './repeatable-id.ts';
import { replyTo } from './reply.ts';
import type { ResponseOf } from './route.ts';
import type { sessionRoutes } from './routes/sessions.ts';
import { takeMessage } from './take-message.ts';
import { makeMessage } from './utterance.ts';

type Spec = (typeof sessionRoutes)['POST /sessions/{sessionId}/messages'];
export type MessageBody = ResponseOf<Spec>;

export interface Said {
  readonly ownerId: string;
  readonly caller: Requester;
  readonly sessionId: string;
  readonly message: Message;
  /** Keeps the answer in the transaction that it reports. */
  readonly remember: (body: MessageBody) => Alongside;
}

/** A model call may take long, so the key is claimed first; a failure gives it up, and a repeat only answers what is kept. */
export const postMessage: Handler<SessionDeps, Spec> = async (deps, input) => {
  const { idempotency: request } = input;
  if (request === undefined) return answer(deps, input, undefined);
  const claimed = await claimIdempotent(deps.store, request);
  switch (claimed.kind) {
    case 'claimed':
      try {
        return await answer(deps, input, claimed.claim);
      } catch (error) {
        await releaseIdempotent(deps.store, request, claimed.claim).catch(() => undefined);
        throw error;
      }
    case 'in-progress':
      throw new ErrandError('idempotency.in-progress', `The first request with the key "${request.key}" is not done.`);
    case 'done':
      return {
        status: claimed.status,
        // Only this handler keeps answers under its route's keys, and the key's hash covers the route.
        body: claimed.body as MessageBody,
        headers: { 'idempotent-replayed': 'true' },
      };
    default:
      return claimed satisfies never;
  }
};

async function answer(deps: SessionDeps, input: Input<Spec>, claim: string | undefined): Promise<Answer<MessageBody>> {
  const { ownerId, caller, params, body, idempotency: request } = input;
  const messageId = request === undefined ? deps.ids('message') : messageIdOf(request);
  const words = { role: 'user', origin: 'person', text: body.text } as const;
  const said: Said = {
    ownerId,
    caller,
    sessionId: params.sessionId,
    message: makeMessage(words, { messageId, now: deps.clock() }),
    remember: kept => (request === undefined ? {} : { idempotency: { ...request, status: 201, body: kept, claim } }),
  };
  const earlier = request === undefined ? undefined : await findEarlier(deps, said);
  if (earlier === undefined) return { body: await takeMessage(deps, said) };
  return { body: await replyTo(deps, { ...said, message: earlier }) };
}

/** The message as a failed request with the same key has kept it. */
async function findEarlier(deps: SessionDeps, { sessionId, message }: Said): Promise<Message | undefined> {
  const messages = await readMessages(deps.store, sessionId);
  const earlier = messages.find(({ messageId }) => messageId === message.messageId);
  if (earlier === undefined || earlier.text === message.text) return earlier;
  throw new ErrandError('idempotency.key-reused', 'The key came with another message before.');
}

/** Messages stand in the order of their events: their ids need no time. */
const messageIdOf = ({ ownerId, key, bodyHash }: IdempotentRequest): string =>
  repeatableId('message', [ownerId, key, bodyHash]);
