/** One errand from the request to the end with everything switched on: what its logs, its figures and its trace say, and what none of them ever says. */

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashOfOwner } from '../../../lib/telemetry/log-fields.ts';
import type { metricTable } from '../../../lib/telemetry/metric-table.ts';
import { attributeTable, spanTable } from '../../../lib/telemetry/span-table.ts';
import { type Site, startSite } from '../../sites/start-site.ts';
import { type Done, doErrand, startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { mugOrder } from '../../support/mug-order.ts';
import {
  type CollectedSpan,
  type OtlpCollector,
  startOtlpCollector,
  type Tree,
  treeOf,
} from '../../support/otlp-collector.ts';

type Line = Readonly<Record<string, unknown>>;

let cloud: TestCloud;
let shop: Site;
let collector: OtlpCollector;
let done: Done;
let text = '';
beforeAll(async () => {
  // The API's functions and the relay run in this process; the worker in a child, whose lines come by `functionLog`.
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: unknown) => boolean;
    vi.spyOn(stream, 'write').mockImplementation(chunk => {
      const isOurs = String(chunk).startsWith('{"');
      if (isOurs) text += String(chunk);
      return isOurs || write(chunk);
    });
  }
  [shop, collector] = await Promise.all([startSite('shop'), startOtlpCollector()]);
  const env = {
    ERRAND_ALLOW_HOSTS: shop.host,
    ERRAND_METRICS: 'on',
    ERRAND_OTLP_ENDPOINT: collector.endpoint,
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
  cloud = await startTestCloud(env, line => {
    text += `${line}\n`;
  });
  done = await doErrand(cloud.client, mugOrder(shop), ({ digest }) => ({ decision: 'approve', digest }));
  // The last spans and lines are delivered after the end is told.
  await vi.waitFor(() => expect(collector.spans.map(({ name }) => name)).toContain('process tasks'), 10_000);
  await vi.waitFor(() => expect(text).toContain('"task run"'), 10_000);
}, 120_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await cloud.close();
  await Promise.all([shop.close(), collector.close()]);
});

const lines = (): Line[] =>
  text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Line);
const linesOf = (message: string): Line[] => lines().filter(line => line.message === message);

/** Words of the page and of the person, a secret and an address: all of them went through the errand. */
const SAID = ['Ann Lee', 'ann@example.org', 'Quay', 'Ludlow', 'Hearth', 'Sage', 'basket', '127.0.0.1:'];

describe('the logs', () => {
  test('tie request, event, queue and worker together by the same ids', () => {
    const { taskId, sessionId } = done;
    const asked = linesOf('request').find(({ route }) => route === 'POST /sessions/{sessionId}/tasks');
    const ids = { requestId: asked?.requestId, sessionId, ownerHash: hashOfOwner(cloud.local.ownerId) };
    expect(asked).toMatchObject({ ...ids, status: 201 });
    expect(ids.requestId).toEqual(expect.any(String));
    expect(linesOf('task queued')).toContainEqual(expect.objectContaining({ ...ids, taskId }));
    expect(linesOf('task started')).toEqual([
      expect.objectContaining({ ...ids, taskId, fence: 1, reason: 'consented' }),
    ]);
    expect(linesOf('task left')).toEqual([expect.objectContaining({ ...ids, taskId, run: 'ended', why: 'completed' })]);
  });

  test('never name the owner, and quote neither page nor person', () => {
    const plain = lines().filter(({ _aws }) => _aws === undefined);
    expect(plain.length).toBeGreaterThan(5);
    expect(JSON.stringify(plain.map(({ service, ...line }) => line))).not.toMatch(/"local"/);
    expect(SAID.filter(word => text.includes(word))).toEqual([]);
  });
});

