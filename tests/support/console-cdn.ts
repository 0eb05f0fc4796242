/** The console as a deployment serves it: its files and config.json without a token, its headers, and the API under `/api` of the same origin. */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { consoleHeaders } from '../../lib/api/browser-headers.ts';

export interface ConsoleCdn {
  readonly url: string;
  close(): Promise<void>;
}

interface CdnOptions {
  /** Where the console was built to. */
  readonly folder: string;
  /** Of the API's own. */
  readonly apiUrl: string;
  readonly socketUrl: string;
  readonly signIn?: { readonly issuer: string; readonly clientId: string; readonly scope: string };
}

const API_PATH = '/api';
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export async function startConsoleCdn({ folder, apiUrl, socketUrl, signIn }: CdnOptions): Promise<ConsoleCdn> {
  const connect = [new URL(socketUrl).origin, ...(signIn === undefined ? [] : [new URL(signIn.issuer).origin])];
  const headers = consoleHeaders({ connect, storage: apiUrl });

  const proxy = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { authorization = '', 'content-type': type = 'application/json', 'idempotency-key': key } = request.headers;
    const answered = await fetch(`${apiUrl}${path}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type, ...(typeof key === 'string' ? { 'idempotency-key': key } : {}) },
      ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
    });
    response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answered.arrayBuffer()));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', url);
    if (pathname.startsWith(`${API_PATH}/`)) return proxy(request, response, pathname.slice(API_PATH.length) + search);
    if (pathname === '/config.json') {
      const config = {
        apiUrl: `${url}${API_PATH}`,
        socketUrl,
        token: '',
        model: 'offline',
        offline: true,
        examples: [],
      };
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...config, ...(signIn === undefined ? {} : { signIn }) }));
      return;
    }
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    if (!/^[\w.-]+$/.test(name)) return void response.writeHead(404).end();
    const body = await readFile(join(folder, name));
    response.writeHead(200, { ...headers, 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain' });
    response.end(body);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise(resolve => void server.close(() => resolve())) };
}
