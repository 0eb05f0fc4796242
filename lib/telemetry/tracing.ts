/** The seam to tracing. Off, it is undefined and nothing of OpenTelemetry is loaded; on, lib/telemetry/otel stands behind it. */

import type { Span } from '@opentelemetry/api';
import { ambient, within } from './ambient.ts';
import { describeError } from './describe-error.ts';
import { fitting, type SpanAttributes, type SpanKind } from './span-table.ts';

export interface SpanOptions {
  /** Left out: `internal`. */
  readonly kind?: SpanKind | undefined;
  /** A span here, or the traceparent of one elsewhere. Left out: a new trace. */
  readonly parent?: Span | string | undefined;
  readonly attributes?: SpanAttributes;
}

export interface Tracing {
  start(name: string, options?: SpanOptions): Span;
  /** Delivers what has ended. Never fails, and takes two seconds at most. */
  flush(): Promise<void>;
}

export const note = (span: Span | undefined, attributes: SpanAttributes): void =>
  void span?.setAttributes(fitting(attributes));

/** The kind of the error is told; its message may quote anything and is not. */
function fail(span: Span | undefined, error: unknown): void {
  const { code, name } = describeError(error);
  failAs(span, code ?? name);
}

/** As the API's `SpanStatusCode.ERROR`, which is not loaded where tracing is off. */
const ERROR = 2;

export function failAs(span: Span | undefined, type: string): void {
  note(span, { 'error.type': type });
  span?.setStatus({ code: ERROR });
}

/** Runs it under a span of the innermost one that is open, or of `options.parent`. */
export async function spanned<T>(
  tracing: Tracing | undefined,
  name: string,
  options: SpanOptions,
  run: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return run(undefined);
  const span = tracing.start(name, { parent: ambient().parent, ...options });
  try {
    return await within({ parent: span }, () => run(span));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}
