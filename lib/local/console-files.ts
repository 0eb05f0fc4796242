/** Serves the built console and its configuration to the owner's own browser, and to no page of another origin. */

import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname } from 'node:path';
import { consoleHeaders } from '../api/browser-headers.ts';
import { splitTarget } from './http-event.ts';
import type { HttpResponse } from './http-result.ts';

export interface ConsoleConfig {
  readonly apiUrl: string;
  readonly socketUrl: string;
  readonly token: string;
  readonly model: string;
  /** True where no model endpoint is set and the built-in one answers. */
  readonly offline: boolean;
  /** Errands a newcomer can start with. */
  readonly examples: readonly string[];
}

export interface ConsoleOptions {
  readonly folder: URL;
  readonly port: number;
  /** Where screenshots and downloads come from. */
  readonly storageOrigin: string;
  readonly config: ConsoleConfig;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** One flat folder of plain names: nothing here can climb out of it. */
const FILE_NAME = /^\/([a-z0-9][\w-]*(?:\.[\w-]+)*)$/i;

/**
 * The token in /config.json is why the Host is checked: a foreign name that was rebound to 127.0.0.1 has the browser
 * believe that it is the same origin, but it cannot change the Host header. No CORS header is ever sent.
 */
export function consoleFiles(options: ConsoleOptions): (request: IncomingMessage) => Promise<HttpResponse | undefined> {
  const hosts = new Set([`127.0.0.1:${options.port}`, `localhost:${options.port}`]);
  const connect = [`ws://127.0.0.1:${options.port}`, `ws://localhost:${options.port}`];
  const headers = consoleHeaders({ connect, storage: options.storageOrigin });
  return async request => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const [path] = splitTarget(request.url ?? '/');
    if (!hosts.has(request.headers.host ?? '')) return undefined;
    if (path === '/config.json') return configResponse(options, request, headers);
    const name = path === '/' ? 'index.html' : FILE_NAME.exec(path)?.[1];
    if (name === undefined) return undefined;
    const body = await readFile(new URL(name, options.folder)).catch(() => undefined);
    if (!body) return undefined;
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    return { status: 200, headers: { ...headers, 'content-type': type }, cookies: [], body };
  };
}

function configResponse(
  options: ConsoleOptions,
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
): HttpResponse | undefined {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return undefined;
  const body = Buffer.from(JSON.stringify(options.config));
  return { status: 200, headers: { ...headers, 'content-type': 'application/json' }, cookies: [], body };
}
