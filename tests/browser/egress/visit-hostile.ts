/** Opens the hostile page and stays until it has asked for everything it wants. Judges nothing. */

import { setTimeout as sleep } from 'node:timers/promises';
import { ALL_ASKED } from '../../sites/hostile-egress/hostile-site.ts';
import { type GuardFlag, openUnguarded } from './open-unguarded.ts';

const ALL_ASKED_MS = 20_000;
const POLL_MS = 100;

export interface HostileVisit {
  readonly url: string;
  /** Guard flags that Chromium is started without. */
  readonly without: readonly GuardFlag[];
  readonly proxyUrl?: string;
}

/** Throws where the page does not get through with it. */
export async function visitHostile({ url, without, proxyUrl }: HostileVisit): Promise<void> {
  const { browser, close } = await openUnguarded(without, proxyUrl);
  try {
    const [page] = await browser.pages();
    if (page === undefined) throw new Error('There is no page.');
    // Not `goto`: with frames that go elsewhere puppeteer waits for ever.
    await page.evaluate(to => location.assign(to), url);
    const end = performance.now() + ALL_ASKED_MS;
    while ((await page.title().catch(() => '')) !== ALL_ASKED) {
      if (performance.now() > end) throw new Error(`The page at ${url} did not get through with asking.`);
      await sleep(POLL_MS);
    }
  } finally {
    await close();
  }
}
