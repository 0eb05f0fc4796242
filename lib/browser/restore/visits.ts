/** Remembers where the tabs have been: which origins, and which page is the answer to a form that was sent. Stops no request. */

import type { CDPSession } from 'puppeteer-core';
import { isWebUrl } from '../../domain/site.ts';

const MAX_ORIGINS = 20;
const MAX_ASKED = 200;

export interface Visits {
  /** `session` is one that pauses document requests; whoever opened it lets them go on. */
  watch(session: CDPSession, targetId: string): void;
  forget(targetId: string): void;
  /** The newest last. */
  origins(): readonly string[];
  /** True where this address is the answer to a POST. */
  wasSent(targetId: string, url: string): boolean;
}

export function rememberVisits(): Visits {
  const origins = new Set<string>();
  const methods = new Map<string, string>();
  const sent = new Map<string, string>();
  return {
    watch(session, targetId) {
      session.on('Fetch.requestPaused', ({ frameId, networkId, request }) => {
        // After a redirect the same request is asked again, mostly by GET.
        if (frameId !== targetId || networkId === undefined) return;
        methods.set(networkId, request.method);
        const [oldest] = methods.keys();
        if (methods.size > MAX_ASKED && oldest !== undefined) methods.delete(oldest);
      });
      session.on('Page.frameNavigated', ({ frame }) => {
        if (frame.id !== targetId) return;
        const method = methods.get(frame.loaderId) ?? 'GET';
        if (method === 'GET') sent.delete(targetId);
        else sent.set(targetId, frame.url);
        if (!isWebUrl(frame.url)) return;
        const { origin } = new URL(frame.url);
        origins.delete(origin);
        origins.add(origin);
        const [oldest] = origins;
        if (origins.size > MAX_ORIGINS && oldest !== undefined) origins.delete(oldest);
      });
    },
    forget: targetId => void sent.delete(targetId),
    origins: () => [...origins],
    wasSent: (targetId, url) => sent.get(targetId) === url.replace(/#.*$/, ''),
  };
}
