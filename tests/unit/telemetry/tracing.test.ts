/** Tracing through the OpenTelemetry API to a real collector: parents across processes, failures that are told and never felt, and nothing that anybody wrote. */

import { trace } from '@opentelemetry/api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ModelClient } from '../../../lib/agent/model-client.ts';
import { ErrandError } from '../../../lib/domain/errors.ts';
import { ambient, originOf, readTraceparent, within } from '../../../lib/telemetry/ambient.ts';
import { observed } from '../../../lib/telemetry/observed.ts';
import { openTracing } from '../../../lib/telemetry/otel/open-tracing.ts';
import { openExporter } from '../../../lib/telemetry/otel/otlp.ts';
import { recordSpan } from '../../../lib/telemetry/otel/recorded-span.ts';
import { traceModel } from '../../../lib/telemetry/trace-model.ts';
import { spanned, type Tracing } from '../../../lib/telemetry/tracing.ts';
import { type OtlpCollector, startOtlpCollector } from '../../support/otlp-collector.ts';

let collector: OtlpCollector;
let tracing: Tracing;
let lost = 0;
beforeAll(async () => {
  collector = await startOtlpCollector();
  tracing = openTracing({
    endpoint: `${collector.endpoint}/`,
    resource: { 'service.name': 'errand' },
    lost: n => (lost += n),
  });
});
afterAll(() => collector.close());
beforeEach(() => {
  lost = 0;
  collector.answerWith(200);
});

const collected = async () => {
  const before = collector.spans.length;
  await tracing.flush();
  return collector.spans.slice(before);
};

const PARENT = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
const httpEvent = (headers: Record<string, string> = {}) => ({
  routeKey: 'GET /tasks/{taskId}',
  headers,
  pathParameters: { taskId: 'a secret in the path' },
  requestContext: { requestId: 'req-7', http: { method: 'GET' } },
});

describe('a request', () => {
  test('goes on with the trace of its caller, and delivers its span before it is answered', async () => {
    const handler = observed(
      async (_: unknown) => ({ statusCode: 404 }),
      async () => tracing,
    );
    const before = collector.spans.length;
    expect(await handler(httpEvent({ traceparent: PARENT }))).toEqual({ statusCode: 404 });
    const [span] = collector.spans.slice(before);
    expect(span).toMatchObject({ name: 'GET /tasks/{taskId}', traceId: 'c'.repeat(32), parentSpanId: 'd'.repeat(16) });
    expect(span?.attributes['http.response.status_code']).toBe(404);
    expect(span?.status.code).toBe(0);
  });

  test('that fails is told by its status, and its error goes through', async () => {
    const failing = observed(
      async (_: unknown) => ({ statusCode: 503 }),
      async () => tracing,
    );
    await failing(httpEvent());
    expect(collector.spans.at(-1)).toMatchObject({ attributes: { 'error.type': '503' }, status: { code: 2 } });
    const throwing = observed(
      () => Promise.reject(new RangeError('secret words')),
      async () => tracing,
    );
    await expect(throwing()).rejects.toThrow('secret words');
  });

  test('is known by its id within, and by no path that is no id', async () => {
    const handler = observed(
      async (_: unknown) => ambient(),
      async () => undefined,
    );
    expect(await handler(httpEvent())).toEqual({ requestId: 'req-7' });
  });

  test('of a caller who is not traced is not traced either', async () => {
    const handler = observed(
      async (_: unknown) => ({ statusCode: 200 }),
      async () => tracing,
    );
    const before = collector.spans.length;
    await handler(httpEvent({ traceparent: PARENT.replace(/1$/, '0') }));
    expect(collector.spans.length).toBe(before);
  });

  test('is answered although the settings of tracing are wrong', async () => {
    const handler = observed(
      async () => 'answer',
      () => Promise.reject(new Error('config.invalid')),
    );
    expect(await handler()).toBe('answer');
  });
});

describe('a collector', () => {
  test('that is ill costs the spans, which are counted, and nothing else', async () => {
    collector.answerWith(503);
    tracing.start('step').end();
    await tracing.flush();
    expect(lost).toBe(1);
  });

  test('that nobody reaches is not waited for', async () => {
    let gone = 0;
    const exporter = openExporter({ endpoint: 'http://127.0.0.1:9', resource: {}, lost: n => (gone += n) });
    const made = { name: 'step', kind: 0, parent: undefined, attributes: {}, links: [], startTime: undefined };
    recordSpan(made, exporter.add).end();
    await exporter.flush();
    expect(gone).toBe(1);
    await exporter.flush();
    expect(gone).toBe(1);
  });

  test('gets a long run in parts, before it ends', async () => {
    const before = collector.spans.length;
    for (let count = 0; count < 64; count += 1) tracing.start('step').end();
    await expect.poll(() => collector.spans.length - before).toBe(64);
  });
});

