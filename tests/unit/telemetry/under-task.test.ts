/** One worker's run of one task: whose trace it goes on with, under which request it is known, and what it measures. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stored, TaskEvent } from '../../../lib/domain/events.ts';
import { ambient } from '../../../lib/telemetry/ambient.ts';
import type { Measure } from '../../../lib/telemetry/metric-table.ts';
import { openTracing } from '../../../lib/telemetry/otel/open-tracing.ts';
import type { Tracing } from '../../../lib/telemetry/tracing.ts';
import { underTask } from '../../../lib/telemetry/under-task.ts';
import { withOrigin } from '../../../lib/telemetry/with-origin.ts';
import { consentedTask } from '../../support/consented-task.ts';
import { type OtlpCollector, startOtlpCollector } from '../../support/otlp-collector.ts';

let collector: OtlpCollector;
let tracing: Tracing;
beforeAll(async () => {
  collector = await startOtlpCollector();
  tracing = openTracing({ endpoint: collector.endpoint, resource: {}, lost: () => {} });
});
afterAll(() => collector.close());

const task = consentedTask();
const { taskId, sessionId } = task;
const stored = (at: string, event: TaskEvent): Stored<TaskEvent> =>
  ({ ...event, v: 1, stream: `task/${taskId}`, seq: 1, at, ownerId: task.ownerId }) as Stored<TaskEvent>;
const traceparent = (id: string): string => `00-${id.repeat(32)}-${id.repeat(16)}-01`;

const events = [
  stored('2026-11-21T08:00:00.000Z', {
    type: 'task.queued',
    data: { taskId, reason: 'consented', origin: { requestId: 'consent', sessionId, traceparent: traceparent('a') } },
  }),
  stored('2026-11-21T08:00:01.000Z', { type: 'task.started', data: { fence: 1, model: 'm' } }),
  stored('2026-11-21T08:00:02.000Z', { type: 'task.parked', data: { step: 1, reason: 'approval' } }),
  stored('2026-11-21T09:00:00.000Z', {
    type: 'task.queued',
    data: { taskId, reason: 'answered', origin: { requestId: 'yes', sessionId, traceparent: traceparent('b') } },
  }),
  stored('2026-11-21T09:00:00.250Z', { type: 'task.started', data: { fence: 2, model: 'm' } }),
];

describe('a run of a task that was parked', () => {
  test('goes on in the trace of its consent, under the request that brought it back', async () => {
    const measures: Measure[] = [];
    const lines: unknown[] = [];
    const deps = {
      telemetry: { tracing, meter: (measure: Measure) => void measures.push(measure) },
      log: (_: 'info', message: string, fields: object) => void lines.push({ message, ...fields }),
    };
    const run = () => Promise.resolve({ kind: 'ended', status: 'completed', known: ambient() });
    const { known } = await underTask(deps, { task, fence: 2, events }, run);
    expect(known).toMatchObject({ taskId, sessionId, ownerId: task.ownerId, fence: 2, requestId: 'yes' });
    expect(measures).toEqual([{ figures: { QueueAge: 250 } }]);
    expect(lines).toEqual([
      { message: 'task started', taskId, queuedMs: 250, tookOver: false, reason: 'answered' },
      { message: 'task left', taskId, run: 'ended', why: 'completed' },
    ]);
    await tracing.flush();
    expect(collector.spans).toMatchObject([
      { name: 'process tasks', traceId: 'a'.repeat(32), parentSpanId: 'a'.repeat(16), kind: 5 },
    ]);
  });

  test('hands its request on with the event that queues it again', async () => {
    const deps = { log: () => {} };
    const queue: TaskEvent = { type: 'task.queued', data: { taskId, reason: 'yielded' } };
    const other: TaskEvent = { type: 'pause.requested', data: {} };
    const run = async () => ({ kind: 'put-away', events: withOrigin(sessionId, [other, queue]) });
    const { events: written } = await underTask(deps, { task, fence: 2, events }, run);
    expect(written).toEqual([
      other,
      { ...queue, data: { ...queue.data, origin: { requestId: 'yes', sessionId, traceparent: traceparent('a') } } },
    ]);
    expect(withOrigin(sessionId, [queue])).toEqual([queue]);
  });

  test('runs the same where nothing is switched on, and its failure goes through', async () => {
    const failing = underTask({ log: () => {} }, { task, fence: 2, events: [] }, () => Promise.reject(new Error('x')));
    await expect(failing).rejects.toThrow('x');
  });
});
