/** A site of a test's own and a browser that may reach just that, with hands on it. Asserts nothing. */

import type { Observation } from '../../lib/agent/page.ts';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';

export interface OpenHands extends ReturnType<typeof handsOn> {
  readonly site: TestSite;
  /** `farName` with the site's port. */
  readonly farHost: string | undefined;
  readonly browser: OpenBrowser;
  /** Puts this page at an address of its own, goes there and looks. */
  show(html: string): Promise<Observation>;
  /** The observation as it is now. */
  text(): Promise<string>;
  close(): Promise<void>;
}

interface HandsOptions {
  /** A name that leads to the site too. Its pages are of another site. */
  readonly farName?: string;
}

export async function openHands({ farName }: HandsOptions = {}): Promise<OpenHands> {
  const site = await openSite();
  const farHost = farName === undefined ? undefined : `${farName}:${site.host.split(':')[1]}`;
  const browser = await openTestBrowser(
    farHost === undefined
      ? { allowHosts: [site.host] }
      : { allowHosts: [site.host, farHost], resolve: async () => ['127.0.0.1'] },
  );
  const hands = handsOn(browser);
  let shown = 0;
  return {
    ...hands,
    site,
    farHost,
    browser,
    show(html) {
      shown += 1;
      return hands.visit(site.show(`/shown-${shown}`, html));
    },
    text: async () => (await hands.look()).text,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
