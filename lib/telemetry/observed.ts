/** Wraps a function's handler: what it does is known under its request's id, traced where tracing is on, and delivered before Lambda freezes it. Changes no answer. */

import { idPattern } from '../domain/ids.ts';
import { type Ambient, readTraceparent, within } from './ambient.ts';
import { failAs, note, type SpanOptions, spanned, type Tracing } from './tracing.ts';

/** A failed `open` is not told here: the handler reads the same settings and says what is wrong with them. */
export function observed<Args extends readonly unknown[], Result>(
  handler: (...args: Args) => Promise<Result>,
  open: () => Promise<Tracing | undefined>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const [event, context]: readonly unknown[] = args;
    const tracing = await open().catch(() => undefined);
    return within(knownOf(event, context), async () => {
      if (tracing === undefined) return handler(...args);
      try {
        const server = serverSpanOf(event);
        if (server === undefined) return await handler(...args);
        return await spanned(tracing, server.name, server.options, async span => {
          const result = await handler(...args);
          const status = Number(read(result, 'statusCode'));
          note(span, { 'http.response.status_code': status });
          if (status >= 500) failAs(span, String(status));
          return result;
        });
      } finally {
        await tracing.flush();
      }
    });
  };
}

/** An HTTP request's own id, as the answer has it; else the EventBridge event's, or the invocation's. Ids of the path only where they are ids. */
function knownOf(event: unknown, context: unknown): Ambient {
  const requestId = read(event, 'requestContext', 'requestId') ?? read(event, 'id') ?? read(context, 'awsRequestId');
  return {
    requestId: textOf(requestId),
    sessionId: idOf('session', read(event, 'pathParameters', 'sessionId')),
    taskId: idOf('task', read(event, 'pathParameters', 'taskId')),
  };
}

function serverSpanOf(event: unknown): { readonly name: string; readonly options: SpanOptions } | undefined {
  const name = textOf(read(event, 'routeKey'));
  const method = textOf(read(event, 'requestContext', 'http', 'method'));
  // The authorizer is asked about the same request, and is no answer to it.
  if (name === undefined || method === undefined || read(event, 'type') === 'REQUEST') return undefined;
  const given = textOf(read(event, 'headers', 'traceparent')) ?? '';
  const parent = readTraceparent(given) === undefined ? undefined : given;
  const route = name.includes(' ') ? name.slice(name.indexOf(' ') + 1) : undefined;
  return {
    name,
    options: { kind: 'server', parent, attributes: { 'http.request.method': method, 'http.route': route } },
  };
}

function read(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    value,
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const idOf = (kind: 'session' | 'task', value: unknown): string | undefined =>
  typeof value === 'string' && idPattern(kind).test(value) ? value : undefined;
