/** Holds every top-level navigation against the consent, redirects included, before the request leaves. The egress proxy stays the wall behind it. */

import type { HTTPRequest, Page } from 'puppeteer-core';
import type { Refusal } from '../domain/errors.ts';

export type MayNavigate = (url: string) => Refusal | undefined;

export interface NavigationGuard {
  watch(page: Page): Promise<void>;
  /** The newest refusal since it was last asked. */
  takeRefusal(): Refusal | undefined;
}

const HARMLESS = /^(about:blank|about:srcdoc)/;
const WEB = /^https?:/;

export function openNavigationGuard(mayNavigate: MayNavigate): NavigationGuard {
  let refused: Refusal | undefined;
  const rule = (request: HTTPRequest): Refusal | undefined => {
    const url = request.url();
    if (!request.isNavigationRequest() || HARMLESS.test(url)) return undefined;
    const isTop = request.frame()?.parentFrame() === null;
    // A frame may show another site's content, as pages do; only web addresses, though.
    if (!isTop && WEB.test(url)) return undefined;
    return mayNavigate(url);
  };
  return {
    async watch(page) {
      await page.setRequestInterception(true);
      page.on('request', request => {
        const refusal = rule(request);
        if (refusal !== undefined) refused = refusal;
        const done = refusal === undefined ? request.continue() : request.abort('blockedbyclient');
        done.catch(() => {});
      });
    },
    takeRefusal() {
      const taken = refused;
      refused = undefined;
      return taken;
    },
  };
}
