/** The awkward site and a browser that may reach both of its origins, with hands on it. Asserts nothing. */

import type { Observation } from '../../../lib/agent/page.ts';
import type { OpenBrowser } from '../../../lib/browser/open-browser.ts';
import { type AwkwardSite, startAwkwardSite } from '../../sites/awkward/start-awkward.ts';
import { handsOn, openTestBrowser } from '../open-site.ts';

export interface Awkward {
  readonly site: AwkwardSite;
  /** `farName` with the site's port. */
  readonly farHost: string | undefined;
  readonly browser: OpenBrowser;
  readonly hands: ReturnType<typeof handsOn>;
  /** Goes to a page by its path, `widgets/tree`, and looks. */
  visit(path: string): Promise<Observation>;
  /** The observation as it is now. */
  text(): Promise<string>;
  close(): Promise<void>;
}

interface AwkwardOptions {
  /** A name that leads to the site too. Its pages are of another site. */
  readonly farName?: string;
}

export async function openAwkward({ farName }: AwkwardOptions = {}): Promise<Awkward> {
  const site = await startAwkwardSite();
  const farHost = farName === undefined ? undefined : `${farName}:${site.host.split(':')[1]}`;
  const browser = await openTestBrowser({
    allowHosts: [site.host, site.otherHost, ...(farHost === undefined ? [] : [farHost])],
    ...(farHost === undefined ? {} : { resolve: async () => ['127.0.0.1'] }),
  });
  const hands = handsOn(browser);
  return {
    site,
    farHost,
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
