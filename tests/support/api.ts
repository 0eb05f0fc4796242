/** The API's functions on a real table with a scripted model, called with true API Gateway events. Opens no port of its own. */

import { randomBytes } from 'node:crypto';
import type { ModelClient, ModelReply, ModelRequest } from '../../lib/agent/model-client.ts';
import { callerContext } from '../../lib/api/caller-context.ts';
import { type ApiHandler, endpoint } from '../../lib/api/endpoint.ts';
import { accountHandlers } from '../../lib/api/handlers/account.ts';
import { consentHandlers } from '../../lib/api/handlers/consent.ts';
import { docsHandlers } from '../../lib/api/handlers/docs.ts';
import { secretHandlers } from '../../lib/api/handlers/secrets.ts';
import { sessionHandlers } from '../../lib/api/handlers/sessions.ts';
import { taskHandlers } from '../../lib/api/handlers/tasks.ts';
import { accountRoutes } from '../../lib/api/routes/account.ts';
import { consentRoutes } from '../../lib/api/routes/consent.ts';
import { docsRoutes } from '../../lib/api/routes/docs.ts';
import { secretRoutes } from '../../lib/api/routes/secrets.ts';
import { sessionRoutes } from '../../lib/api/routes/sessions.ts';
import { taskRoutes } from '../../lib/api/routes/tasks.ts';
import { routeList } from '../../lib/api/routes.ts';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { linkArtifact } from '../../lib/artifacts/link.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import type { Caller } from '../../lib/domain/caller.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import { type Limits, localLimits } from '../../lib/domain/quota.ts';
import { httpEvent } from '../../lib/local/http-event.ts';
import { lambdaContext } from '../../lib/local/lambda.ts';
import { routeMatcher } from '../../lib/local/route-match.ts';
import { makeIds } from '../../lib/machine.ts';
import { removeConnectionsOfKey } from '../../lib/realtime/connections.ts';
import { makeTicket, type TicketHolder } from '../../lib/realtime/tickets.ts';
import type { Fields, Log } from '../../lib/telemetry/log.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from './table.ts';

export type ModelTurn = (request: ModelRequest, signal: AbortSignal) => Promise<Partial<ModelReply>>;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every route
  readonly body: any;
}

