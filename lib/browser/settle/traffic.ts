/** What a page loads and where it goes, while an act is watched. Waits for nothing by itself. */

import type { Frame, HTTPRequest, HTTPResponse, Page, Protocol } from 'puppeteer-core';
import { sessionOf } from '../realm.ts';
import { lostAnswer } from '../sent.ts';
import { watchUnread } from './unread.ts';

/** Kinds of request that change what a person sees. */
const DATA: ReadonlySet<string> = new Set(['xhr', 'fetch']);
const WATCHED: ReadonlySet<string> = new Set(['document', 'script', 'stylesheet', ...DATA]);

export interface Traffic {
  readonly inFlight: Set<HTTPRequest>;
  /** The newest request for a document of the tab itself. */
  navigation: HTTPRequest | undefined;
  /** How many documents of the tab were asked for, each redirect for itself left out. */
  asked: number;
  /** How many documents have come; a route that a script pushed is none. */
  commits: number;
  /** How many there were when the newest was asked for. */
  commitsBefore: number;
  /** True where the newest document broke off: what is there of it is all that comes. */
  isBroken: boolean;
  /** The newest that a script sent and that got no good answer, in words. */
  lost: string | undefined;
  /** Frames in the page that show another document since. */
  readonly moved: Set<Frame>;
  /** Ends the wait for the next event. */
  wake: () => void;
  stop(): void;
}

export function watchTraffic(page: Page): Traffic {
  const session = sessionOf(page.mainFrame());
  const onRequest = (request: HTTPRequest): void => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      traffic.navigation = request;
      if (request.redirectChain().length === 0) traffic.asked += 1;
      traffic.isBroken = false;
      traffic.commitsBefore = traffic.commits;
    }
    if (!WATCHED.has(request.resourceType())) return;
    traffic.inFlight.add(request);
    traffic.wake();
  };
  const leave = (request: HTTPRequest): void => {
    if (traffic.inFlight.has(request) && DATA.has(request.resourceType()))
      traffic.lost = lostAnswer(request, page.url()) ?? traffic.lost;
    if (traffic.inFlight.delete(request)) traffic.wake();
  };
  const unread = watchUnread(session, leave);
  const onResponse = (response: HTTPResponse): void => {
    const request = response.request();
    if (DATA.has(request.resourceType()) && traffic.inFlight.has(request)) unread.answered(request);
  };
  const onDone = (request: HTTPRequest): void => {
    unread.ended(request);
    leave(request);
  };
  const onFailed = (request: HTTPRequest): void => {
    if (request === traffic.navigation) traffic.isBroken = true;
    onDone(request);
  };
  // Puppeteer tells of pushed routes and of new documents by one event; Chromium keeps them apart.
  const onCommitted = ({ frame }: Protocol.Page.FrameNavigatedEvent): void => {
    if (frame.parentId === undefined) traffic.commits += 1;
    traffic.wake();
  };
  const onNavigated = (frame: Frame): void => {
    if (frame !== page.mainFrame()) traffic.moved.add(frame);
    traffic.wake();
  };
  const onClosed = (): void => traffic.wake();
  const traffic: Traffic = {
    inFlight: new Set(),
    navigation: undefined,
    asked: 0,
    commits: 0,
    commitsBefore: 0,
    isBroken: false,
    lost: undefined,
    moved: new Set(),
    wake: () => {},
    stop: () => {
      unread.stop();
      session.off('Page.frameNavigated', onCommitted);
      page
        .off('request', onRequest)
        .off('response', onResponse)
        .off('requestfinished', onDone)
        .off('requestfailed', onFailed)
        .off('framenavigated', onNavigated)
        .off('close', onClosed);
    },
  };
  session.on('Page.frameNavigated', onCommitted);
  page
    .on('request', onRequest)
    .on('response', onResponse)
    .on('requestfinished', onDone)
    .on('requestfailed', onFailed)
    .on('framenavigated', onNavigated)
    .on('close', onClosed);
  return traffic;
}

/** Until something is loaded or the page goes elsewhere; at most `ms`. */
export function nextEvent(traffic: Traffic, ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, Math.max(0, ms));
    traffic.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