describe('a request full of secrets', () => {
  const MARK = 'xyzzy-canary';
  const hostile = [
    ['POST', `/sessions/${MARK}/messages?token=${MARK}`, `{"text":"${MARK}"}`],
    ['POST', '/sessions', `${MARK} is no JSON`],
    ['POST', '/sessions', `{"${MARK}":1}`],
    ['GET', `/tasks/${MARK}`, undefined],
    ['GET', `/tasks?cursor=${MARK}`, undefined],
    ['PUT', `/${MARK}`, undefined],
  ] as const;

  test.each(hostile)('leaves no trace of them in a log, a figure or a span: %s %s %s', async (method, path, body) => {
    const before = linesOf('request').length;
    const headers = {
      authorization: `Bearer ${cloud.local.token}`,
      'content-type': 'application/json',
      'idempotency-key': MARK,
      'user-agent': MARK,
      cookie: `session=${MARK}`,
      traceparent: MARK,
      'x-forwarded-for': MARK,
    };
    const answer = await fetch(`${cloud.local.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await answer.text();
    if (path !== `/${MARK}`) await expect.poll(() => linesOf('request').length).toBe(before + 1);
    expect(text.split('\n').filter(line => line.includes(MARK))).toEqual([]);
    expect(collector.bodies.filter(one => one.includes(MARK))).toEqual([]);
  });
});

describe('the figures', () => {
  const figure = (name: keyof typeof metricTable): unknown => lines().find(line => name in line)?.[name];

  test('tell of the task where it was queued, run, approved and ended', () => {
    const ended = lines().find(line => 'TasksEnded' in line);
    expect(ended).toMatchObject({ service: 'errand', Status: 'completed', TasksEnded: 1 });
    const steps = done.events.filter(({ type }) => type === 'step.decided').length;
    expect(figure('TaskSteps')).toBe(steps);
    expect(figure('TaskTokens')).toBeGreaterThan(0);
    expect(figure('TaskUsd')).toBe(0);
    expect(figure('QueueAge')).toBeGreaterThanOrEqual(0);
    expect(figure('ApprovalWait')).toBeGreaterThan(0);
    expect(figure('TaskDuration')).toBeGreaterThan(Number(figure('ApprovalWait')));
    expect(lines().filter(line => 'TasksEnded' in line)).toHaveLength(1);
  });
});

describe('the trace', () => {
  const traced = (): CollectedSpan[] => {
    const run = collector.spans.find(({ name }) => name === 'process tasks');
    return collector.spans.filter(({ traceId }) => traceId === run?.traceId);
  };
  const named = (tree: Tree, name: string): readonly Tree[] =>
    (tree.slice(1) as Tree[]).filter(([one]) => one.startsWith(name));

  test('is one tree from the consent to the acts in the browser', () => {
    const spans = traced();
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.map(({ name }) => name)).toEqual(['POST /sessions/{sessionId}/tasks']);
    const [root] = roots;
    if (root === undefined) throw new Error('no root');
    const tree = treeOf(spans, root);
    expect(tree.slice(1).map(([name]) => name)).toEqual(['send tasks', 'process tasks']);
    const [run] = named(tree, 'process tasks');
    expect(run?.slice(1).map(branch => branch[0])).toEqual(['browser open', 'invoke_agent errand']);
    const [agent] = run === undefined ? [] : named(run, 'invoke_agent');
    const steps = (agent?.slice(1) ?? []) as Tree[];
    expect(new Set(steps.map(([name]) => name))).toEqual(new Set(['step']));
    // The first opens the start page, without a model; each after it looks, asks and acts.
    const decided = done.events.filter(({ type }) => type === 'step.decided').length;
    expect(steps).toHaveLength(decided + 1);
    expect(steps[0]).toEqual(['step', ['execute_tool navigate', ['browser act']]]);
    for (const step of steps.slice(1))
      expect(step.slice(1, 4).map(branch => branch[0])).toEqual([
        'browser observe',
        'browser screenshot',
        'chat offline',
      ]);
    const tools = steps.flatMap(step => named(step, 'execute_tool'));
    const started = done.events.filter(({ type }) => type === 'action.started').length;
    expect(tools).toHaveLength(started);
    expect(tools).toContainEqual(['execute_tool fill', ['browser act']]);
  });

  test('has the attributes of the conventions for generative AI', () => {
    const spans = traced();
    const { sessionId, taskId } = done;
    const of = (name: string): CollectedSpan | undefined => spans.find(span => span.name === name);
    expect(of('POST /sessions/{sessionId}/tasks')).toMatchObject({
      kind: 2,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/sessions/{sessionId}/tasks',
        'http.response.status_code': 201,
      },
      resource: { 'service.name': 'errand' },
    });
    expect(of('send tasks')?.kind).toBe(4);
    expect(of('process tasks')).toMatchObject({
      kind: 5,
      attributes: {
        'messaging.system': 'aws_sqs',
        'errand.task.id': taskId,
        'errand.run': 'ended',
        'errand.task.status': 'completed',
      },
    });
    const chats = spans.filter(({ name }) => name.startsWith('chat '));
    const tokens = chats.reduce((sum, { attributes }) => sum + Number(attributes['gen_ai.usage.input_tokens']), 0);
    expect(of('invoke_agent errand')?.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'errand',
      'gen_ai.conversation.id': sessionId,
      'gen_ai.usage.input_tokens': tokens,
    });
    expect(chats[0]).toMatchObject({
      kind: 1,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'errand',
        'gen_ai.request.model': 'offline',
        'gen_ai.response.model': 'offline',
        'gen_ai.conversation.id': sessionId,
        'errand.purpose': 'act',
      },
    });
    expect(of('execute_tool fill')?.attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'fill',
      'gen_ai.tool.type': 'function',
      'errand.verb': 'input',
      'errand.effect': 'changed',
    });
  });

  test('has only spans and attributes that are documented, and lasts as long as what it stands for', () => {
    const known = Object.keys(spanTable).map(
      name => new RegExp(`^${name.replace('{method} {route}', '[A-Z]+ /.*').replace(/\{\w+\}/, '\\S+')}$`),
    );
    expect(collector.spans.filter(({ name }) => !known.some(pattern => pattern.test(name)))).toEqual([]);
    const names = new Set(collector.spans.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter(name => !(name in attributeTable))).toEqual([]);
    for (const span of collector.spans)
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
  });

  test('holds no text of the page or the person, and no value', () => {
    expect(SAID.filter(word => collector.bodies.some(body => body.includes(word)))).toEqual([]);
  });

  test('of talking and planning is there too, under its own request', () => {
    const plan = collector.spans.find(({ attributes }) => attributes['errand.purpose'] === 'plan');
    const parent = collector.spans.find(({ spanId }) => spanId === plan?.parentSpanId);
    expect(parent?.name).toBe('POST /sessions/{sessionId}/messages');
  });
});
