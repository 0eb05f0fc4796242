/** Tracing by the OpenTelemetry API. Where something else has set up OpenTelemetry in this process (a Lambda layer), the spans go there; else to the given endpoint. */

import {
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { readTraceparent } from '../ambient.ts';
import { fitting, type SpanKind as Kind } from '../span-table.ts';
import type { Tracing } from '../tracing.ts';
import { type Exporter, type ExporterOptions, openExporter } from './otlp.ts';
import { recordSpan } from './recorded-span.ts';

const KINDS: Readonly<Record<Kind, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

export function openTracing(options: ExporterOptions): Tracing {
  const exporter = openExporter(options);
  // False where another one is there already.
  trace.setGlobalTracerProvider(providerOf(exporter));
  const tracer = trace.getTracer('errand');
  return {
    start(name, { kind = 'internal', parent, attributes = {} } = {}) {
      const under = typeof parent === 'string' ? remote(parent) : parent?.spanContext();
      const context = under === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, under);
      return tracer.startSpan(name, { kind: KINDS[kind], attributes: fitting(attributes) }, context);
    },
    flush: () => exporter.flush(),
  };
}

function remote(traceparent: string): SpanContext | undefined {
  const read = readTraceparent(traceparent);
  return read === undefined ? undefined : { ...read, isRemote: true };
}

function providerOf(exporter: Exporter): TracerProvider {
  const startSpan = (name: string, options: SpanOptions = {}, context: Context = ROOT_CONTEXT) => {
    const { kind = SpanKind.INTERNAL, attributes, links, startTime, root } = options;
    const parent = root === true ? undefined : trace.getSpanContext(context);
    return recordSpan({ name, kind, parent, attributes, links, startTime }, exporter.add);
  };
  const tracer: Tracer = {
    startSpan,
    // For others in this process that use the API: the last argument is what runs.
    startActiveSpan: (name: string, ...rest: readonly unknown[]) => {
      const run = rest.at(-1) as (span: ReturnType<typeof startSpan>) => unknown;
      const options = rest.length > 1 ? (rest[0] as SpanOptions) : {};
      return run(startSpan(name, options, rest.length > 2 ? (rest[1] as Context) : undefined)) as never;
    },
  };
  return { getTracer: () => tracer };
}
