/** A server that nobody may ask: whoever does has got out of a page that should have held it. Listens on 127.0.0.1 only. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Canary {
  readonly url: string;
  /** Every path that was asked for, in order. */
  readonly hits: string[];
  close(): Promise<void>;
}

/** It also serves one page without any policy, at `/control`, which is no hit. */
export async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/control') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>control</title><body></body>');
      return;
    }
    if (request.url !== '/favicon.ico') hits.push(request.url ?? '');
    response.end('');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
