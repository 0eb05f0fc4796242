/** A tab without the agent's hands, for tests of what stands under them. Reaches only the hosts it is given. */

import type { Frame, Page } from 'puppeteer-core';
import { locate } from '../../lib/browser/act/element.ts';
import { findChromium } from '../../lib/browser/chromium-binary.ts';
import { startEgressProxy } from '../../lib/browser/egress/proxy.ts';
import { launch } from '../../lib/browser/launch.ts';
import { type ObservedFrame, walkFrames } from '../../lib/browser/observe/walk-frames.ts';
import type { Found } from '../../lib/browser/realm.ts';
import type { Target } from '../../lib/domain/action.ts';
import { chromeDir } from './open-site.ts';

export interface Seen extends Target {
  readonly frame: Frame;
  readonly element: Found;
}

export interface BarePage {
  readonly page: Page;
  goTo(url: string): Promise<void>;
  /** Everything with a ref, as a walk sees it now. */
  targets(): Promise<readonly Seen[]>;
  /** The only one with this name. */
  seen(name: string): Promise<Seen>;
  close(): Promise<void>;
}

export async function openBarePage(allowHosts: readonly string[]): Promise<BarePage> {
  const proxy = await startEgressProxy({ allowHosts, resolve: async () => ['127.0.0.1'] });
  const launched = await launch(await findChromium({ chromeDir }), proxy.url);
  const page = await launched.browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  let nextRef = 1;
  const prefixes = new Map<Frame, string>();
  const nameFrame = (frame: Frame): string => {
    const prefix = prefixes.get(frame) ?? `f${prefixes.size + 1}`;
    prefixes.set(frame, prefix);
    return prefix;
  };
  const known = new WeakMap();
  const elementOf = async (frames: readonly ObservedFrame[], target: Target): Promise<Seen | undefined> => {
    const located = await locate(page, frames, target.ref);
    return located.ok ? { ...target, frame: located.frame, element: located.element } : undefined;
  };
  const walk = async () => {
    const walked = await walkFrames(page.mainFrame(), { nextRef, nameFrame, known, until: Number.POSITIVE_INFINITY });
    ({ nextRef } = walked);
    return walked;
  };
  return {
    page,
    async goTo(url) {
      await page.goto(url, { waitUntil: 'load' });
    },
    async targets() {
      const { targets, frames } = await walk();
      const seen = await Promise.all(targets.map(target => elementOf(frames, target)));
      return seen.filter(one => one !== undefined);
    },
    async seen(name) {
      const { targets, frames } = await walk();
      const named = targets.filter(target => target.name === name);
      const [only] = named;
      const seen = only === undefined || named.length > 1 ? undefined : await elementOf(frames, only);
      if (seen === undefined)
        throw new Error(`${named.length} are called "${name}": ${targets.map(target => target.name).join(', ')}`);
      return seen;
    },
    async close() {
      await launched.close();
      await proxy.close();
    },
  };
}
