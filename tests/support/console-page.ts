/** The console in real Chromium before a local cloud, for all of a test file: opened before its tests, closed after them, and what they all do to its page. */

import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openConsoleBrowser, type WatchedPage, watchPage } from './console-browser.ts';
import { focusedName, tabTo } from './keyboard-focus.ts';
import { startTestCloud, type TestCloud } from './local-cloud.ts';

/** Where errands may go; closed last. */
interface Visited {
  readonly host: string;
  close(): Promise<void>;
}

interface ConsoleWish<Site extends Visited> {
  readonly site?: () => Promise<Site>;
  /** Further settings of the cloud. */
  readonly env?: () => Promise<Readonly<Record<string, string>>>;
  /** A page of a test's own is also held to have no faults. */
  readonly page: 'of-each-test' | 'of-the-file' | 'none';
}

/** What it has is there once the hooks have run. */
export interface ConsolePage<Site> extends WatchedPage {
  readonly cloud: TestCloud;
  readonly site: Site;
  /** One more, which whoever asked for it closes. */
  newPage(): Promise<WatchedPage>;
  /** Loaded anew, at this hash, until what has the test id is there. */
  openPage(hash: string, testId: string): Promise<void>;
  openRun(taskId: string): Promise<void>;
  click(name: string, role?: 'button' | 'link'): Promise<void>;
  /** A tab's name has a count in it once there is something to count. */
  showTab(name: string): Promise<void>;
  textOf(selector: string): Promise<string>;
  valueOf(selector: string): Promise<string>;
  countOf(selector: string): Promise<number>;
  /** The name of what has the focus. */
  focused(): Promise<string>;
  /** By the Tab key alone. */
  tabTo(name: string): Promise<void>;
  /** Of the tab's own count. */
  stepsTold(): Promise<number>;
}

/** The machine may have a lot else to do. */
const OPENS_MS = 120_000;

export function openConsole<Site extends Visited>(wish: ConsoleWish<Site>): ConsolePage<Site> {
  let site: Site | undefined;
  let cloud: TestCloud | undefined;
  let browser: Browser | undefined;
  let watched: WatchedPage | undefined;

  beforeAll(async () => {
    site = await wish.site?.();
    const hosts: Readonly<Record<string, string>> = site === undefined ? {} : { ERRAND_ALLOW_HOSTS: site.host };
    cloud = await startTestCloud({ ...hosts, ...(await wish.env?.()) });
    browser = await openConsoleBrowser();
    if (wish.page === 'of-the-file') watched = await watchPage(browser);
  }, OPENS_MS);
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
    await site?.close();
  });
  if (wish.page === 'of-each-test') {
    beforeEach(async () => {
      watched = await watchPage(there(browser));
    });
    afterEach(async () => {
      const { page, faults } = there(watched);
      await page.close();
      expect(faults).toEqual([]);
    });
  }

  const textOf = (selector: string): Promise<string> =>
    there(watched).page.$eval(selector, element => (element as { innerText?: string }).innerText ?? '');
  return {
    get page() {
      return there(watched).page;
    },
    get faults() {
      return there(watched).faults;
    },
    get asked() {
      return there(watched).asked;
    },
    fired: () => there(watched).fired(),
    get cloud() {
      return there(cloud);
    },
    get site() {
      return there(site);
    },
    newPage: () => watchPage(there(browser)),
    openPage: async (hash, testId) => {
      const { page } = there(watched);
      await page.goto(`${there(cloud).local.url}/#/${hash}`, { waitUntil: 'domcontentloaded' });
      // The same document with another hash is no new page.
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.waitForSelector(`[data-testid=${testId}]`);
    },
    openRun: async taskId => {
      const { page } = there(watched);
      await page.goto(`${there(cloud).local.url}/#/tasks/${taskId}`, { waitUntil: 'domcontentloaded' });
      await page.waitForSelector('[data-testid=run]');
    },
    click: (name, role = 'button') => there(watched).page.locator(`aria/${name}[role="${role}"]`).click(),
    showTab: name => there(watched).page.locator(`[role=tab]::-p-text(${name})`).click(),
    textOf,
    valueOf: selector => there(watched).page.$eval(selector, input => (input as { value?: string }).value ?? ''),
    focused: () => focusedName(there(watched).page),
    tabTo: name => tabTo(there(watched).page, name),
    countOf: async selector => (await there(watched).page.$$(selector)).length,
    stepsTold: async () => Number(await textOf('[role=tab]:first-child .run-tab-count').catch(() => '0')),
  };
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('This part of the console is not open, or was not asked for.');
  return part;
}