export interface Call {
  readonly owner?: string | undefined;
  /** Instead of the owner in person. */
  readonly caller?: Caller;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LogLine {
  readonly message: string;
  readonly fields: Fields;
}

export interface TestApi extends TestTable {
  readonly lines: LogLine[];
  /** What the model was asked, in order. */
  readonly asked: ModelRequest[];
  call(method: string, target: string, call?: Call): Promise<Reply>;
  /** The model's next turns; without any it fails the test. */
  script(...turns: readonly ModelTurn[]): void;
  /** As whoever runs it does with a setting, and a new deploy. */
  limit(to: Partial<Limits>): void;
}

export interface TestApiOptions {
  readonly replyLimitMs?: number;
  /** Of each owner; those left out are the generous local ones. */
  readonly limits?: Partial<Limits>;
}

export async function openTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const table = await openTestTable();
  const { store } = table;
  const lines: LogLine[] = [];
  const asked: ModelRequest[] = [];
  const turns: ModelTurn[] = [];
  const write = (message: string, fields: Fields = {}): void => void lines.push({ message, fields });
  const log: Log = { info: write, warn: write, error: write };
  const bucket = openBucket({
    bucket: 'artifacts',
    region: testRegion,
    endpoint: 'http://127.0.0.1:9',
    credentials: testCredentials,
  });
  const limits: Limits = { ...localLimits, ...options.limits };
  const deps = {
    store,
    log,
    clock: store.clock,
    origins: ['https://console.example'],
    ids: makeIds(),
    model: scripted(turns, asked),
    mark: () => 'mark',
    keys: { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const,
    replyLimitMs: options.replyLimitMs ?? 5_000,
    pause: async (ms: number) => void (await new Promise(resolve => setTimeout(resolve, Math.min(ms, 20)))),
    linkArtifact: (ownerId: string, artifact: Artifact) =>
      linkArtifact(bucket, ownerId, artifact, { now: store.clock() }),
    limits,
    makeTicket: (holder: TicketHolder) => makeTicket(store, holder),
    randomSecret: () => randomBytes(32).toString('base64url'),
    closeSockets: (ownerId: string, keyId: string) => removeConnectionsOfKey(store, ownerId, keyId),
  };
  const connect = async () => deps;
  const functions: Readonly<Record<string, ApiHandler>> = {
    sessions: endpoint(sessionRoutes, sessionHandlers, connect),
    consent: endpoint(consentRoutes, consentHandlers, connect),
    tasks: endpoint(taskRoutes, taskHandlers, connect),
    secrets: endpoint(secretRoutes, secretHandlers, connect),
    account: endpoint(accountRoutes, accountHandlers, connect),
    docs: endpoint(docsRoutes, docsHandlers, connect),
  };
  return {
    ...table,
    lines,
    asked,
    script: (...more) => void turns.push(...more),
    limit: to => void Object.assign(limits, to),
    call: makeCall(functions),
  };
}

function makeCall(functions: Readonly<Record<string, ApiHandler>>): TestApi['call'] {
  const match = routeMatcher(routeList);
  let count = 0;
  return async (method, target, call = {}) => {
    const matched = match(method, target.split('?')[0] ?? '');
    if (matched === undefined) throw new Error(`${method} ${target} is no route`);
    const text = call.rawBody ?? (call.body === undefined ? '' : JSON.stringify(call.body));
    const headers = { host: 'api.test', 'content-type': 'application/json', ...call.headers };
    const withKey = call.key === undefined ? headers : { ...headers, 'idempotency-key': call.key };
    const ownerId = 'owner' in call ? call.owner : 'ada';
    const caller = call.caller ?? (ownerId === undefined ? undefined : { kind: 'person' as const, ownerId });
    const event = httpEvent(
      {
        method,
        target,
        rawHeaders: Object.entries(withKey).flat(),
        body: Buffer.from(text),
        sourceIp: '127.0.0.1',
        protocol: 'HTTP/1.1',
      },
      matched,
      {
        requestId: `request-${++count}`,
        now: 0,
        ...(caller === undefined ? {} : { authorizer: callerContext(caller) }),
      },
    );
    const handler = functions[matched.route.function];
    if (handler === undefined) throw new Error(`there is no function ${matched.route.function}`);
    const context = lambdaContext(matched.route.function, Number.MAX_SAFE_INTEGER);
    return replyOf(
      await handler(event as Parameters<ApiHandler>[0], { ...context, getRemainingTimeInMillis: () => 29_000 }),
    );
  };
}

function replyOf(result: Awaited<ReturnType<ApiHandler>>): Reply {
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const text = result.body ?? '';
  const isJson = /^application\/(problem\+)?json\b/.test(headers['content-type'] ?? '');
  return { status: result.statusCode ?? 0, headers, body: isJson ? JSON.parse(text) : text };
}

function scripted(turns: ModelTurn[], asked: ModelRequest[]): ModelClient {
  return {
    name: 'scripted',
    seesImages: false,
    async complete(request, signal) {
      asked.push(request);
      const turn = turns.shift();
      if (turn === undefined) throw new Error(`the model was not expected to be asked (${request.purpose})`);
      const usage = { inputTokens: 10, outputTokens: 5, usd: 0 };
      return { text: '', toolCalls: [], usage, model: 'scripted', ...(await turn(request, signal)) };
    },
  };
}

export const says =
  (text: string): ModelTurn =>
  async () => ({ text });

const calls =
  (name: string, args: unknown): ModelTurn =>
  async () => ({ toolCalls: [{ callId: 'c1', name, argumentsText: JSON.stringify(args) }] });

/** The two turns by which the model proposes an errand. */
export const proposes = (title = 'Rivers by length'): ModelTurn[] => [
  calls('plan_errand', {}),
  calls('propose', {
    title,
    instruction: 'List the rivers with their lengths.',
    startUrl: 'https://rivers.example.com/',
    plan: ['Open the list', 'Read the rows'],
    sites: ['rivers.example.com'],
    verbs: ['read', 'navigate', 'input'],
    steps: 4,
    seconds: 30,
  }),
];

/** Has the model propose an errand in a conversation of its own. */
export async function offer(api: TestApi): Promise<Proposal> {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  api.script(...proposes());
  return (await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list the rivers' } })).body
    .proposal;
}

/** The yes, with what else its body says. */
export const consentTo = (
  api: TestApi,
  { sessionId, proposalId, digest }: Proposal,
  more: Record<string, unknown> = {},
  key?: string,
): Promise<Reply> =>
  api.call('POST', `/sessions/${sessionId}/tasks`, {
    body: { proposalId, digest, ...more },
    ...(key === undefined ? {} : { key }),
  });
