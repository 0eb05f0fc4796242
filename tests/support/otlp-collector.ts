/** An OpenTelemetry collector as far as tests need one: takes OTLP/JSON traces over HTTP and keeps the spans. Listens on 127.0.0.1 only. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface WireValue {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly doubleValue?: number;
}

interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: WireValue }[];
  readonly status: { readonly code: number };
}

export interface CollectedSpan extends Omit<WireSpan, 'attributes'> {
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly resource: Readonly<Record<string, string | number>>;
}

export interface OtlpCollector {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  readonly spans: readonly CollectedSpan[];
  /** All that came, as it came. */
  readonly bodies: readonly string[];
  /** Answered from now on. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      if (isTraces && status === 200 && request.headers['content-type'] === 'application/json') {
        const body = Buffer.concat(chunks).toString();
        bodies.push(body);
        spans.push(...spansIn(body));
      }
      response.writeHead(isTraces ? status : 404, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    bodies,
    answerWith(next) {
      status = next;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Attributes = WireSpan['attributes'];

function spansIn(body: string): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(body) as {
    readonly resourceSpans: readonly {
      readonly resource: { readonly attributes: Attributes };
      readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
    }[];
  };
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(scope =>
      scope.spans.map(span => ({
        ...span,
        attributes: plain(span.attributes),
        resource: plain(resource.attributes),
      })),
    ),
  );
}

const plain = (attributes: Attributes): Record<string, string | number> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? (value.intValue === undefined ? (value.doubleValue ?? Number.NaN) : Number(value.intValue)),
    ]),
  );

/** Each span with those under it, in the order in which they began: `['step', ['chat offline'], ['execute_tool click', […]]]`. */
export type Tree = readonly [string, ...Tree[]];

export function treeOf(spans: readonly CollectedSpan[], root: CollectedSpan): Tree {
  const under = spans.filter(span => span.parentSpanId === root.spanId);
  const ordered = under.toSorted((one, other) =>
    BigInt(one.startTimeUnixNano) < BigInt(other.startTimeUnixNano) ? -1 : 1,
  );
  return [root.name, ...ordered.map(span => treeOf(spans, span))];
}
