/** Connects to a checked address and makes sure that it is the one connected to. Resolves no name. */

import { connect, type Socket } from 'node:net';
import { isSameAddress } from './public-address.ts';

export interface Dialled {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly connectMs: number;
  /** Told of each socket before it connects. */
  readonly onSocket: (socket: Socket) => void;
}

/** One name may have many; a browser does not try them all either. */
const MAX_TRIED = 4;

/** IPv4 first: machines without IPv6 get AAAA records all the same. The connected socket, or why there is none. */
export async function dial({ addresses, port, connectMs, onSocket }: Dialled): Promise<Socket | string> {
  const isIPv6 = (address: string): number => (address.includes(':') ? 1 : 0);
  const tried = [...addresses].sort((one, other) => isIPv6(one) - isIPv6(other)).slice(0, MAX_TRIED);
  const end = performance.now() + connectMs;
  let why = 'no address';
  for (const [index, address] of tried.entries()) {
    const share = (end - performance.now()) / (tried.length - index);
    if (share <= 0) return 'timeout';
    const dialled = await dialOne({ address, port, ms: Math.ceil(share), onSocket });
    if (typeof dialled !== 'string') return dialled;
    why = dialled;
  }
  return why;
}

interface One {
  readonly address: string;
  readonly port: number;
  readonly ms: number;
  readonly onSocket: (socket: Socket) => void;
}

function dialOne({ address, port, ms, onSocket }: One): Promise<Socket | string> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port });
    onSocket(socket);
    // Not the socket's own timeout, which any retransmission may push back.
    const timer = setTimeout(() => socket.destroy(new Error('timeout')), ms).unref();
    socket.on('error', error => {
      socket.destroy();
      resolve(error.message);
    });
    socket.once('close', () => {
      clearTimeout(timer);
      resolve('closed');
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      if (isSameAddress(socket.remoteAddress ?? '', address)) return resolve(socket);
      socket.destroy();
      resolve('the connection went to another address');
    });
  });
}
