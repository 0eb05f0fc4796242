/** Binds a server to a loopback port, and says by whom a taken one is taken. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import { ErrandError } from '../domain/errors.ts';

const DEFAULT_PORT = 4310;
const PORTS_TRIED = 20;

/** A port that was asked for must be free: `local.port-taken`. Undefined: 4310 or one of the next; 0: any. */
export async function listen(server: Server, port: number | undefined): Promise<void> {
  if (port !== undefined) {
    if (await bind(server, port)) return;
    throw new ErrandError('local.port-taken', `Port ${port} on 127.0.0.1 is taken${holderOf(port)}.`, { port });
  }
  for (let tried = DEFAULT_PORT; tried < DEFAULT_PORT + PORTS_TRIED; tried += 1) if (await bind(server, tried)) return;
  throw new ErrandError(
    'local.port-taken',
    `Ports ${DEFAULT_PORT} to ${DEFAULT_PORT + PORTS_TRIED - 1} on 127.0.0.1 are taken${holderOf(DEFAULT_PORT)}.`,
  );
}

function bind(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES')
        reject(
          new ErrandError(
            'local.port-taken',
            `Port ${port} needs rights that this user does not have.`,
            { port },
            error,
          ),
        );
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/** ` by node (process 4711)`, read from /proc; empty where that cannot be told. */
function holderOf(port: number): string {
  try {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    const line = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .find(entry => entry.includes(`:${hex} 00000000:0000 0A`));
    const inode = line?.trim().split(/\s+/)[9];
    if (inode === undefined) return '';
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      if (opens(pid, inode)) return ` by ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
    }
  } catch {
    // Not Linux, or not ours to see.
  }
  return '';
}

function opens(pid: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(fd => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}
