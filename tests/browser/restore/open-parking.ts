/** Two sites, and browsers that are parked and go on as others, with a log of what the first site was asked. Asserts nothing. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { readPageState } from '../../../lib/agent/page-state.ts';
import type { BrowserOptions, OpenBrowser } from '../../../lib/browser/open-browser.ts';
import type { SecretSource } from '../../../lib/browser/secret-source.ts';
import { replacePlaceholders } from '../../../lib/domain/secret.ts';
import { handsOn, openSite, openTestBrowser } from '../open-site.ts';

export const PASSWORD = 'Canary-9f3k-Zq7x';

const values = new Map([
  ['pw', PASSWORD],
  ['user', 'ada-lovelace'],
]);
const secrets: SecretSource = {
  values: () => [...values.values()],
  resolve: async text => ({ ok: true, value: replacePlaceholders(text, values) }),
};

export type Parking = Awaited<ReturnType<typeof openParking>>;

export async function openParking() {
  const [site, other] = await Promise.all([openSite(), openSite()]);
  const open: OpenBrowser[] = [];
  const log: string[] = [];

  async function start(options: Partial<BrowserOptions> = {}): Promise<OpenBrowser> {
    const browser = await openTestBrowser({ allowHosts: [site.host, other.host], secrets, ...options });
    open.push(browser);
    return browser;
  }

  return {
    site,
    other,
    /** What was asked of the pages made by `logged`, since the last `clear`. */
    log: log as readonly string[],
    start,

    /** As it is between two runs: closed, through JSON, into a new browser. */
    async moveOn(browser: OpenBrowser, options: Partial<BrowserOptions> = {}) {
      const began = performance.now();
      const state = await browser.page.saveState();
      const saveMs = performance.now() - began;
      await browser.close();
      const json = JSON.stringify(state);
      const next = await start(options);
      const told = await next.page.restoreState(readPageState(JSON.parse(json)));
      return { state, json, saveMs, told, next, hands: handsOn(next) };
    },

    note(request: IncomingMessage): void {
      log.push(`${request.method} ${request.url}`);
    },

    /** A page that is noted whenever it is asked for. */
    logged(body: string) {
      return (request: IncomingMessage, response: ServerResponse): void => {
        this.note(request);
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
      };
    },

    /** Closes the browsers; the sites stay. */
    async clear(): Promise<void> {
      await Promise.all(open.splice(0).map(browser => browser.close()));
      log.length = 0;
    },

    async close(): Promise<void> {
      await Promise.all([site.close(), other.close()]);
    },
  };
}
