/** One browser for one task: Chromium, its proxy, its tabs, behind the agent's Page. Closing leaves no process and no file. */

import type { Frame } from 'puppeteer-core';
import type { Page } from '../agent/page.ts';
import { ErrandError, type Refusal } from '../domain/errors.ts';
import { type FindOptions, findChromium } from './chromium-binary.ts';
import { isReplaced, within } from './deadline.ts';
import { startEgressProxy } from './egress/proxy.ts';
import type { Resolver } from './egress/public-address.ts';
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
  /** Tests give their own; the default asks the system. */
  readonly resolve?: Resolver;
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
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
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
      page: pageOf({ tabs, guard, bytes: proxy.bytesReceived, refusals: proxy.refusals }),
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

/** A page that goes elsewhere by itself, between two acts. */
const blocked = (refused: Refusal | undefined): string[] =>
  refused === undefined ? [] : [`a navigation was refused: ${JSON.stringify(refused.detail.slice(0, 300))}`];

interface Parts {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly bytes: () => number;
  readonly refusals: () => readonly string[];
}

function pageOf({ tabs, guard, bytes, refusals }: Parts): Page {
  let frames: readonly ObservedFrame[] = [];
  let nextRef = 1;
  const names = new WeakMap<Frame, string>();
  let named = 0;
  const nameFrame = (frame: Frame): string => {
    const known = names.get(frame);
    if (known !== undefined) return known;
    named += 1;
    names.set(frame, `f${named}`);
    return `f${named}`;
  };
  return {
    async observe() {
      const notices: string[] = [];
      for (let attempt = 1; ; attempt += 1) {
        try {
          if (!tabs.isAlive()) throw new ErrandError('page.crashed', 'The browser is gone.');
          if (tabs.isLost()) await tabs.replace();
          const list = await tabs.list();
          notices.push(...tabs.takeNotices(), ...blocked(guard.takeRefusal()));
          const look = { tabs: list, notices, nameFrame, nextRef };
          const looked = await tabs.unlessCrashed(observe(tabs.active().mainFrame(), look));
          ({ frames, nextRef } = looked);
          return looked.observation;
        } catch (error) {
          // The page is replacing itself under the walk: look again at what comes.
          if (attempt >= LOOK_TRIES || !tabs.isAlive() || !(isReplaced(error) || error instanceof ErrandError))
            throw error;
          if (error instanceof ErrandError) tabs.giveUp();
        }
      }
    },
    perform: (action, signal) => perform({ tabs, guard, frames, refusals }, action, signal),
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
