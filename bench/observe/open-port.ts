/** The product's page port with the puppeteer page under it, which the product itself never gives away: for a second pair of eyes or hands. */

import puppeteer, { type Browser, type Page as Tab } from 'puppeteer-core';
import type { Page } from '../../lib/agent/page.ts';
import { openBrowser } from '../../lib/browser/open-browser.ts';
import type { BrowserAt } from './browser-at.ts';

export interface OpenPort {
  readonly port: Page;
  /** The first tab. */
  readonly page: Tab;
  close(): Promise<void>;
}

const OPEN_MS = 20_000;

/** Shows the first of the hosts, whose server must answer. */
export async function openPort({ chromeDir, hosts }: BrowserAt): Promise<OpenPort> {
  const { opened, browser } = await catchBrowser(() =>
    openBrowser({ chromeDir, allowHosts: hosts, resolve: async () => [], mayNavigate: () => undefined }),
  );
  const { page: port, close } = opened;
  // The product may keep pages of its own beside the tabs: the tab is the one that goes where it is told.
  const url = `http://${hosts[0] ?? ''}/?first-tab`;
  await port.perform({ kind: 'navigate', url }, AbortSignal.timeout(OPEN_MS));
  const page = (await browser.pages()).find(one => one.url() === url);
  if (page !== undefined) return { port, page, close };
  await close();
  throw new Error('the first tab was not found');
}

/** The product and this share one puppeteer: what it launches is noted as it passes. */
async function catchBrowser<T>(open: () => Promise<T>): Promise<{ opened: T; browser: Browser }> {
  const { launch } = puppeteer;
  const caught: Browser[] = [];
  puppeteer.launch = async options => {
    const browser = await launch(options);
    caught.push(browser);
    return browser;
  };
  try {
    const opened = await open();
    const [browser] = caught;
    if (browser === undefined) throw new Error('the product launched no browser');
    return { opened, browser };
  } finally {
    puppeteer.launch = launch;
  }
}
