/** Live streams: the newest events by socket, what is missing by HTTP, and by long poll while the socket is down. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Stored } from '../../lib/domain/events.ts';
import type { StreamId } from '../../lib/domain/ids.ts';
import { admit, lastSeq } from '../state/sequence.ts';
import type { Api } from './api.ts';
import { backoffMs, pause } from './backoff.ts';
import { openFrames, type Watched } from './frames.ts';
import { openSocket, type SocketState } from './socket.ts';

/** `polling`: the socket is down and long polls work; `offline`: neither does. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

export interface Followed {
  readonly events: ReadonlySignal<readonly Stored[]>;
  readonly state: ReadonlySignal<'loading' | 'ready' | 'failed'>;
  /** Asks for what came after the last event, at once. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface Live {
  readonly connection: ReadonlySignal<Connection>;
  /** Who follows a stream that is followed already shares it. */
  follow(stream: StreamId, onNew: (event: Stored) => void): Followed;
  /** Asks at once for what is new in a stream that is followed. */
  refresh(stream: StreamId): Promise<void>;
  /** Live pictures of a run, until stopped. */
  watch(taskId: string): Watched;
}

interface Entry {
  readonly stream: StreamId;
  readonly events: Signal<readonly Stored[]>;
  readonly state: Signal<'loading' | 'ready' | 'failed'>;
  readonly stopped: AbortController;
  readonly listeners: Set<(event: Stored) => void>;
  fetching: Promise<void> | undefined;
}

const POLL_SECONDS = 20;
/** A socket may lose the very last event, which leaves no gap to see; so quiet streams are asked now and then. */
const QUIET_MS = 20_000;

export function openLive(api: Api, socketUrl: string): Live {
  const connection = signal<Connection>('connecting');
  const followed = new Map<StreamId, Entry>();
  let socketState: SocketState = 'connecting';
  const socket = openSocket({
    socketUrl,
    ticket: () => api.makeTicket(),
    onState: state => {
      socketState = state;
      if (state === 'open') {
        connection.value = 'live';
        frames.renew();
        for (const entry of followed.values()) socket.subscribe(entry.stream, lastSeq(entry.events.value));
      } else if (state === 'closed' && followed.size === 0) connection.value = 'offline';
      else if (connection.value === 'live') connection.value = 'connecting';
    },
    onEvent: event => {
      const entry = followed.get(event.stream);
      if (entry && take(entry, [event])) void catchUp(api, entry);
    },
    onReplayed: (stream, seq) => {
      const entry = followed.get(stream);
      if (!entry) return;
      if (seq > lastSeq(entry.events.value)) void catchUp(api, entry);
    },
    onFrame: frame => frames.take(frame),
  });
  const frames = openFrames(() => socket);
  const lookForLost = async (entry: Entry): Promise<void> => {
    const before = lastSeq(entry.events.value);
    await catchUp(api, entry);
    // What HTTP found the socket should have brought.
    if (lastSeq(entry.events.value) > before) socket.check();
  };
  setInterval(() => {
    if (document.visibilityState === 'visible') for (const entry of followed.values()) void lookForLost(entry);
  }, QUIET_MS);
  // A lid that was closed leaves a line that nobody has hung up.
  document.addEventListener('visibilitychange', () => socket.check());

  const begin = (stream: StreamId): Entry => {
    const entry = newEntry(stream);
    followed.set(stream, entry);
    void keepUp(api, entry, {
      onCaughtUp: () => socket.subscribe(stream, lastSeq(entry.events.value)),
      isDown: () => socketState === 'closed',
      onPoll: worked => {
        if (socketState !== 'open') connection.value = worked ? 'polling' : 'offline';
      },
    });
    return entry;
  };

  return {
    connection,
    follow: (stream, onNew) => {
      const entry = followed.get(stream) ?? begin(stream);
      // Two who follow may say the same function: each is one listener of its own.
      const listener = (event: Stored): void => onNew(event);
      entry.listeners.add(listener);
      return {
        events: entry.events,
        state: entry.state,
        refresh: () => refresh(api, entry),
        stop: () => {
          if (!entry.listeners.delete(listener) || entry.listeners.size > 0) return;
          entry.stopped.abort();
          followed.delete(stream);
          socket.unsubscribe(stream);
        },
      };
    },
    refresh: async stream => {
      const entry = followed.get(stream);
      if (entry) await refresh(api, entry);
    },
    watch: taskId => frames.watch(taskId),
  };
}

/** A fetch under way may have been answered before what is asked for was written. */
async function refresh(api: Api, entry: Entry): Promise<void> {
  await entry.fetching;
  await catchUp(api, entry);
}

const newEntry = (stream: StreamId): Entry => ({
  stream,
  events: signal([]),
  state: signal('loading'),
  stopped: new AbortController(),
  listeners: new Set(),
  fetching: undefined,
});

/** All so far by HTTP, then the socket, and polls while that is down. */
async function keepUp(api: Api, entry: Entry, polling: Polling & { readonly onCaughtUp: () => void }): Promise<void> {
  await catchUp(api, entry);
  if (entry.stopped.signal.aborted) return;
  polling.onCaughtUp();
  await pollWhileDown(api, entry, polling);
}

/** Takes what fits. True where something is missing before what arrived. */
function take(entry: Entry, arrived: readonly Stored[]): boolean {
  const before = lastSeq(entry.events.value);
  const { events, gap } = admit(entry.events.value, arrived);
  entry.events.value = events;
  // What was there before the page opened is read, not announced.
  if (entry.state.value === 'ready') {
    const fresh = events.slice(events.findLastIndex(event => event.seq <= before) + 1);
    for (const listener of entry.listeners) for (const event of fresh) listener(event);
  }
  return gap;
}

/** Fetches page after page until nothing is left; one at a time for a stream. */
function catchUp(api: Api, entry: Entry): Promise<void> {
  entry.fetching ??= fetchAll(api, entry).finally(() => {
    entry.fetching = undefined;
  });
  return entry.fetching;
}

async function fetchAll(api: Api, entry: Entry): Promise<void> {
  try {
    for (;;) {
      const after = lastSeq(entry.events.value);
      const page = await api.readEvents(entry.stream, { after });
      take(entry, page);
      if (page.length === 0 || lastSeq(entry.events.value) === after) break;
    }
    entry.state.value = 'ready';
  } catch {
    if (entry.state.value === 'loading') entry.state.value = 'failed';
  }
}

interface Polling {
  readonly isDown: () => boolean;
  readonly onPoll: (worked: boolean) => void;
}

async function pollWhileDown(api: Api, entry: Entry, polling: Polling): Promise<void> {
  const { signal: stopped } = entry.stopped;
  let failures = 0;
  while (!stopped.aborted) {
    if (!polling.isDown() && entry.state.value !== 'failed') {
      await pause(1_000, stopped);
      continue;
    }
    try {
      const after = lastSeq(entry.events.value);
      const page = await api.readEvents(entry.stream, { after, wait: POLL_SECONDS, signal: stopped });
      take(entry, page);
      entry.state.value = 'ready';
      failures = 0;
      polling.onPoll(true);
      // A server that does not hold the request open must not be asked in a tight circle.
      if (page.length === 0) await pause(1_000, stopped);
    } catch {
      failures++;
      polling.onPoll(false);
      await pause(backoffMs(failures, Math.random()), stopped);
    }
  }
}
