/** Serves a site's routes on a loopback port and keeps its access log. Never listens on an address others can reach. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { plain, type Reply } from './reply.ts';
import { answer, type SiteRoutes } from './route.ts';
import { BadRequest, readVisit, type Visit } from './visit.ts';

/** A line of the site's own access log: the truth about side effects. */
export interface SiteRequest {
  readonly at: string;
  readonly method: string;
  /** As it was asked for, query included. */
  readonly path: string;
  /** The form's fields where one was sent; a field sent several times has its values joined with `, `. */
  readonly body?: Readonly<Record<string, string>>;
  /** The request's whole `Cookie` header. */
  readonly cookie?: string;
}

export interface Listening {
  readonly port: number;
  readonly requests: readonly SiteRequest[];
  close(): Promise<void>;
}

export async function listen(site: SiteRoutes, host: string, port: number): Promise<Listening> {
  const requests: SiteRequest[] = [];
  const server = createServer((request, response) => {
    void respond(site, requests, request).then(
      ([reply, cookies]) => write(request, response, reply, cookies),
      (error: unknown) => write(request, response, failure(error), []),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  let closed: Promise<void> | undefined;
  return {
    port: address.port,
    requests,
    close: () => {
      closed ??= new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function respond(site: SiteRoutes, log: SiteRequest[], request: IncomingMessage): Promise<[Reply, string[]]> {
  const at = new Date().toISOString();
  const visit = await readVisit(request);
  log.push({
    at,
    method: request.method ?? 'GET',
    path: visit.target,
    ...(visit.method === 'POST' && { body: joined(visit) }),
    ...(request.headers.cookie !== undefined && { cookie: request.headers.cookie }),
  });
  return [answer(site, visit), visit.outgoing];
}

function joined(visit: Visit): Record<string, string> {
  return Object.fromEntries([...new Set(visit.form.keys())].map(name => [name, visit.form.getAll(name).join(', ')]));
}

function failure(error: unknown): Reply {
  if (error instanceof BadRequest) return plain(error.status, error.message);
  return plain(500, `The site failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function write(request: IncomingMessage, response: ServerResponse, reply: Reply, cookies: readonly string[]): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
    'content-length': Buffer.byteLength(reply.body),
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
