/** What an open socket's owner may do: follow and unfollow streams of their own, and watch their runs. State is never changed from here; that is HTTP's. */

import { ErrandError } from '../domain/errors.ts';
import type { StreamId } from '../domain/ids.ts';
import type { Limits } from '../domain/quota.ts';
import { isTerminal } from '../domain/task.ts';
import { takeToken } from '../store/bucket.ts';
import { readEvents, readSession, readTask } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { addWatcher, removeWatcher } from '../store/watchers.ts';
import {
  addConnection,
  addSubscription,
  ownerOfConnection,
  removeConnection,
  removeSubscription,
} from './connections.ts';
import { type ClientMessage, parseClientMessage, problemMessage, type ServerMessage } from './protocol.ts';
import type { Push } from './push.ts';
import { redeemTicket } from './tickets.ts';

export interface SocketDeps {
  readonly store: Store;
  readonly push: Push;
  /** Messages of a socket count as requests of its owner. */
  readonly limits: Limits;
}

/** The parts of an API Gateway WebSocket event that are used here. */
export interface SocketEvent {
  readonly requestContext: {
    readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
    readonly connectionId: string;
  };
  /** Only on connect; names as the client wrote them. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
}

const REPLAY_PAGE = 100;
const ok = { statusCode: 200 } as const;

/** Answers with a status: on connect API Gateway refuses the socket for anything but 200, otherwise it ignores it. */
export async function handleSocket(deps: SocketDeps, event: SocketEvent): Promise<{ statusCode: number }> {
  const { connectionId, eventType } = event.requestContext;
  switch (eventType) {
    case 'CONNECT':
      return connect(deps, event);
    case 'DISCONNECT':
      await removeConnection(deps.store, connectionId);
      return ok;
    case 'MESSAGE':
      await answer(deps, connectionId, event.body);
      return ok;
    default:
      return eventType satisfies never;
  }
}

async function connect({ store }: SocketDeps, { requestContext, queryStringParameters, headers }: SocketEvent) {
  try {
    const holder = await redeemTicket(store, queryStringParameters?.ticket, originOf(headers));
    await addConnection(store, requestContext.connectionId, holder);
    return ok;
  } catch (error) {
    if (error instanceof ErrandError) return { statusCode: error.status };
    throw error;
  }
}

/** A browser always sends it and lets no page change it. */
function originOf(headers: SocketEvent['headers'] = {}): string | undefined {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'origin')?.[1];
  return typeof found === 'string' ? found : undefined;
}

async function answer(deps: SocketDeps, connectionId: string, body: string | undefined): Promise<void> {
  let message: ClientMessage | undefined;
  try {
    const ownerId = await ownerOfConnection(deps.store, connectionId);
    // Before anything is parsed, as over HTTP: what is no message costs as much as one that is.
    await takeToken(deps.store, ownerId, deps.limits);
    message = parseClientMessage(body);
    await obey(deps, { connectionId, ownerId }, message);
  } catch (error) {
    const stream = message && 'stream' in message ? message.stream : undefined;
    await send(deps, connectionId, problemMessage(error, stream));
    if (!(error instanceof ErrandError)) throw error;
  }
}

interface Opened {
  readonly connectionId: string;
  readonly ownerId: string;
}

async function obey(deps: SocketDeps, opened: Opened, message: ClientMessage): Promise<void> {
  const { connectionId, ownerId } = opened;
  switch (message.action) {
    case 'ping':
      await send(deps, connectionId, { type: 'pong' });
      return;
    case 'unsubscribe': {
      await checkOwner(deps.store, ownerId, message.stream);
      await removeSubscription(deps.store, ownerId, connectionId, message.stream);
      await send(deps, connectionId, { type: 'unsubscribed', stream: message.stream });
      return;
    }
    case 'watch': {
      const { taskId } = message;
      const { state: task } = await readTask(deps.store, ownerId, taskId);
      // No picture would ever come.
      if (isTerminal(task.status)) throw new ErrandError('task.finished', `Task ${taskId} is ${task.status}.`);
      const until = await addWatcher(deps.store, { taskId, connectionId });
      await send(deps, connectionId, { type: 'watching', taskId, until: new Date(until).toISOString() });
      return;
    }
    case 'unwatch':
      await readTask(deps.store, ownerId, message.taskId);
      await removeWatcher(deps.store, { taskId: message.taskId, connectionId });
      return;
    case 'subscribe':
      await subscribe(deps, opened, message);
      return;
    default:
      return message satisfies never;
  }
}

/** The record comes before the replay: an event written in between comes twice, which is harmless, and never not at all. */
async function subscribe(
  deps: SocketDeps,
  { connectionId, ownerId }: Opened,
  { stream, after }: Extract<ClientMessage, { action: 'subscribe' }>,
): Promise<void> {
  await checkOwner(deps.store, ownerId, stream);
  await addSubscription(deps.store, ownerId, connectionId, stream);
  let seq = after;
  for (;;) {
    const events = await readEvents(deps.store, stream, { after: seq, limit: REPLAY_PAGE });
    for (const event of events) {
      if ((await send(deps, connectionId, { type: 'event', event })) === 'gone') return;
      seq = event.seq;
    }
    if (events.length < REPLAY_PAGE) break;
  }
  await send(deps, connectionId, { type: 'subscribed', stream, seq });
}

/** A foreign stream is answered exactly as one that does not exist. */
async function checkOwner(store: Store, ownerId: string, stream: StreamId): Promise<void> {
  const id = stream.slice(stream.indexOf('/') + 1);
  if (stream.startsWith('task/')) await readTask(store, ownerId, id);
  else await readSession(store, ownerId, id);
}

async function send(deps: SocketDeps, connectionId: string, message: ServerMessage): Promise<'sent' | 'gone'> {
  const outcome = await deps.push.send(connectionId, message);
  if (outcome === 'gone') await removeConnection(deps.store, connectionId);
  return outcome;
}
