/** One span as the OpenTelemetry API has it, recorded in memory until it ends. Sends nothing. */

import { randomBytes } from 'node:crypto';
import type { Attributes, Link, Span, SpanContext, SpanKind, SpanStatus, TimeInput } from '@opentelemetry/api';

export interface RecordedSpan {
  readonly context: SpanContext;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** Milliseconds since the epoch, with fractions. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly at: number; readonly attributes: Attributes }[];
  readonly links: readonly Link[];
  readonly status: SpanStatus;
}

export interface NewSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly parent: SpanContext | undefined;
  readonly attributes: Attributes | undefined;
  readonly links: readonly Link[] | undefined;
  readonly startTime: TimeInput | undefined;
}

const SAMPLED = 1;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

const now = (): number => performance.timeOrigin + performance.now();

/** The API takes a Date, seconds and nanoseconds, or milliseconds of either of Node's clocks. */
function inMs(time: TimeInput | undefined): number {
  if (time === undefined) return now();
  if (time instanceof Date) return time.getTime();
  if (Array.isArray(time)) return time[0] * 1e3 + time[1] / 1e6;
  return time < performance.timeOrigin ? performance.timeOrigin + time : time;
}

/** `ended` is told once, and not of a span whose parent elsewhere is not recorded. */
export function recordSpan(made: NewSpan, ended: (span: RecordedSpan) => void): Span {
  const { parent, kind, startTime } = made;
  const context: SpanContext = {
    traceId: parent?.traceId ?? randomBytes(TRACE_ID_BYTES).toString('hex'),
    spanId: randomBytes(SPAN_ID_BYTES).toString('hex'),
    traceFlags: parent?.traceFlags ?? SAMPLED,
  };
  const attributes: Attributes = { ...made.attributes };
  const events: RecordedSpan['events'][number][] = [];
  const links = [...(made.links ?? [])];
  const startedAt = inMs(startTime);
  let { name } = made;
  let status: SpanStatus = { code: 0 };
  let isOpen = true;
  const span: Span = {
    spanContext: () => context,
    isRecording: () => isOpen,
    setAttribute(key, value) {
      if (isOpen) attributes[key] = value;
      return span;
    },
    setAttributes(more) {
      if (isOpen) Object.assign(attributes, more);
      return span;
    },
    addEvent(event, second, third) {
      const hasTime = typeof second === 'number' || second instanceof Date || Array.isArray(second);
      const at = inMs(hasTime ? (second as TimeInput) : third);
      if (isOpen) events.push({ name: event, at, attributes: hasTime ? {} : ((second as Attributes) ?? {}) });
      return span;
    },
    addLink(link) {
      links.push(link);
      return span;
    },
    addLinks(more) {
      links.push(...more);
      return span;
    },
    setStatus(next) {
      if (isOpen) status = { code: next.code };
      return span;
    },
    updateName(next) {
      if (isOpen) name = next;
      return span;
    },
    // An exception's message may quote a page: its kind is all that is kept.
    recordException: error =>
      void span.addEvent('exception', { 'exception.type': (error as { name?: string }).name ?? 'Error' }),
    end(endTime) {
      if (!isOpen) return;
      isOpen = false;
      if ((context.traceFlags & SAMPLED) === 0) return;
      const parentSpanId = parent?.spanId;
      ended({
        context,
        parentSpanId,
        name,
        kind,
        startedAt,
        endedAt: inMs(endTime),
        attributes,
        events,
        links,
        status,
      });
    },
  };
  return span;
}
