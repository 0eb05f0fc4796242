/** Talks to a proxy by hand, as Chromium would or worse. */

import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly text: string;
}

function dialProxy(proxyUrl: string): Socket {
  const { hostname, port } = new URL(proxyUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  return socket;
}

/** Sends this and reads until the proxy closes. */
export function sendRaw(proxyUrl: string, text: string): Promise<RawAnswer> {
  const socket = dialProxy(proxyUrl);
  socket.setEncoding('latin1');
  let read = '';
  socket.on('data', chunk => (read += chunk));
  socket.write(text, 'latin1');
  return new Promise(resolve => {
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(read)?.[1] ?? 0), text: read }));
  });
}

export function getPlain(proxyUrl: string, url: string, headers = ''): Promise<RawAnswer> {
  return sendRaw(
    proxyUrl,
    `GET ${url} HTTP/1.1\r\nhost: ${URL.parse(url)?.host}\r\n${headers}connection: close\r\n\r\n`,
  );
}

export interface Tunnel {
  readonly status: number;
  readonly socket: Socket;
  /** Resolves with what came, when the other end closes. */
  readonly ended: Promise<string>;
}

/** The socket stays open where the answer is 200. */
export function openTunnel(proxyUrl: string, authority: string): Promise<Tunnel> {
  const socket = dialProxy(proxyUrl);
  socket.setEncoding('latin1');
  let read = '';
  socket.on('data', chunk => (read += chunk));
  const ended = new Promise<string>(resolve => socket.on('close', () => resolve(read)));
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`);
  return new Promise(resolve => {
    const answered = (): void => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(read)?.[1] ?? 0), socket, ended });
    socket.once('data', answered);
    socket.once('close', answered);
  });
}
