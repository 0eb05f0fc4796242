/** API Gateway's WebSocket API on this machine: sockets on the gateway's server, and the management API on a port of its own. */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LambdaHandler, lambdaContext } from './lambda.ts';

export const SOCKET_PATH = '/socket';
/** API Gateway's: frames of 32 KB make a message of at most 128 KB; idle for 10 min, at most 2 h. */
const MAX_MESSAGE_BYTES = 128 * 1_024;
const IDLE_MS = 10 * 60_000;
const LIFETIME_MS = 2 * 3_600_000;
const INTEGRATION_MS = 29_000;
/** Of one socket. API Gateway throttles at some hundreds a second. */
const MAX_WAITING = 2_000;

export interface Sockets {
  /** For ApiGatewayManagementApiClient. */
  readonly managementEndpoint: string;
  /** Attaches to the gateway's server. */
  attach(server: Server, handler: () => Promise<LambdaHandler>): void;
  close(): Promise<void>;
}

type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
const ROUTE_KEYS = { CONNECT: '$connect', MESSAGE: '$default', DISCONNECT: '$disconnect' } as const;

export async function startSockets(log: (line: string) => void): Promise<Sockets> {
  const open = new Map<string, WebSocket>();
  const management = createServer((request, response) => {
    // A request that is cut or malformed ends its own line and nothing else.
    manage(open, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    management.once('error', reject);
    management.listen(0, '127.0.0.1', resolve);
  });
  const accepting = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  return {
    managementEndpoint: `http://127.0.0.1:${(management.address() as AddressInfo).port}`,
    attach(server, handler) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        // While the connect handler decides, nobody else hears that the line was cut.
        socket.on('error', () => socket.destroy());
        void accept({ open, accepting, handler, log }, { request, socket, head }).catch(error => {
          log(`a socket failed: ${String(error)}`);
          socket.destroy();
        });
      });
    },
    async close() {
      for (const socket of open.values()) socket.terminate();
      accepting.close();
      management.closeAllConnections();
      // May be called twice: then it is closed already.
      if (management.listening) await new Promise(resolve => management.close(resolve));
    },
  };
}

interface Accepting {
  readonly open: Map<string, WebSocket>;
  readonly accepting: WebSocketServer;
  readonly handler: () => Promise<LambdaHandler>;
  readonly log: (line: string) => void;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** As on AWS, the connect handler decides before the handshake is answered. */
async function accept(on: Accepting, { request, socket, head }: Upgrade): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://local');
  if (url.pathname !== SOCKET_PATH) return refuse(socket, 404);
  const connectionId = `${randomBytes(11).toString('base64url')}=`;
  const query = Object.fromEntries(url.searchParams);
  const invoke = async (eventType: EventType, body?: string): Promise<unknown> => {
    const run = await on.handler();
    return run(
      socketEvent({ eventType, connectionId, body, query, request }),
      lambdaContext('socket', Date.now() + INTEGRATION_MS),
    );
  };
  const answer = await invoke('CONNECT');
  const status =
    typeof answer === 'object' && answer !== null && 'statusCode' in answer ? Number(answer.statusCode) : 500;
  if (status !== 200) return refuse(socket, status);
  on.accepting.handleUpgrade(request, socket, head, ws => {
    on.open.set(connectionId, ws);
    let idle = setTimeout(() => ws.close(1001, 'Going away'), IDLE_MS).unref();
    const lifetime = setTimeout(() => ws.close(1001, 'Going away'), LIFETIME_MS).unref();
    // One after another: a flood on one socket must not take all of the table's connections.
    let handled: Promise<unknown> = Promise.resolve();
    let waiting = 0;
    ws.on('message', data => {
      clearTimeout(idle);
      idle = setTimeout(() => ws.close(1001, 'Going away'), IDLE_MS).unref();
      waiting += 1;
      if (waiting > MAX_WAITING) return ws.close(1008, 'Too many messages');
      handled = handled
        .then(() => (ws.readyState === ws.OPEN ? invoke('MESSAGE', String(data)) : undefined))
        .catch(error => on.log(`a socket message failed: ${String(error)}`))
        .finally(() => {
          waiting -= 1;
        });
    });
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearTimeout(idle);
      clearTimeout(lifetime);
      on.open.delete(connectionId);
      invoke('DISCONNECT').catch(() => {});
    });
  });
}

function refuse(socket: Duplex, status: number): void {
  const text = status === 401 ? 'Unauthorized' : status === 404 ? 'Not Found' : 'Forbidden';
  socket.end(`HTTP/1.1 ${status} ${text}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}

interface EventParts {
  readonly eventType: EventType;
  readonly connectionId: string;
  readonly body: string | undefined;
  readonly query: Record<string, string>;
  readonly request: IncomingMessage;
}

/** The shape that API Gateway sends; headers and query only on connect. */
function socketEvent({ eventType, connectionId, body, query, request }: EventParts): unknown {
  const at = Date.now();
  return {
    ...(eventType === 'CONNECT'
      ? { headers: request.headers, queryStringParameters: Object.keys(query).length > 0 ? query : undefined }
      : {}),
    requestContext: {
      routeKey: ROUTE_KEYS[eventType],
      eventType,
      connectionId,
      connectedAt: at,
      requestTimeEpoch: at,
      requestId: randomBytes(11).toString('base64url'),
      messageDirection: 'IN',
      stage: 'local',
      apiId: 'local',
      domainName: request.headers.host ?? '127.0.0.1',
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

/** `POST | GET | DELETE /@connections/{id}`: 410 for a socket that is gone, 413 for a message that is too large. */
async function manage(
  open: ReadonlyMap<string, WebSocket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = decoded(/\/@connections\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '');
  const socket = open.get(id);
  const answer = (status: number, error?: string): void => {
    response
      .writeHead(status, {
        'content-type': 'application/json',
        ...(error === undefined ? {} : { 'x-amzn-errortype': error }),
      })
      .end(error === undefined ? '' : JSON.stringify({ message: error }));
  };
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (socket === undefined || socket.readyState !== socket.OPEN) return answer(410, 'GoneException');
  if (request.method === 'DELETE') {
    socket.close(1000);
    return answer(204);
  }
  if (request.method === 'GET') return answer(200);
  const data = Buffer.concat(chunks);
  if (data.length > MAX_MESSAGE_BYTES) return answer(413, 'PayloadTooLargeException');
  socket.send(data.toString('utf8'), error => answer(error ? 410 : 200, error ? 'GoneException' : undefined));
}

/** What cannot be decoded names no socket. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
