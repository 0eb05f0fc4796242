/** The way out breaks in the middle of an errand in real Chromium: the proxy is gone, or hangs, or names stop resolving. Nothing goes round it. */

import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { EgressProxy } from '../../lib/browser/egress/proxy.ts';
import type { Resolver } from '../../lib/browser/egress/resolver.ts';
import { siteOf } from '../../lib/domain/site.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../support/work.ts';

const proxies = vi.hoisted(() => [] as EgressProxy[]);
/** The real one; only that this test gets hold of it. */
vi.mock('../../lib/browser/egress/proxy.ts', async importOriginal => {
  const real = await importOriginal<typeof import('../../lib/browser/egress/proxy.ts')>();
  return {
    ...real,
    startEgressProxy: async (options: Parameters<typeof real.startEgressProxy>[0]) => {
      const proxy = await real.startEgressProxy(options);
      proxies.push(proxy);
      return proxy;
    },
  };
});
const { openBrowser } = await import('../../lib/browser/open-browser.ts');

let setup: WorkerSetup;
let site: TestSite;
/** Allowed to no task: a page that goes round the proxy reaches it. */
let canary: Server;
let canaryUrl: string;
let reached: number;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());
beforeEach(async () => {
  reached = 0;
  canary = createServer(socket => {
    reached += 1;
    socket.destroy();
  });
  await new Promise<void>(listening => canary.listen(0, '127.0.0.1', listening));
  const address = canary.address();
  canaryUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  site = await openSite();
  const calls = `setInterval(() => { fetch(${JSON.stringify(canaryUrl)}, { mode: 'no-cors' }).catch(() => {}); new Image().src = ${JSON.stringify(canaryUrl)}; }, 50);`;
  site.show('/', `<title>Shop</title><h1>Shop</h1><a href="/kettles">Kettles</a><script>${calls}</script>`);
  site.show('/kettles', '<title>Kettles</title><h1>Two kettles</h1>');
});
afterEach(async () => {
  proxies.length = 0;
  await site.close();
  await new Promise(closed => canary.close(closed));
});

const inChromium = (host: string, resolve?: Resolver): Setting => ({
  openBrowser: options =>
    openBrowser({ ...options, chromeDir, allowHosts: [host], ...(resolve === undefined ? {} : { resolve }) }),
  // Time is the test's, but a loop that waits must not run hot beside Chromium.
  onSleep: () => sleep(20),
});
const navigate = (url: string) => ({ calls: [{ name: 'navigate', args: { url } }] });
const giveUp = { calls: [{ name: 'finish', args: { outcome: 'failed', summary: 'It is down.', evidence: [] } }] };

test('a proxy that dies is told to the model as an act that failed, and nothing goes round it', async () => {
  const task = await setup.queueTask({ startUrl: `${site.url}/`, sites: [siteOf(`${site.url}/`)] });
  const dies = async (): Promise<void> => proxies.at(-1)?.close();
  const kill = () => {
    void dies();
    return navigate(`${site.url}/kettles`);
  };
  const { events, state } = await setup.work(task, [kill, giveUp], inChromium(site.host));
  expect(state.result).toBeDefined();
  const failed = events.filter(event => event.type === 'action.finished').at(-1);
  expect(failed?.data).toMatchObject({ outcome: { ok: false } });
  expect(state.result).toMatchObject({ status: 'failed', summary: 'It is down.' });
  expect(site.hits).not.toContain('/kettles');
  expect(reached).toBe(0);
}, 60_000);

test.each<[string, () => Promise<readonly string[]>]>([
  ['fail', () => Promise.reject(new Error('SERVFAIL'))],
  ['resolve to nothing', () => Promise.resolve([])],
  ['are never answered', () => new Promise(() => {})],
])(
  'names that %s in mid-errand are told to the model, and nothing goes round the proxy',
  async (_how, broken) => {
    const { port } = new URL(site.url);
    const named = `shop.test:${port}`;
    let isBroken = false;
    const resolve: Resolver = async host => (isBroken || host !== 'shop.test' ? broken() : ['127.0.0.1']);
    const task = await setup.queueTask({
      startUrl: `http://${named}/`,
      sites: [siteOf(`http://${named}/`), 'other.test'],
    });
    const breaks = () => {
      isBroken = true;
      return navigate('https://other.test/');
    };
    const { events, state } = await setup.work(task, [breaks, giveUp], inChromium(named, resolve));
    const acts = events.filter(event => event.type === 'action.finished');
    expect(acts.at(-1)?.data).toMatchObject({ outcome: { ok: false } });
    expect(state.result).toMatchObject({ status: 'failed', summary: 'It is down.' });
    expect(reached).toBe(0);
  },
  90_000,
);
