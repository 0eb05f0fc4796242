/** One browser for one task: Chromium, its proxy, its tabs, behind the agent's Page. Closing leaves no process and no file. */

import type { Page } from '../agent/page.ts';
import { ErrandError } from '../domain/errors.ts';
import { type FindOptions, findChromium } from './chromium-binary.ts';
import { isReplaced, within } from './deadline.ts';
import { startEgressProxy } from './egress/proxy.ts';
import { launch } from './launch.ts';
import { type MayNavigate, type NavigationGuard, openNavigationGuard } from './navigation-guard.ts';
import { installIn, type ObservedFrame, observe } from './observe/observe.ts';
import { perform } from './perform.ts';
import { capturePage, takeScreenshot } from './pictures.ts';
import { openTabs, type Tabs } from './tabs.ts';

export interface BrowserOptions extends FindOptions {
  /** Exact `host:port` that may be reached though not public. */
  readonly allowHosts: readonly string[];
  /** Asked before every top-level navigation, redirects included. */
  readonly mayNavigate: MayNavigate;
  /** Bytes that Chromium may receive in all. */
  readonly maxBytes?: number;
}

export interface OpenBrowser {
  readonly page: Page;
  /** Such as `HeadlessChrome/153.0.0.0`. */
  readonly version: string;
  readonly pid: number;
  /** Every host:port connected to. */
  readonly hosts: () => readonly string[];
  close(): Promise<void>;
}

const MAX_MARKDOWN = 200_000;
const READ_MS = 8_000;
const LOOK_TRIES = 4;

/** Throws `browser.*` where Chromium cannot be had. */
export async function openBrowser(options: BrowserOptions): Promise<OpenBrowser> {
  const binary = await findChromium(options);
  const proxy = await startEgressProxy({
    allowHosts: options.allowHosts,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const launched = await launch(binary, proxy.url).catch(async error => {
    await proxy.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await launched.close();
    await proxy.close();
  };
  try {
    const guard = await openNavigationGuard(launched.browser, options.mayNavigate);
    const tabs = await openTabs(launched.browser);
    const version = await launched.browser.version();
    return {
      page: pageOf({ tabs, guard, bytes: proxy.bytesReceived }),
      version,
      pid: launched.pid,
      hosts: proxy.hosts,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly bytes: () => number;
}

function pageOf({ tabs, guard, bytes }: Parts): Page {
  let frames: readonly ObservedFrame[] = [];
  let nextRef = 1;
  return {
    async observe() {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const list = await tabs.list();
          const looked = await observe(tabs.active().mainFrame(), {
            tabs: list,
            notices: attempt === 1 ? tabs.takeNotices() : [],
            nextRef,
          });
          ({ frames, nextRef } = looked);
          return looked.observation;
        } catch (error) {
          // The page is replacing itself under the walk: look again at what comes.
          if (attempt >= LOOK_TRIES || !(isReplaced(error) || error instanceof ErrandError)) throw error;
          if (error instanceof ErrandError) await tabs.replace();
        }
      }
    },
    perform: (action, signal) => perform({ tabs, guard, frames }, action, signal),
    screenshot: options => takeScreenshot(tabs.active(), options),
    async readText() {
      const page = tabs.active();
      const realm = await installIn(page.mainFrame());
      const { markdown, cut } = await within(
        READ_MS,
        'the page',
        realm.evaluate(limit => errand.markdownOf(limit), MAX_MARKDOWN),
      );
      return { url: page.url(), title: await page.title(), markdown, cut };
    },
    capture: () => capturePage(tabs.active()),
    bytesReceived: bytes,
  };
}
