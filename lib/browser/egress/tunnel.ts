/** CONNECT host:port, for https and for WebSockets of both kinds. Looks into nothing that passes. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { readAuthority } from './authority.ts';
import type { Egress } from './egress.ts';

export interface TunnelRequest {
  readonly request: IncomingMessage;
  readonly client: Duplex;
  readonly head: Buffer;
}

export async function tunnel(egress: Egress, { request, client, head }: TunnelRequest): Promise<void> {
  client.on('error', () => client.destroy());
  const target = readAuthority(request.url ?? '');
  const opened = target === undefined ? undefined : await egress.open(target);
  if (opened?.kind !== 'open') {
    const status = opened?.kind === 'unreachable' ? '502 Bad Gateway' : '403 Forbidden';
    client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
    return;
  }
  const { socket } = opened;
  client.on('close', () => socket.destroy());
  socket.on('close', () => client.destroy());
  if (client.destroyed) {
    socket.destroy();
    return;
  }
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) socket.write(head);
  socket.on('data', () => egress.check());
  client.on('data', () => egress.check());
  socket.pipe(client);
  client.pipe(socket);
}
