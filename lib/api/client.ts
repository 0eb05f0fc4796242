/** The typed client for browsers and Node: types come from the route table, no schema runs. Retries only what is safe to repeat. */

import type { SessionEvent, Stored, TaskEvent } from '../domain/events.ts';
import { ApiError } from './api-error.ts';
import type { ResponseOf, SentParts } from './route.ts';
import type { Routes } from './routes.ts';
import { type PreparedRequest, send } from './send.ts';

export { ApiError } from './api-error.ts';

export interface ClientOptions {
  /** `http://127.0.0.1:4310`, with or without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch | undefined;
  /** Makes Idempotency-Keys; left out: random UUIDs. */
  readonly newKey?: (() => string) | undefined;
  /** Whether an answer can be one of this route; left out: any JSON will do. For those who may meet another server at the address. */
  readonly isAnswer?: ((route: string, body: unknown) => boolean) | undefined;
  /** Told each time that following a stream fails and is tried again: the how manieth time in a row. */
  readonly onTrouble?: ((error: ApiError, failures: number) => void) | undefined;
  /** Following gives up after so many failures in a row; left out: never. */
  readonly maxFailures?: number | undefined;
  /** Waits between tries; given by tests. */
  readonly pause?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

type Nothing = Record<never, never>;

/** Parts that a route does not have cannot be given; parts that may all be left out may be left out themselves. */
type Given<Parts> = {
  [Name in keyof Parts as undefined extends Parts[Name]
    ? never
    : Nothing extends Parts[Name]
      ? never
      : Name]: Parts[Name];
} & {
  [Name in keyof Parts as [Parts[Name]] extends [undefined]
    ? never
    : Nothing extends Parts[Name]
      ? Name
      : never]?: Parts[Name];
};

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of a POST: give the key of an earlier try to repeat exactly that. */
  readonly idempotencyKey?: string | undefined;
}

type PartsOf<Key extends keyof Routes> = Given<SentParts<Routes[Key]>>;
type Arguments<Key extends keyof Routes> =
  Nothing extends PartsOf<Key> ? [parts?: PartsOf<Key> & CallOptions] : [parts: PartsOf<Key> & CallOptions];

export interface Client {
  /** `client.call('GET /tasks/{taskId}', { params: { taskId } })`. Throws `ApiError`. */
  call<Key extends keyof Routes>(route: Key, ...parts: Arguments<Key>): Promise<ResponseOf<Routes[Key]>>;
  /** Every event after a number, and then each new one by long poll. A task's ends after `task.finished`. */
  followEvents(
    stream: `session/${string}`,
    after?: number,
    signal?: AbortSignal,
  ): AsyncGenerator<Stored<SessionEvent>, void>;
  followEvents(stream: `task/${string}`, after?: number, signal?: AbortSignal): AsyncGenerator<Stored<TaskEvent>, void>;
}

interface AnyParts extends CallOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;
const WAIT_SECONDS = 20;

export function createClient(options: ClientOptions): Client {
  const call = (route: string, parts: AnyParts = {}): Promise<unknown> => callRoute(options, route, parts);
  const follow = (stream: string, after = 0, signal?: AbortSignal) =>
    followStream(options, call, { stream, after, signal });
  return { call, followEvents: follow } as Client;
}

async function callRoute(options: ClientOptions, route: string, parts: AnyParts): Promise<unknown> {
  const request = requestOf(options, route, parts);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(options, request);
    } catch (error) {
      if (!isWorthRetrying(error) || attempt === MAX_TRIES || parts.signal?.aborted === true) throw error;
      await pauseOf(options)(waitOf(error, attempt), parts.signal);
    }
  }
}

function requestOf(options: ClientOptions, route: string, parts: AnyParts): PreparedRequest {
  const [method = '', path = ''] = route.split(' ');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.params?.[name] ?? '')),
  );
  const query = Object.entries(parts.query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const headers: Record<string, string> = { authorization: `Bearer ${options.token}` };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  // The same key goes with every try, so that a repeated POST never does a thing twice.
  if (method === 'POST') headers['idempotency-key'] = parts.idempotencyKey ?? (options.newKey ?? randomKey)();
  return {
    route,
    url: `${options.baseUrl.replace(/\/+$/, '')}${filled}${search === '' ? '' : `?${search}`}`,
    init: {
      method,
      headers,
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
      ...(parts.signal === undefined ? {} : { signal: parts.signal }),
    },
  };
}

async function* followStream(
  options: ClientOptions,
  call: (route: string, parts: AnyParts) => Promise<unknown>,
  from: { readonly stream: string; readonly after: number; readonly signal: AbortSignal | undefined },
): AsyncGenerator<Stored, void> {
  const [kind = '', id = ''] = from.stream.split('/');
  const route = `GET /${kind}s/{${kind}Id}/events`;
  let { after } = from;
  const isStopped = (): boolean => from.signal?.aborted ?? false;
  for (let failures = 0; !isStopped(); ) {
    try {
      const query = { after, wait: WAIT_SECONDS };
      const asked = Date.now();
      const page = await call(route, { params: { [`${kind}Id`]: id }, query, signal: from.signal });
      failures = 0;
      const events = eventsOf(page);
      // Whoever does not wait, such as a cache in between, must not be asked without a pause.
      if (events.length === 0 && Date.now() - asked < FIRST_PAUSE_MS) {
        await pauseOf(options)(FIRST_PAUSE_MS, from.signal);
      }
      for (const event of events) {
        yield event;
        after = event.seq;
        if (event.type === 'task.finished') return;
      }
    } catch (error) {
      if (isStopped()) return;
      if (!isWorthRetrying(error)) throw error;
      failures += 1;
      if (failures >= (options.maxFailures ?? Number.POSITIVE_INFINITY)) throw error;
      if (error instanceof ApiError) options.onTrouble?.(error, failures);
      await pauseOf(options)(waitOf(error, failures), from.signal);
    }
  }
}

/** No answer, or "try again" by a gateway or the store. What the model or the caller did wrong stays wrong. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  // A limit that opens again only tomorrow is for a person to hear of.
  if (error.status === 429) return (error.retryAfterSeconds ?? 1) * 1_000 <= MAX_PAUSE_MS;
  return error.status === 0 || error.status === 503 || error.code === 'idempotency.in-progress';
}

/** Not sooner than the API says, and with some chance in it, so that many clients do not come back together. */
function waitOf(error: unknown, attempt: number): number {
  const told = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return error instanceof ApiError && error.status === 429 ? told + pauseMs(1) : pauseMs(attempt);
}

function pauseMs(attempt: number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

function pauseOf(options: ClientOptions): (ms: number, signal?: AbortSignal) => Promise<void> {
  return options.pause ?? ((ms, signal) => pause(ms, signal));
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

const randomKey = (): string => crypto.randomUUID();

function eventsOf(page: unknown): readonly Stored[] {
  const events = typeof page === 'object' && page !== null && 'events' in page ? page.events : [];
  return Array.isArray(events) ? events : [];
}
