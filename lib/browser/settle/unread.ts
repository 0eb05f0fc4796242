/** Says that an answer has come whose body nobody reads: where it may not be kept, Chromium never tells that it has ended. Reads none itself. */

import type { CDPSession, HTTPRequest, Protocol } from 'puppeteer-core';

/** Without a byte, since its headers or the bytes before. */
const UNREAD_MS = 400;

export interface Unread {
  /** Its headers have come. */
  answered(request: HTTPRequest): void;
  ended(request: HTTPRequest): void;
  stop(): void;
}

export function watchUnread(session: CDPSession, onCome: (request: HTTPRequest) => void): Unread {
  const timers = new Map<HTTPRequest, NodeJS.Timeout>();
  const ended = (request: HTTPRequest): void => {
    clearTimeout(timers.get(request));
    timers.delete(request);
  };
  const answered = (request: HTTPRequest): void => {
    ended(request);
    const come = (): void => {
      timers.delete(request);
      onCome(request);
    };
    timers.set(request, setTimeout(come, UNREAD_MS));
  };
  const onData = ({ requestId }: Protocol.Network.DataReceivedEvent): void => {
    const request = [...timers.keys()].find(one => idOf(one) === requestId);
    if (request !== undefined) answered(request);
  };
  session.on('Network.dataReceived', onData);
  return {
    answered,
    ended,
    stop() {
      session.off('Network.dataReceived', onData);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Puppeteer's types keep it to themselves. */
const idOf = (request: HTTPRequest): string => ('id' in request && typeof request.id === 'string' ? request.id : '');
