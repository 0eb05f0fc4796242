import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEgressProxy } from '../../../lib/browser/egress/proxy.ts';
import { allKinds } from '../../sites/hostile-egress/all-kinds.ts';
import { type Canary, openCanary } from '../../sites/hostile-egress/canary.ts';
import { ALL_ASKED, type HostileSite, openHostileSite } from '../../sites/hostile-egress/hostile-site.ts';
import { openRuntimeApi, type RuntimeApi, runtimeAttacks } from '../../sites/hostile-egress/runtime-api.ts';
import { otherLoopbacks, spellings, unansweredSpellings } from '../../sites/hostile-egress/spellings.ts';
import { handsOn, openTestBrowser } from '../open-site.ts';
import { GUARD_FLAGS, type GuardFlag } from './open-unguarded.ts';
import { visitHostile } from './visit-hostile.ts';

const kinds = [...allKinds, ...spellings, ...unansweredSpellings];
const ALL_ASKED_MS = 15_000;

let canary: Canary;
let others: readonly Canary[];
let runtime: RuntimeApi;
let site: HostileSite;

beforeAll(async () => {
  canary = await openCanary({ address: '127.0.0.1', kinds });
  const port = Number(canary.host.split(':')[1]);
  others = await Promise.all(otherLoopbacks.map(address => openCanary({ address, port, kinds: spellings })));
  runtime = await openRuntimeApi();
  site = await openHostileSite({ kinds, canary, more: runtimeAttacks });
});
afterEach(() => {
  for (const one of [canary, ...others]) one.forget();
  runtime.asked.length = 0;
});
afterAll(() => Promise.all([site, runtime, canary, ...(others ?? [])].map(one => one?.close())));

const hits = (): ReadonlySet<string> => new Set([canary, ...others].flatMap(one => [...one.hits()]));

const visitWithout = (without: readonly GuardFlag[], proxyUrl?: string): Promise<void> =>
  visitHostile({ url: site.url, without, ...(proxyUrl === undefined ? {} : { proxyUrl }) });

describe('a page that makes every kind of request', () => {
  test('reaches what it wants without the guard', async () => {
    await visitWithout(GUARD_FLAGS);
    expect(hits().size).toBeGreaterThan(90);
    // Those that other guards let through, by their own measurements.
    expect([...hits()]).toEqual(
      expect.arrayContaining([
        'popup',
        'redirect',
        'meta-refresh',
        'form-post',
        'download',
        'beacon',
        'event-source',
        'websocket',
        'worker-websocket',
        'shared-worker-fetch',
        'service-worker-fetch',
        'prefetch',
        'speculation-prefetch',
        'css-font',
        'stun',
        'web-transport',
        'https',
        'spelled-other',
      ]),
    );
    expect(runtime.asked).toContain('GET /2018-06-01/runtime/invocation/next');
    console.info(`${hits().size} of ${kinds.length} kinds came through without the guard.`);
    console.info(`Not: ${kinds.flatMap(({ name }) => (hits().has(name) ? [] : name)).join(' ')}`);
  });

  test('reaches nothing with it, whether by name, by number or by a worker', async () => {
    const browser = await openTestBrowser({ allowHosts: [site.host] });
    try {
      const { visit, look } = handsOn(browser);
      await visit(site.url);
      await expect
        .poll(async () => (await look()).tabs.map(({ title }) => title), { timeout: ALL_ASKED_MS })
        .toContain(ALL_ASKED);
      expect([...hits()]).toEqual([]);
      expect(runtime.asked).toEqual([]);
      expect(browser.hosts()).toEqual([site.host]);
    } finally {
      await browser.close();
    }
  });

  test('reaches nothing by the proxy and the flags alone', async () => {
    const proxy = await startEgressProxy({ allowHosts: [site.host] });
    try {
      await visitWithout([], proxy.url);
      expect([...hits()]).toEqual([]);
      expect(runtime.asked).toEqual([]);
      expect(proxy.hosts()).toEqual([site.host]);
      expect(proxy.refusals().length).toBeGreaterThan(30);
    } finally {
      await proxy.close();
    }
  });

  test('goes round a proxy that Chromium may bypass for its own machine', async () => {
    const proxy = await startEgressProxy({ allowHosts: [site.host] });
    try {
      await visitWithout(['--proxy-bypass-list='], proxy.url);
      expect(hits().size).toBeGreaterThan(30);
    } finally {
      await proxy.close();
    }
  });
});
