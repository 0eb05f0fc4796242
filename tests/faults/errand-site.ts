/** A small real site with a form that saves, and its own log of what was saved: the truth about side effects. Only on 127.0.0.1. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteAct } from './world.ts';

/** Where something is done, and who did it is written down. */
export interface Site {
  readonly log: readonly SiteAct[];
  save(act: Omit<SiteAct, 'at'>): Promise<void>;
}

export interface ErrandSite extends Site {
  readonly url: string;
  /** Called where a worker in another process says how far it is, which waits for the answer. */
  setOnPoint(onPoint: (point: string) => Promise<void>): void;
  /** By whose clock the log tells the time. */
  setClock(clock: () => number): void;
  close(): Promise<void>;
}

export async function startErrandSite(): Promise<ErrandSite> {
  const log: SiteAct[] = [];
  let clock = (): number => 0;
  let onPoint = async (_point: string): Promise<void> => {};
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://site');
    const get = (name: string): string => searchParams.get(name) ?? '';
    if (request.method === 'POST')
      log.push({ taskId: get('task'), worker: get('worker'), act: get('act'), at: clock() });
    const point = get('point');
    if (point === '') response.end('saved');
    else void onPoint(point).then(() => response.end('go on'));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    log,
    save: act => post(url, act),
    setOnPoint(next) {
      onPoint = next;
    },
    setClock(next) {
      clock = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export async function post(url: string, act: Omit<SiteAct, 'at'>): Promise<void> {
  const query = new URLSearchParams({ task: act.taskId, worker: act.worker, act: act.act });
  const response = await fetch(`${url}?${query}`, { method: 'POST' });
  await response.text();
}
