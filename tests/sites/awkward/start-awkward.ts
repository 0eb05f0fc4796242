/** Starts the awkward site: pages made of all that makes real pages hard, on two origins. Each start has its own memory; writes nothing. */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { type AwkwardRoute, awkwardRoutes } from './routes/routes.ts';

/** A line of the access log: the truth about side effects. */
export interface AwkwardRequest {
  readonly method: string;
  /** As it was asked for, query included. */
  readonly path: string;
  readonly body: string;
}

export interface AwkwardSite {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly host: string;
  /** The same pages on another origin, for frames and popups of strangers. */
  readonly otherUrl: string;
  readonly otherHost: string;
  /** Both origins' requests, oldest first. It grows while the site is open. */
  readonly requests: readonly AwkwardRequest[];
  close(): Promise<void>;
}

const PAGES = join(import.meta.dirname, 'pages');
const MAX_BODY_BYTES = 5_000_000;

/** `/tabs` is `pages/tabs.html`, where `{{other}}` stands for the other origin; `routes/` answers what a file cannot. */
export async function startAwkwardSite(): Promise<AwkwardSite> {
  const requests: AwkwardRequest[] = [];
  const origins: string[] = [];
  const servers = await Promise.all([0, 1].map(() => listen((...asked) => respond(requests, origins, ...asked))));
  const [mine, other] = servers.map(({ port }) => `127.0.0.1:${port}`);
  if (mine === undefined || other === undefined) throw new Error('the site has no port');
  origins.push(`http://${mine}`, `http://${other}`);
  return {
    url: `http://${mine}`,
    host: mine,
    otherUrl: `http://${other}`,
    otherHost: other,
    requests,
    close: async () => void (await Promise.all(servers.map(({ close }) => close()))),
  };
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    handle(request, response).catch(error => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

async function respond(
  requests: AwkwardRequest[],
  origins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const body = await readBody(request);
  requests.push({ method, path, body: body.toString('latin1') });
  const { pathname } = new URL(path, 'http://site');
  const mine = `http://${request.headers.host}`;
  const other = origins.find(origin => origin !== mine) ?? mine;
  const route: AwkwardRoute | undefined = awkwardRoutes[pathname];
  if (route !== undefined) return route({ request, response, body, other });
  const file = join(PAGES, `${normalize(pathname).replace(/\/$/, '/index')}.html`);
  const page = await readFile(file, 'utf8').catch(() => undefined);
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page === undefined ? '<h1>No such page</h1>' : page.replaceAll('{{other}}', other));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new RangeError(`the body has more than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
