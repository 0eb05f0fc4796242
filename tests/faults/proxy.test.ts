/** The way out breaks in the middle of an errand in real Chromium: the proxy is gone, or hangs, or names stop resolving. Nothing goes round it. */

import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { EgressProxy } from '../../lib/browser/egress/proxy.ts';
import type { Resolver } from '../../lib/browser/egress/resolver.ts';
import { siteOf } from '../../lib/domain/site.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../support/work.ts';

interface Front extends EgressProxy {
  /** From now on it accepts, and neither hears nor says anything. */
  freeze(): void;
}

const proxies = vi.hoisted(() => [] as Front[]);
/** The real one behind a front of ours, which can fall silent. */
vi.mock('../../lib/browser/egress/proxy.ts', async importOriginal => {
  const real = await importOriginal<typeof import('../../lib/browser/egress/proxy.ts')>();
  return {
    ...real,
    startEgressProxy: async (options: Parameters<typeof real.startEgressProxy>[0]) => {
      const front = await openFront(await real.startEgressProxy(options));
      proxies.push(front);
      return front;
    },
  };
});

async function openFront(proxy: EgressProxy): Promise<Front> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer(client => {
    keep(client);
    if (isFrozen) return;
    const behind = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    keep(behind);
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    ...proxy,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.unpipe();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(closed => server.close(closed));
      await proxy.close();
    },
  };
}

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
const finish = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Two kettles.', evidence: [] } }] };
const giveUp = { calls: [{ name: 'finish', args: { outcome: 'failed', summary: 'It is down.', evidence: [] } }] };

test.each<[string, (proxy: Front | undefined) => void]>([
  ['dies', proxy => void proxy?.close()],
  ['hangs', proxy => proxy?.freeze()],
])(
  'a proxy that %s in mid-errand costs the errand a new browser, within a bound, and nothing goes round it',
  async (_how, breaks) => {
    const task = await setup.queueTask({ startUrl: `${site.url}/`, sites: [siteOf(`${site.url}/`)] });
    let brokeAt = 0;
    const broken = () => {
      brokeAt = performance.now();
      breaks(proxies.at(-1));
      return navigate(`${site.url}/kettles`);
    };
    const first = await setup.work(task, [broken], inChromium(site.host));
    expect(first.run).toEqual({ kind: 'put-away', why: 'page.crashed' });
    // 15 s for the address, 5 s for the proxy, and what a busy machine takes.
    expect(performance.now() - brokeAt).toBeLessThan(40_000);
    const queued = first.events.at(-1);
    expect(queued?.data).toMatchObject({ reason: 'retried', cause: { detail: expect.stringContaining('The proxy') } });
    expect(site.hits).not.toContain('/kettles');

    setup.table.advance(20_000);
    const again = [navigate(`${site.url}/kettles`), finish];
    const second = await setup.work(task, again, inChromium(site.host));
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.types).toContain('outcome.unknown');
    expect(site.hits).toContain('/kettles');
    expect(reached).toBe(0);
  },
  120_000,
);

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
