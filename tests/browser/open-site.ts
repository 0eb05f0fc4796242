/** A small website made in a test, and a browser that may reach exactly that. Listens on 127.0.0.1 only. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Observation, PageAction } from '../../lib/agent/page.ts';
import { type BrowserOptions, type OpenBrowser, openBrowser } from '../../lib/browser/open-browser.ts';
import type { Outcome } from '../../lib/domain/events.ts';

/** The same folder that the product uses, so that Chromium is unpacked once. */
export const chromeDir = join(tmpdir(), 'errand-chromium');

type Route = string | ((request: IncomingMessage, response: ServerResponse) => void);

export interface TestSite {
  readonly url: string;
  readonly host: string;
  /** Paths that were asked for, in order. */
  readonly hits: string[];
  /** Shows this body at `path`. */
  show(path: string, route: Route): string;
  onUpgrade(handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void;
  close(): Promise<void>;
}

export async function openSite(): Promise<TestSite> {
  const routes = new Map<string, Route>();
  const hits: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    hits.push(request.url ?? '');
    const route = routes.get(path);
    if (typeof route === 'function') route(request, response);
    else response.writeHead(route === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(route);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    hits,
    show(path, route) {
      routes.set(path, route);
      return `http://${host}${path}`;
    },
    onUpgrade: handle => void server.on('upgrade', handle),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function openTestBrowser(
  options: Pick<BrowserOptions, 'allowHosts'> & Partial<BrowserOptions>,
): Promise<OpenBrowser> {
  return openBrowser({ chromeDir, mayNavigate: () => undefined, ...options });
}

/** A pair of hands on a browser: goes, looks, acts by name. */
export function handsOn({ page }: OpenBrowser) {
  let seen: Observation | undefined;
  const look = async (): Promise<Observation> => {
    seen = await page.observe();
    return seen;
  };
  const act = (action: PageAction): Promise<Outcome> => page.perform(action, AbortSignal.timeout(20_000));
  const refOf = (name: string): string => {
    const target = [...(seen?.targets.values() ?? [])].find(one => one.name === name);
    if (target === undefined) throw new Error(`The page shows no "${name}":\n${seen?.text}`);
    return target.ref;
  };
  return {
    act,
    look,
    refOf,
    async visit(url: string): Promise<Observation> {
      await act({ kind: 'navigate', url });
      return look();
    },
    click: (name: string): Promise<Outcome> => act({ kind: 'click', ref: refOf(name) }),
    fill: (name: string, value: string): Promise<Outcome> => act({ kind: 'fill', ref: refOf(name), value }),
    select: (name: string, ...options: string[]): Promise<Outcome> =>
      act({ kind: 'select', ref: refOf(name), options }),
  };
}
