/** The browser's only way out: a loopback proxy, one a task. It connects to the address it checked, counts, and fails closed. */

import { lookup } from 'node:dns/promises';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { permit, type Resolver } from './public-address.ts';

export interface EgressOptions {
  /** Exact `host:port` that may be reached though not public: test sites, the demo shop. */
  readonly allowHosts: readonly string[];
  readonly maxBytes?: number;
  /** Tests give their own; the default asks the system. */
  readonly resolve?: Resolver;
}

export interface EgressProxy {
  readonly url: string;
  readonly hosts: () => readonly string[];
  readonly refusals: () => readonly string[];
  readonly bytesReceived: () => number;
  close(): Promise<void>;
}

const MAX_SOCKETS = 64;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;
const MAX_HEADER_BYTES = 64 * 1_024;
/** How a permitted address that does not answer is told from a refused one. */
const UNREACHABLE = 'connection failed';
/** Refusals kept for the log; a hostile page makes thousands. */
const MAX_REFUSALS = 100;
/** How often the byte budget is looked at while connections are open. */
const METER_MS = 250;

const systemResolver: Resolver = async host => (await lookup(host, { all: true })).map(({ address }) => address);

interface Egress {
  readonly allowHosts: readonly string[];
  readonly maxBytes: number;
  readonly resolve: Resolver;
  readonly hosts: Set<string>;
  readonly refusals: string[];
  readonly sockets: Set<Socket>;
  /** Received by sockets that are closed. */
  closedBytes: number;
}

export async function startEgressProxy(options: EgressOptions): Promise<EgressProxy> {
  const egress: Egress = {
    allowHosts: options.allowHosts.map(host => host.toLowerCase()),
    maxBytes: options.maxBytes ?? Number.POSITIVE_INFINITY,
    resolve: options.resolve ?? systemResolver,
    hosts: new Set(),
    refusals: [],
    sockets: new Set(),
    closedBytes: 0,
  };
  const clients = new Set<Duplex>();
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES },
    (request, response) => void forward(egress, request, response),
  );
  server.on('connection', socket => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('connect', (request, client: Duplex, head) => void tunnel(egress, { request, client, head }));
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const meter = setInterval(() => {
    if (received(egress) >= egress.maxBytes) for (const socket of egress.sockets) socket.destroy();
  }, METER_MS).unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hosts: () => [...egress.hosts],
    refusals: () => egress.refusals,
    bytesReceived: () => received(egress),
    close: () =>
      new Promise(resolve => {
        clearInterval(meter);
        server.close(() => resolve());
        for (const socket of [...clients, ...egress.sockets]) socket.destroy();
      }),
  };
}

/** Counted by the sockets themselves, so that nothing stands in the way of the bytes. */
function received({ sockets, closedBytes }: Egress): number {
  return closedBytes + [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0);
}

/** A connected, counted socket to a checked address, or the reason why not. */
async function open(egress: Egress, target: { host: string; port: number }): Promise<Socket | string> {
  if (egress.sockets.size >= MAX_SOCKETS) return 'too many connections';
  if (received(egress) >= egress.maxBytes) return 'the byte budget is used up';
  const permission = await permit(target, egress.allowHosts, egress.resolve).catch(error => ({
    kind: 'refused' as const,
    why: String(error),
  }));
  if (permission.kind === 'refused') {
    if (egress.refusals.length < MAX_REFUSALS) egress.refusals.push(`${target.host}:${target.port} ${permission.why}`);
    return permission.why;
  }
  const [address] = permission.addresses;
  if (address === undefined) return 'no address';
  const socket = connect({ host: address, port: target.port });
  egress.sockets.add(socket);
  socket.on('close', () => {
    egress.sockets.delete(socket);
    egress.closedBytes += socket.bytesRead;
  });
  return new Promise(resolve => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('timeout')));
    socket.once('error', error => resolve(`${UNREACHABLE}: ${error.message}`));
    socket.once('connect', () => {
      socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.destroy());
      socket.on('error', () => socket.destroy());
      egress.hosts.add(`${target.host}:${target.port}`);
      resolve(socket);
    });
  });
}

/** CONNECT host:port, for https and for WebSockets of both kinds. */
async function tunnel(
  egress: Egress,
  { request, client, head }: { request: IncomingMessage; client: Duplex; head: Buffer },
): Promise<void> {
  client.on('error', () => client.destroy());
  const target = parseAuthority(request.url ?? '');
  const upstream = target === undefined ? 'not a host and port' : await open(egress, target);
  if (typeof upstream === 'string') {
    client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    return;
  }
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) upstream.write(head);
  upstream.pipe(client);
  client.pipe(upstream);
}

/** Absolute-form http: only; everything else has no business here. */
async function forward(egress: Egress, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
  if (url === undefined || url.protocol !== 'http:' || url.username !== '' || url.password !== '')
    return refuse(response, 'not an absolute http address');
  const socket = await open(egress, { host: url.hostname, port: Number(url.port === '' ? 80 : url.port) });
  if (typeof socket === 'string') return refuse(response, socket, socket.startsWith(UNREACHABLE) ? 502 : 403);
  const { 'proxy-connection': _, ...passed } = request.headers;
  const headers = { ...passed, host: url.host, connection: 'close' };
  const upstream = httpRequest({
    createConnection: () => socket,
    method: request.method,
    path: url.pathname + url.search,
    headers,
  });
  upstream.on('response', answer => {
    const { 'x-errand-egress': _forged, ...passedBack } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...passedBack, connection: 'close' });
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  upstream.on('error', () => (response.headersSent ? response.destroy() : refuse(response, 'the connection broke')));
  response.on('close', () => socket.destroy());
  request.pipe(upstream);
}

function refuse(response: ServerResponse, why: string, status = 403): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'x-errand-egress': status === 403 ? 'refused' : 'unreachable',
      connection: 'close',
    })
    .end(`Errand's egress proxy refused this: ${why}.\n`);
}

function parseAuthority(authority: string): { host: string; port: number } | undefined {
  const text = `http://${authority}`;
  if (!URL.canParse(text)) return undefined;
  const { hostname, port, username, pathname } = new URL(text);
  if (username !== '' || pathname !== '/') return undefined;
  return { host: hostname, port: Number(port === '' ? 80 : port) };
}
