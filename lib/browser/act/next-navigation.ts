/** Says that one of some frames is about to go elsewhere: Chromium then passes no question on to it. */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';

export interface Going {
  readonly began: Promise<'gone'>;
  stop(): void;
}

export function nextNavigation(page: Page, frames: readonly Frame[]): Going {
  const { promise, resolve } = Promise.withResolvers<'gone'>();
  const onRequest = (request: HTTPRequest): void => {
    const frame = request.isNavigationRequest() ? request.frame() : null;
    if (frame !== null && frames.includes(frame)) resolve('gone');
  };
  page.on('request', onRequest);
  return { began: promise, stop: () => void page.off('request', onRequest) };
}
