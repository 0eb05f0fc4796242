/** A client that follows streams as the console does: by a socket that it opens again and again, and what is missing by number over HTTP. */

import { waitForEvents } from '../../../lib/api/wait-for-events.ts';
import type { Stored } from '../../../lib/domain/events.ts';
import type { StreamId } from '../../../lib/domain/ids.ts';
import { localLimits } from '../../../lib/domain/quota.ts';
import type { ServerMessage } from '../../../lib/realtime/protocol.ts';
import { handleSocket, type SocketEvent } from '../../../lib/realtime/socket.ts';
import { makeTicket } from '../../../lib/realtime/tickets.ts';
import type { Store } from '../../../lib/store/store.ts';
import { admit, lastSeq } from '../../../web/state/sequence.ts';
import type { MemorySockets } from '../../support/memory/memory-sockets.ts';
import type { Errand } from '../open-errand.ts';
import type { Seen } from '../world.ts';
import { openBell } from './bell.ts';
import { pushBy } from './pump-stream.ts';

export interface Following {
  readonly name: string;
  readonly errand: Errand;
  readonly sockets: MemorySockets;
  readonly streams: readonly StreamId[];
  readonly isOver: () => boolean;
  /** How long it waits before it connects again. */
  readonly backoffMs: () => number;
  /** After so long it asks by number whatever the socket says; left out: never. */
  readonly quietMs?: number;
  /** Where it is seen what arrives, before it is taken. */
  readonly onEvent?: (event: Stored) => void;
}

export interface Follower {
  /** What it was shown, in the order in which it was shown. */
  readonly seen: readonly Seen[];
  readonly socket: () => string | undefined;
  /** Follows until all is over. */
  follow(): Promise<void>;
  /** Looks whether all is over. */
  wake(): void;
}

const PAGE = 100;

export function openFollower(following: Following): Follower {
  const { name, errand, sockets, streams, isOver, quietMs } = following;
  const idle = errand.schedule.actor(`idle ${name}`);
  const own = errand.schedule.actor(name);
  const shown = new Map<string, readonly Stored[]>(streams.map(stream => [stream, []]));
  const bell = openBell();
  let current: string | undefined;
  let calls = 0;

  const take = (stream: string, arrived: readonly Stored[]): boolean => {
    const { events, gap } = admit(shown.get(stream) ?? [], arrived);
    shown.set(stream, events);
    return gap;
  };
  const asked = <T>(doing: (store: Store) => Promise<T>): Promise<T | undefined> =>
    errand
      .run(`api ${name} ${++calls}`, doing)
      .then(got => (got === 'died' || got === 'frozen' ? undefined : (got as T)))
      .catch(() => undefined);
  const catchUp = async (stream: StreamId): Promise<void> => {
    for (;;) {
      const after = lastSeq(shown.get(stream) ?? []);
      const range = { after, limit: PAGE, wait: 0 };
      const events = await asked(store => waitForEvents({ store, pause: ms => idle.sleep(ms) }, stream, range));
      if (events !== undefined) take(stream, events);
      if (events === undefined || events.length === 0 || lastSeq(shown.get(stream) ?? []) === after) return;
    }
  };
  const hear = (message: unknown): void => {
    const { type, ...rest } = message as ServerMessage;
    if (type === 'event' && 'event' in rest) {
      following.onEvent?.(rest.event);
      if (take(rest.event.stream, [rest.event])) void catchUp(rest.event.stream);
    } else if (type === 'subscribed' && 'seq' in rest && rest.seq > lastSeq(shown.get(rest.stream) ?? []))
      void catchUp(rest.stream);
  };
  /** The function behind the socket may die like any other: then nothing comes back. */
  const invoke = async (event: SocketEvent): Promise<number> => {
    const ran = await errand
      .run(`socket ${name} ${++calls}`, (store, actor) =>
        handleSocket({ store, push: pushBy(sockets, actor), limits: localLimits }, event),
      )
      .catch(() => 'threw' as const);
    return typeof ran === 'string' ? 500 : ran.statusCode;
  };

  const connectOnce = async (connectionId: string): Promise<void> => {
    const holder = { ownerId: errand.ownerId, origin: undefined, keyId: undefined };
    const bytes = Buffer.alloc(32, connectionId);
    const ticket = await asked(store => makeTicket(store, holder, () => bytes));
    if (ticket === undefined) return;
    const of = (eventType: SocketEvent['requestContext']['eventType']) => ({ eventType, connectionId });
    const queryStringParameters = { ticket: ticket.ticket };
    if ((await invoke({ requestContext: of('CONNECT'), queryStringParameters })) !== 200) return;
    const closed = new Promise<void>(onClose => sockets.connect(connectionId, { onMessage: hear, onClose }));
    current = connectionId;
    for (const stream of streams) {
      const body = JSON.stringify({ action: 'subscribe', stream, after: lastSeq(shown.get(stream) ?? []) });
      void invoke({ requestContext: of('MESSAGE'), body });
    }
    await Promise.race([closed, until(isOver)]);
    current = undefined;
    await invoke({ requestContext: of('DISCONNECT') });
  };
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) await bell.rest(idle);
  };
  const stayConnected = async (): Promise<void> => {
    for (let count = 1; !isOver(); count += 1) {
      await connectOnce(`${name}-${count}`);
      if (!isOver()) await bell.rest(idle, following.backoffMs());
    }
  };
  const askWhenQuiet = async (): Promise<void> => {
    while (quietMs !== undefined && !isOver()) {
      await bell.rest(idle, quietMs);
      for (const stream of streams) await catchUp(stream);
    }
  };
  return {
    get seen() {
      return [...shown].map(([stream, events]) => ({ client: own.name, stream, events }));
    },
    socket: () => current,
    async follow() {
      await Promise.all([stayConnected(), askWhenQuiet()]);
    },
    wake: () => bell.ring(),
  };
}
