/** One WebSocket that stays open: tickets, reconnects with backoff, resubscribes. Knows nothing of what events mean. */

import type { AnyEvent, Stored } from '../../lib/domain/events.ts';
import type { StreamId } from '../../lib/domain/ids.ts';
import { backoffMs, pause } from './backoff.ts';
import { type Frame, isFrame } from './frame.ts';
import { type Line, watchLine } from './watch-line.ts';

/** API Gateway closes a socket after ten idle minutes. */
const PING_MS = 4 * 60_000;
/** A server under load takes a second or two. */
const ANSWER_MS = 8_000;

export type SocketState = 'connecting' | 'open' | 'closed';

export interface SocketOptions {
  readonly socketUrl: string;
  readonly ticket: () => Promise<string>;
  readonly onState: (state: SocketState) => void;
  readonly onEvent: (event: Stored) => void;
  /** The replay of a stream is over; `seq` is the newest number it reached. */
  readonly onReplayed: (stream: StreamId, seq: number) => void;
  readonly onFrame: (frame: Frame) => void;
}

export interface LiveSocket {
  subscribe(stream: StreamId, after: number): void;
  unsubscribe(stream: StreamId): void;
  /** Asks for live pictures of a run, for a minute. */
  watch(taskId: string): void;
  unwatch(taskId: string): void;
  /** Asks whether the line is still there, where something speaks against it. One that is not is opened anew. */
  check(): void;
  close(): void;
}

type Incoming =
  | { readonly type: 'event'; readonly event: Stored }
  | { readonly type: 'subscribed'; readonly stream: StreamId; readonly seq: number }
  | ({ readonly type: 'frame' } & Frame);

export function openSocket(options: SocketOptions): LiveSocket {
  const stopped = new AbortController();
  let socket: WebSocket | undefined;
  let line: Line | undefined;
  const send = (message: object): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const check = (): void => line?.ask();
  const ping = setInterval(check, PING_MS);

  const connectOnce = async (): Promise<boolean> => {
    const opened = new WebSocket(`${options.socketUrl}?ticket=${encodeURIComponent(await options.ticket())}`);
    socket = opened;
    line = watchLine(opened, { network: window, answerMs: ANSWER_MS });
    let wasOpen = false;
    opened.addEventListener('message', ({ data }) => receive(options, data));
    opened.addEventListener('open', () => {
      wasOpen = true;
      options.onState('open');
    });
    if (stopped.signal.aborted) opened.close();
    await line.lost;
    opened.close();
    return wasOpen;
  };

  const keepConnected = async (): Promise<void> => {
    let failures = 0;
    while (!stopped.signal.aborted) {
      options.onState(failures === 0 ? 'connecting' : 'closed');
      const wasOpen = await connectOnce().catch(() => false);
      failures = wasOpen ? 1 : failures + 1;
      if (stopped.signal.aborted) break;
      options.onState('closed');
      await pause(backoffMs(failures, Math.random()), stopped.signal);
    }
  };
  void keepConnected();

  return {
    subscribe: (stream, after) => send({ action: 'subscribe', stream, after }),
    unsubscribe: stream => send({ action: 'unsubscribe', stream }),
    watch: taskId => send({ action: 'watch', taskId }),
    unwatch: taskId => send({ action: 'unwatch', taskId }),
    check,
    close: () => {
      stopped.abort();
      clearInterval(ping);
      socket?.close();
    },
  };
}

function receive(options: SocketOptions, data: unknown): void {
  const message = readIncoming(data);
  if (message?.type === 'event') options.onEvent(message.event);
  if (message?.type === 'subscribed') options.onReplayed(message.stream, message.seq);
  if (message?.type === 'frame') options.onFrame(message);
}

/** Reads only the kinds that carry something; anything else is not ours to judge. */
function readIncoming(data: unknown): Incoming | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return isIncoming(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isIncoming(value: unknown): value is Incoming {
  if (typeof value !== 'object' || value === null) return false;
  const type: unknown = Reflect.get(value, 'type');
  if (type === 'subscribed') return typeof Reflect.get(value, 'stream') === 'string';
  if (type === 'frame') return isFrame(value);
  return type === 'event' && isStored(Reflect.get(value, 'event'));
}

function isStored(value: unknown): value is Stored<AnyEvent> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'seq') === 'number' && typeof Reflect.get(value, 'stream') === 'string';
}
