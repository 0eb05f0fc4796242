/** What is known of the work that is being done: ids that every log line of it carries, and its span. Holds nothing that anybody wrote. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';
import type { Origin } from '../domain/origin.ts';

export interface Ambient {
  readonly requestId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly fence?: number | undefined;
  /** The innermost span that is open, or one of another process as W3C Trace Context has it; only where tracing is on. */
  readonly parent?: Span | string | undefined;
}

const NOTHING: Ambient = {};
const storage = new AsyncLocalStorage<Ambient>();

export const ambient = (): Ambient => storage.getStore() ?? NOTHING;

/** Runs it with what is known, and `more`. */
export const within = <T>(more: Ambient, run: () => T): T => storage.run({ ...ambient(), ...more }, run);

/** For an event that will be worked on elsewhere; undefined outside of any request. */
export function originOf(sessionId: string): Origin | undefined {
  const { requestId, parent } = ambient();
  if (requestId === undefined) return undefined;
  return { requestId, sessionId, ...(parent === undefined ? {} : { traceparent: traceparentOf(parent) }) };
}

/** As in W3C Trace Context. */
export function traceparentOf(span: Span | string): string {
  if (typeof span === 'string') return span;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Undefined for what is none, or names nothing. */
export function readTraceparent(
  text: string,
): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number } | undefined {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(text) ?? [];
  if (!/[^0]/.test(traceId) || !/[^0]/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}
