/** What a browser or a program meets on the local port: the gateway, the sockets and the console. Knows no table and no queue. */

import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { routeList } from '../api/routes.ts';
import type { Close } from './closers.ts';
import { type ConsoleConfig, consoleFiles } from './console-files.ts';
import { gatewayServer } from './gateway.ts';
import type { LoadFunction } from './lambda.ts';
import { listen } from './listen.ts';
import { SOCKET_PATH, type Sockets } from './sockets.ts';

export interface FrontOptions {
  /** 0: any free one. Undefined: 4310, or the next free one. */
  readonly port: number | undefined;
  readonly load: LoadFunction;
  readonly sockets: Sockets;
  /** Where screenshots and downloads come from; it is told that this origin may read them. */
  readonly storage: { readonly endpoint: string; allowOrigin(origin: string): void };
  /** The console's built files, and what it is told but for the addresses. */
  readonly consoleFolder: string;
  readonly console: Omit<ConsoleConfig, 'apiUrl' | 'socketUrl'>;
  /** Called after every request that may have written something. */
  readonly afterWrite: () => void;
  readonly log: (line: string) => void;
}

export interface Front {
  readonly url: string;
  readonly socketUrl: string;
  readonly close: Close;
}

export async function openFront(options: FrontOptions): Promise<Front> {
  const { load, log, sockets, storage } = options;
  // Its address is known only once it listens.
  let files: ReturnType<typeof consoleFiles> | undefined;
  const server = gatewayServer({
    routes: routeList,
    load,
    authorizer: 'authorizer',
    log,
    afterWrite: options.afterWrite,
    otherwise: async request => files?.(request),
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const socketUrl = `ws://127.0.0.1:${port}${SOCKET_PATH}`;
  sockets.attach(server, () => load('socket'));
  storage.allowOrigin(url);
  files = consoleFiles({
    folder: pathToFileURL(`${options.consoleFolder}/`),
    port,
    storageOrigin: storage.endpoint,
    config: { apiUrl: url, socketUrl, ...options.console },
  });
  return {
    url,
    socketUrl,
    async close() {
      // A server waits for its upgraded connections too, and does not count them among those it closes.
      await sockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
