/** A gate before an emulator: lets a function's request through only where its role in the template allows it, as IAM would. Keeps an account of both. */

import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Asked, callerOf, readRequest } from './read-request.ts';

export interface Account {
  /** `function action → resource [partition]` */
  readonly refused: string[];
  /** The rights that were needed, by function: lines of one pattern each. */
  readonly used: Map<string, Set<string>>;
}

export interface Guard {
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface GuardOptions {
  readonly behind: string;
  readonly linesOf: (name: string) => readonly string[];
  readonly account: Account;
}

export async function startGuard(options: GuardOptions): Promise<Guard> {
  const server = createServer((request, response) => void pass(options, request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function pass(options: GuardOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { linesOf, account, behind } = options;
  const body = await buffer(request);
  const name = callerOf(request);
  const rights = linesOf(name).flatMap(rightsIn);
  const wanted = readRequest(request, body);
  for (const asked of wanted) {
    const needed = neededFor(rights, asked);
    if (needed === undefined) {
      account.refused.push(`${name} ${asked.action} → ${asked.resource} [${asked.bounds.join(', ')}]`);
      response.writeHead(403, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'No line of the role allows it.' }));
      return;
    }
    account.used.set(name, new Set([...(account.used.get(name) ?? []), ...needed]));
  }
  const { method, url, headers } = request;
  const { hostname: host, port } = new URL(behind);
  const mayKnow = !wanted.some(({ action }) => action === 's3:GetObject') || rights.includes(LISTS_ALL);
  const onward = send({ host, port, method, path: url, headers }, answer => {
    if (answer.statusCode === 404 && !mayKnow) {
      answer.resume();
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}

/** Only who may list the whole bucket learns from S3 that an object is not there. */
const LISTS_ALL = 's3:ListBucket → ArtifactsBucket';

/** `dynamodb:GetItem → Table [session/*, task/*]` as one right for each pattern. */
export function rightsIn(line: string): readonly string[] {
  const [, what = line, within] = /^(.*) \[(.*)\]$/.exec(line) ?? [];
  return within === undefined ? [what] : within.split(', ').map(pattern => `${what} [${pattern}]`);
}

/** Undefined where one of the partitions is not covered. */
function neededFor(rights: readonly string[], { action, resource, bounds }: Asked): readonly string[] | undefined {
  const allowing = (bound: string | undefined): string | undefined =>
    rights.find(right => {
      const [, allowed, on = '', pattern] = /^(\S+) → (\S+)(?: \[(.*)\])?$/.exec(right) ?? [];
      // The account and region of a socket's address are the deployment's.
      if (allowed !== action || !matches(on.replace(/^arn:.*:SocketApi/, 'SocketApi'), resource)) return false;
      return pattern === undefined || (bound !== undefined && matches(pattern, bound));
    });
  const found = (bounds.length === 0 ? [undefined] : bounds).map(allowing);
  return found.includes(undefined) ? undefined : found.filter(one => one !== undefined);
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's').test(text);
