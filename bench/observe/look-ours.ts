/** Our own looker: the product's page port on the product's Chromium, with a second line to the page for the ground truth. */

import type { Frame, Page } from 'puppeteer-core';
import { pageRealmOf, realmOf } from '../../lib/browser/realm.ts';
import { median } from '../measure.ts';
import type { BrowserAt } from './browser-at.ts';
import { type Cdp, tellPage, watchContexts } from './ground-truth.ts';
import { watchRoots } from './in-page/install.ts';
import type { Told } from './in-page/tell-truth.ts';
import type { Look, Looker } from './looker.ts';
import { ROUNDS, sizeOf, untilSteady } from './looker.ts';
import { openPort } from './open-port.ts';
import { refsIn, search, unfold } from './reach.ts';

export async function lookOurs(at: BrowserAt): Promise<Looker> {
  const { port, page, close } = await openPort(at);
  await page.evaluateOnNewDocument(watchRoots);
  const session = await page.createCDPSession();
  const cdp: Cdp = {
    send: (method, params) => Reflect.apply(session.send, session, [method, params]),
    on: (event, listener) => session.on(event, listener),
  };
  const contexts = await watchContexts(cdp);
  return {
    name: 'ours',
    async look(url): Promise<Look> {
      await port.perform({ kind: 'navigate', url }, AbortSignal.timeout(40_000));
      await untilSteady(() => page.evaluate(sizeOf));
      const first = performance.now();
      let { text, tabs } = await port.observe();
      const firstMs = performance.now() - first;
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        ({ text, tabs } = await port.observe());
        rounds.push(performance.now() - start);
      }
      if (tabs.length > 1) throw new Error('the page opened another tab');
      const listed = refsIn(text);
      const reached = new Set([...listed, ...(await unfold(port, text))]);
      const tell = async (): Promise<readonly Told[]> => {
        await noteRefs(page, [...reached]);
        return tellPage(cdp, contexts, { listed, reached: [...reached] });
      };
      let truth = await tell();
      const found = await search(port, truth);
      if (found.length > 0) {
        for (const ref of found) reached.add(ref);
        truth = await tell();
      }
      return { text, firstMs, ms: median(rounds), truth };
    },
    close,
  };
}

/** Tells the page's own world which elements the refs mean. */
async function noteRefs(page: Page, refs: readonly string[]): Promise<void> {
  for (const frame of page.frames()) await noteRefsIn(frame, refs).catch(() => {});
}

async function noteRefsIn(frame: Frame, refs: readonly string[]): Promise<void> {
  const isInstalled = await realmOf(frame).evaluate('typeof errand === "object"');
  if (isInstalled !== true) return;
  const own = await realmOf(frame).evaluate(
    (asked: readonly string[]) => asked.filter(ref => errand.findElement(ref) instanceof Element),
    refs,
  );
  const world = pageRealmOf(frame);
  const elements = await Promise.all(
    own.map(async ref => {
      const handle = await realmOf(frame).evaluateHandle((asked: string) => errand.findElement(asked), ref);
      return world.transferHandle(handle);
    }),
  );
  await world.evaluate(
    (names: readonly string[], ...given: unknown[]) => {
      globalThis.errandBench ??= { closed: new WeakMap(), refs: new Map(), frames: [] } as never;
      for (const [index, element] of given.entries())
        if (element instanceof Element) errandBench.refs.set(element, names[index] ?? '');
    },
    own,
    ...elements,
  );
  for (const element of elements) void element.dispose().catch(() => {});
}
