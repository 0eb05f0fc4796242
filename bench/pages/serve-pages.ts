/** Serves the fetched pages and those of `own/` on 127.0.0.1. Reads files of these two folders, and nothing else. */

import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { cacheDir } from './fetch-pages.ts';

export interface PageServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly host: string;
  close(): Promise<void>;
}

const OWN = join(import.meta.dirname, 'own');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** `/saved/x.html` is a file of the package with that mount; `/own/x.html` is one of ours, and may stand in for a package's file. */
export async function servePages(): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response).catch(error => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(url: string, response: ServerResponse): Promise<void> {
  // Joined to the root first, so that no `..` leads out of the folder.
  const path = normalize(join('/', decodeURIComponent(new URL(url, 'http://pages').pathname)));
  const file = path.endsWith('/') ? `${path}index.html` : path;
  const body = await readFile(join(OWN, file)).catch(() => readFile(join(cacheDir, file)).catch(() => undefined));
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  response.writeHead(body === undefined ? 404 : 200, {
    'content-type': body === undefined ? 'text/plain' : type,
    'cache-control': 'no-store',
  });
  response.end(body ?? 'No such file');
}