describe('a span', () => {
  test('lies in the one around it, and carries what an event needs to go on', async () => {
    await spanned(tracing, 'process tasks', { parent: PARENT }, async () => {
      await within({ requestId: 'r' }, async () => {
        const origin = originOf('ses_1');
        expect(origin).toMatchObject({ requestId: 'r', sessionId: 'ses_1' });
        expect(readTraceparent(origin?.traceparent ?? '')?.traceId).toBe('c'.repeat(32));
        await spanned(tracing, 'step', {}, async () => {});
      });
    });
    const [inner, outer] = await collected();
    expect(inner).toMatchObject({ name: 'step', parentSpanId: outer?.spanId, traceId: 'c'.repeat(32) });
  });

  test('of something that failed tells the kind of the error and not its words', async () => {
    const failing = spanned(tracing, 'browser act', {}, () =>
      Promise.reject(new ErrandError('page.crashed', 'secret words')),
    );
    await expect(failing).rejects.toThrow();
    const spans = await collected();
    expect(spans).toMatchObject([{ status: { code: 2 }, attributes: { 'error.type': 'page.crashed' } }]);
    expect(JSON.stringify(spans)).not.toContain('secret');
  });

  test('takes no attribute that is not documented, and no sentence', async () => {
    const attributes = { 'errand.purpose': 'a sentence of a page', 'errand.step': 3, body: 'x' } as never;
    tracing.start('step', { attributes }).end();
    expect((await collected())[0]?.attributes).toEqual({ 'errand.step': 3 });
  });

  test('of a call of a model names what was asked and what it used, not what was said', async () => {
    const model: ModelClient = {
      name: 'gpt-5-mini',
      seesImages: false,
      complete: async () => ({
        text: 'secret words',
        toolCalls: [],
        usage: { inputTokens: 12, outputTokens: 3, usd: 0 },
        model: 'gpt-5-mini-2026',
      }),
    };
    const request = {
      purpose: 'extract',
      messages: [{ role: 'user', text: 'secret words' }],
      tools: [],
      toolChoice: 'none',
      responseSchema: {},
      maxOutputTokens: 99,
    } as const;
    await traceModel(tracing, model).complete(request, new AbortController().signal);
    const [span] = await collected();
    expect(span).toMatchObject({ name: 'chat gpt-5-mini', kind: 3 });
    expect(span?.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.request.max_tokens': 99,
      'gen_ai.output.type': 'json',
      'gen_ai.response.model': 'gpt-5-mini-2026',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 3,
      'errand.purpose': 'extract',
    });
    expect(traceModel(undefined, model)).toBe(model);
  });

  test('of others in this process that use the API goes the same way', async () => {
    trace.getTracer('other').startActiveSpan('other work', span => {
      span.setAttributes({ list: ['a', 'b'], half: 0.5, yes: true });
      span.recordException(new TypeError('secret words'));
      span.addEvent('noted', { n: 1 });
      span.end();
      span.end();
      span.setAttribute('late', 1);
    });
    const [span, ...more] = await collected();
    expect(span?.name).toBe('other work');
    expect(more).toEqual([]);
    const body = collector.bodies.at(-1) ?? '';
    expect(body).toContain(
      '{"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}}',
    );
    expect(body).toContain('{"key":"yes","value":{"boolValue":true}}');
    expect(body).toContain('"exception.type"');
    expect(body).not.toContain('secret');
    expect(body).not.toContain('late');
  });
});

describe('a traceparent', () => {
  test.each([
    '',
    'x',
    `00-${'0'.repeat(32)}-${'d'.repeat(16)}-01`,
    `00-${'c'.repeat(32)}-${'0'.repeat(16)}-01`,
    `01-${'c'.repeat(32)}-${'d'.repeat(16)}-01`,
    `${PARENT}-more`,
  ])('that names nothing is none: %j', text => {
    expect(readTraceparent(text)).toBeUndefined();
  });
});
