/** Spans as OTLP/JSON, and the way they are sent: `POST {endpoint}/v1/traces`. What cannot be delivered is dropped and counted; nobody waits for it long. */

import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { RecordedSpan } from './recorded-span.ts';

export interface ExporterOptions {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  /** About this process, the same for all its spans. */
  readonly resource: Attributes;
  /** Told how many spans were lost. */
  readonly lost: (spans: number) => void;
}

export interface Exporter {
  add(span: RecordedSpan): void;
  flush(): Promise<void>;
}

/** Sent without waiting for the end of a long run. */
const BATCH = 64;
/** While the collector is away, the newest of these are kept. */
const MAX_WAITING = 2_048;
const TIMEOUT_MS = 2_000;

export function openExporter(options: ExporterOptions): Exporter {
  let waiting: RecordedSpan[] = [];
  let sending: Promise<void> = Promise.resolve();
  const send = (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) sending = sending.then(() => deliver(options, batch));
    return sending;
  };
  return {
    add(span) {
      waiting.push(span);
      if (waiting.length > MAX_WAITING) waiting.shift();
      if (waiting.length >= BATCH) void send();
    },
    flush: send,
  };
}

async function deliver({ endpoint, resource, lost }: ExporterOptions, batch: readonly RecordedSpan[]) {
  try {
    const answer = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(toOtlp(batch, resource)),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) lost(batch.length);
  } catch {
    lost(batch.length);
  }
}

/** As opentelemetry-proto's `ExportTraceServiceRequest` is written in JSON: ids in hex, 64-bit numbers as strings. */
function toOtlp(spans: readonly RecordedSpan[], resource: Attributes) {
  const scopeSpans = [{ scope: { name: 'errand' }, spans: spans.map(toSpan) }];
  return { resourceSpans: [{ resource: { attributes: toAttributes(resource) }, scopeSpans }] };
}

function toSpan({ context, parentSpanId, name, kind, startedAt, endedAt, attributes, ...rest }: RecordedSpan) {
  const { traceId, spanId, traceFlags: flags } = context;
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    flags,
    name,
    // The API counts from 0, the protocol from 1: 0 is there for none.
    kind: kind + 1,
    startTimeUnixNano: inNanos(startedAt),
    endTimeUnixNano: inNanos(endedAt),
    attributes: toAttributes(attributes),
    events: rest.events.map(event => ({
      name: event.name,
      timeUnixNano: inNanos(event.at),
      attributes: toAttributes(event.attributes),
    })),
    links: rest.links.map(link => ({
      traceId: link.context.traceId,
      spanId: link.context.spanId,
      attributes: toAttributes(link.attributes ?? {}),
    })),
    status: { code: rest.status.code },
  };
}

/** To the microsecond: a double has no more. */
const inNanos = (ms: number): string => String(BigInt(Math.round(ms * 1e3)) * 1_000n);

const toAttributes = (attributes: Attributes) =>
  Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: toValue(value) }]));

function toValue(value: AttributeValue): Record<string, unknown> {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      return { arrayValue: { values: listOf(value) } };
  }
}

/** Lists may have holes in the API, and have none in the protocol. */
const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []).flatMap((one: AttributeValue | null | undefined) =>
    one === null || one === undefined ? [] : [toValue(one)],
  );
