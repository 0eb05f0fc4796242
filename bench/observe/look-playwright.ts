/** The peer: Playwright's aria snapshot for models, in the same Chromium with the same flags and the same proxy. */

import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../lib/browser/chromium-binary.ts';
import { startEgressProxy } from '../../lib/browser/egress/proxy.ts';
import { launchFlags } from '../../lib/browser/launch-flags.ts';
import { median } from '../measure.ts';
import type { BrowserAt } from './browser-at.ts';
import { type Cdp, tellPage, watchContexts } from './ground-truth.ts';
import { watchRoots } from './in-page/install.ts';
import { type Look, type Looker, ROUNDS, sizeOf, untilSteady, VIEW } from './looker.ts';

const LOAD_MS = 10_000;
/** Refs told to the page at the same time. */
const AT_ONCE = 24;

export async function lookPlaywright({ chromeDir, hosts }: BrowserAt): Promise<Looker> {
  const proxy = await startEgressProxy({ allowHosts: hosts, resolve: async () => [] });
  const binary = await findChromium({ chromeDir });
  const browser = await chromium.launch({
    executablePath: binary.executable,
    args: [...launchFlags(proxy.url)],
    env: { PATH: '/usr/bin:/bin', LANG: 'en_US.UTF-8', TZ: 'UTC', ...binary.env },
  });
  const page = await browser.newPage({ viewport: VIEW });
  await page.addInitScript(watchRoots);
  const session = await page.context().newCDPSession(page);
  const cdp: Cdp = {
    send: (method, params) => Reflect.apply(session.send, session, [method, params]),
    on: (event, listener) => Reflect.apply(session.on, session, [event, listener]),
  };
  const contexts = await watchContexts(cdp);
  return {
    name: 'Playwright',
    async look(url): Promise<Look> {
      await page.goto(url, { waitUntil: 'load', timeout: LOAD_MS }).catch(() => {});
      await untilSteady(() => page.evaluate(sizeOf));
      const first = performance.now();
      let text = await page.ariaSnapshot({ mode: 'ai' });
      const firstMs = performance.now() - first;
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        text = await page.ariaSnapshot({ mode: 'ai' });
        rounds.push(performance.now() - start);
      }
      const listed = [...text.matchAll(/\[ref=((?:f\d+)?e\d+)\]/g)].flatMap(([, ref]) => ref ?? []);
      await noteRefs(page, listed);
      const truth = await tellPage(cdp, contexts, { listed, reached: listed });
      return { text, firstMs, ms: median(rounds), truth };
    },
    async close() {
      await browser.close();
      await proxy.close();
    },
  };
}

async function noteRefs(page: Page, refs: readonly string[]): Promise<void> {
  const left = [...refs];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let ref = left.pop(); ref !== undefined; ref = left.pop())
        await page
          .getByRef(ref)
          .evaluate(
            (element, name) => {
              globalThis.errandBench ??= { closed: new WeakMap(), refs: new Map(), frames: [] } as never;
              errandBench.refs.set(element, name);
            },
            ref,
            { timeout: 2_000 },
          )
          .catch(() => {});
    }),
  );
}
