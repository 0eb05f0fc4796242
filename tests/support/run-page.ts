/** A local cloud, a shop and a console's page for the tests of the run page, with what they all do to it. */

import type { Browser } from 'puppeteer-core';
import { type Site, startSite } from '../sites/start-site.ts';
import { openConsoleBrowser, type WatchedPage, watchPage } from './console-browser.ts';
import { startTestCloud, type TestCloud } from './local-cloud.ts';

export interface RunPages {
  readonly cloud: TestCloud;
  readonly shop: Site;
  newPage(): Promise<RunPageTools>;
  /** Says it and agrees to it by the API; gives its task's id at once. */
  start(text: string): Promise<string>;
  close(): Promise<void>;
}

export interface RunPageTools extends WatchedPage {
  open(taskId: string): Promise<void>;
  click(name: string): Promise<void>;
  /** A tab's name has a count in it once there is something to count. */
  showTab(name: string): Promise<void>;
  textOf(selector: string): Promise<string>;
  valueOf(selector: string): Promise<string>;
  countOf(selector: string): Promise<number>;
  /** Of the tab's own count. */
  stepsTold(): Promise<number>;
}

export async function openRunPages(): Promise<RunPages> {
  const shop = await startSite('shop');
  const cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
  const browser = await openConsoleBrowser();
  return {
    cloud,
    shop,
    newPage: () => toolsOf(browser, cloud.local.url),
    start: async text => {
      const { session } = await cloud.client.call('POST /sessions', { body: {} });
      const params = { sessionId: session.sessionId };
      const said = await cloud.client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
      const { proposalId = '', digest = '' } = said.proposal ?? {};
      const body = { proposalId, digest };
      return (await cloud.client.call('POST /sessions/{sessionId}/tasks', { params, body })).task.taskId;
    },
    close: async () => {
      await browser.close();
      await cloud.close();
      await shop.close();
    },
  };
}

async function toolsOf(browser: Browser, url: string): Promise<RunPageTools> {
  const watched = await watchPage(browser);
  const { page } = watched;
  const textOf = (selector: string): Promise<string> =>
    page.$eval(selector, element => (element as { innerText?: string }).innerText ?? '');
  return {
    ...watched,
    open: async taskId => {
      await page.goto(`${url}/#/tasks/${taskId}`, { waitUntil: 'domcontentloaded' });
      await page.waitForSelector('[data-testid=run]');
    },
    click: name => page.locator(`aria/${name}[role="button"]`).click(),
    showTab: name => page.locator(`[role=tab]::-p-text(${name})`).click(),
    textOf,
    valueOf: selector => page.$eval(selector, input => (input as { value?: string }).value ?? ''),
    countOf: async selector => (await page.$$(selector)).length,
    stepsTold: async () => Number(await textOf('[role=tab]:first-child .run-tab-count').catch(() => '0')),
  };
}
