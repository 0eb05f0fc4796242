/** The awkward site and a browser that may reach both of its origins, with hands on it. Asserts nothing. */

import type { Observation } from '../../../lib/agent/page.ts';
import type { OpenBrowser } from '../../../lib/browser/open-browser.ts';
import { type AwkwardSite, startAwkwardSite } from '../../sites/awkward/start-awkward.ts';
import { handsOn, openTestBrowser } from '../open-site.ts';

export interface Awkward {
  readonly site: AwkwardSite;
  readonly browser: OpenBrowser;
  readonly hands: ReturnType<typeof handsOn>;
  /** Goes to a page by its path, `widgets/tree`, and looks. */
  visit(path: string): Promise<Observation>;
  /** The observation as it is now. */
  text(): Promise<string>;
  close(): Promise<void>;
}

export async function openAwkward(): Promise<Awkward> {
  const site = await startAwkwardSite();
  const browser = await openTestBrowser({ allowHosts: [site.host, site.otherHost] });
  const hands = handsOn(browser);
  return {
    site,
    browser,
    hands,
    visit: path => hands.visit(`${site.url}/${path}`),
    text: async () => (await hands.look()).text,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
