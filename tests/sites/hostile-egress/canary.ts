/** Listeners that nothing may reach: HTTP known by its path, and a port of its own for each kind that shows no path. Answers politely. */

import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import type { Kind } from './kind.ts';

export interface Canary {
  readonly address: string;
  /** `HOST:PORT` of the HTTP listener. */
  readonly host: string;
  /** Of the kind: its own port, or the HTTP one. */
  hostOf(kind: Pick<Kind, 'name' | 'by'>): string;
  /** Names of kinds that came through, and anything else as `METHOD /path`. */
  hits(): ReadonlySet<string>;
  /** As they came, with duplicates. */
  readonly log: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

export interface CanaryOptions {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port?: number;
  readonly kinds: readonly Pick<Kind, 'name' | 'by'>[];
  readonly answer?: string;
}

/** Throws Node's own error where the address or the port cannot be had. */
export async function openCanary({ address, port = 0, kinds, answer = 'canary' }: CanaryOptions): Promise<Canary> {
  const log: string[] = [];
  const names = new Set(kinds.map(({ name }) => name));
  const closers: (() => Promise<void>)[] = [];
  const http = createHttpServer((request, response) => {
    const path = (request.url ?? '').replace(/[?#].*/, '');
    const name = path.split('/')[1] ?? '';
    log.push(names.has(name) ? name : `${request.method} ${request.url}`);
    response.writeHead(200, {
      'content-type': 'text/plain',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
    });
    response.end(answer);
  });
  http.on('upgrade', (request, socket) => {
    log.push((request.url ?? '').split('/')[1] ?? '');
    socket.destroy();
  });
  const httpPort = await listen(http, address, port);
  closers.push(() => close(http));
  const ports = new Map<string, number>();
  for (const { name, by } of kinds) {
    if (by === 'tcp') {
      const tcp = createTcpServer(socket => {
        log.push(name);
        socket.destroy();
      });
      ports.set(name, await listen(tcp, address, 0));
      closers.push(() => close(tcp));
    } else if (by === 'udp') {
      const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4', () => log.push(name));
      ports.set(name, await bind(udp, address));
      closers.push(() => new Promise<void>(resolve => udp.close(() => resolve())));
    }
  }
  const written = address.includes(':') ? `[${address}]` : address;
  return {
    address,
    host: `${written}:${httpPort}`,
    hostOf: ({ name }) => `${written}:${ports.get(name) ?? httpPort}`,
    hits: () => new Set(log),
    log,
    forget: () => void log.splice(0),
    close: async () => void (await Promise.all(closers.map(end => end()))),
  };
}

function listen(server: Server | HttpServer, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

function bind(udp: UdpSocket, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(0, address, () => resolve(udp.address().port));
  });
}

function close(server: Server | HttpServer): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
