/** Lines of the embedded metric format, held to its documented schema, and what each event measures. */

import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { AnyEvent, Stored, TaskEvent } from '../../../lib/domain/events.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { openMeter } from '../../../lib/telemetry/emf.ts';
import { measureStart, readStart } from '../../../lib/telemetry/measure-start.ts';
import { measuresOf } from '../../../lib/telemetry/measure-written.ts';
import { type Measure, type MetricName, metricTable } from '../../../lib/telemetry/metric-table.ts';
import { consentedTask } from '../../support/consented-task.ts';

/** Amazon CloudWatch's "Embedded metric format specification": the metadata object, as its JSON schema has it. */
const EMF_SCHEMA = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 0, maximum: 8_640_000_000_000 },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { type: 'string', pattern: '^[^:].*$', minLength: 1, maxLength: 1024 },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: { type: 'array', maxItems: 30, items: { type: 'string', minLength: 1, maxLength: 250 } },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { enum: ['Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Count', 'Percent', 'None'] },
                    StorageResolution: { enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
const isEmf = new Ajv().compile(EMF_SCHEMA);

interface Line {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      { readonly Dimensions: string[][]; readonly Metrics: { readonly Name: string }[] },
    ];
  };
  readonly [name: string]: unknown;
}

function linesOf(...measures: readonly Measure[]): Line[] {
  const lines: string[] = [];
  const meter = openMeter({ clock: () => 1_763_712_000_000, write: line => void lines.push(line) });
  measures.forEach(meter);
  expect(lines.filter(line => line.includes('\n'))).toEqual([]);
  return lines.map(line => JSON.parse(line));
}

const names = Object.keys(metricTable) as MetricName[];

describe('a line', () => {
  test.each(names)('of %s fits the specification, and every name it points to is there', name => {
    const { by } = metricTable[name] as { by?: 'Status' };
    const [line] = linesOf({ figures: { [name]: 3 }, ...(by === undefined ? {} : { by: { [by]: 'completed' } }) });
    expect(isEmf(line), JSON.stringify(isEmf.errors)).toBe(true);
    const [{ Dimensions = [], Metrics = [] } = {}] = line?._aws.CloudWatchMetrics ?? [];
    for (const { Name } of Metrics) expect(line?.[Name]).toBe(3);
    for (const dimension of Dimensions.flat()) expect(line?.[dimension]).toEqual(expect.any(String));
    // In all, so that an alarm needs no list of values, and split where the table says so.
    expect(Dimensions).toEqual(by === undefined ? [['service']] : [['service'], ['service', by]]);
  });

  test('takes no sentence and no id for a dimension', () => {
    const [line] = linesOf({ figures: { ActionsFailed: 1 }, by: { Code: 'a sentence of a page' } });
    expect(line?.Code).toBe('other');
  });

  test('is not written for a figure that is none, or that no table has', () => {
    expect(linesOf({ figures: { TaskUsd: Number.NaN } }, { figures: { Nothing: 1 } as never })).toEqual([]);
  });
});

const at = (ms: number): string => new Date(Date.parse('2026-11-21T08:00:00.000Z') + ms).toISOString();
const task: Task = { ...consentedTask(), createdAt: at(0), updatedAt: at(61_000), steps: 7 };
const spent = { ...task.spent, tokens: 1_234, usd: 0.05 };
const measured = (event: AnyEvent, state: Task = { ...task, spent }) => measuresOf({ state, events: [event] });

describe('an event', () => {
  test('that ends a task tells its end state, duration, steps, tokens and money', () => {
    const result = { status: 'completed', summary: 'Done.' } as never;
    expect(measured({ type: 'task.finished', data: { result } })).toEqual([
      {
        figures: { TasksEnded: 1, TaskDuration: 61_000, TaskSteps: 7, TaskTokens: 1_234, TaskUsd: 0.05 },
        by: { Status: 'completed' },
      },
    ]);
  });

  test('that ends a task for want of a browser counts a browser error too', () => {
    const result = { status: 'failed', summary: '', code: 'browser.launch-failed' } as never;
    expect(measured({ type: 'task.finished', data: { result } }).at(-1)).toEqual({
      figures: { BrowserErrors: 1 },
      by: { Code: 'browser.launch-failed' },
    });
  });

  test('that queues a task for a retry counts what was away; any other way into the queue counts nothing', () => {
    const { taskId } = task;
    const cause = { code: 'page.crashed', detail: 'secret' } as const;
    expect(measured({ type: 'task.queued', data: { taskId, reason: 'retried', cause } })).toEqual([
      { figures: { TaskRetries: 1 }, by: { Code: 'page.crashed' } },
      { figures: { BrowserErrors: 1 }, by: { Code: 'page.crashed' } },
    ]);
    expect(measured({ type: 'task.queued', data: { taskId, reason: 'yielded' } })).toEqual([]);
  });

  test('of an action that did not work counts why', () => {
    const outcome = { ok: false, code: 'page.covered', detail: 'd', hint: 'h' } as const;
    expect(measured({ type: 'action.finished', data: { step: 1, index: 0, outcome, ms: 1 } })).toEqual([
      { figures: { ActionsFailed: 1 }, by: { Code: 'page.covered' } },
    ]);
  });

  test('that decides an approval tells how long it waited, by the time in its id', () => {
    // 01KAJG0Y40 is a time of its own: only the distance counts.
    const time = Date.parse(at(0));
    const id = `apr_${'0'.repeat(26)}_${ulidAt(time)}`;
    expect(measured({ type: 'approval.given', data: { approvalId: id, digest: 'd', reach: 'once' as never } })).toEqual(
      [{ figures: { ApprovalWait: 61_000 }, by: { Decision: 'approved' } }],
    );
    expect(measured({ type: 'approval.denied', data: { approvalId: id } })).toMatchObject([
      { by: { Decision: 'denied' } },
    ]);
  });

  test('whose id tells no time measures nothing', () => {
    expect(measured({ type: 'approval.denied', data: { approvalId: `apr_x_${'0'.repeat(26)}` } })).toEqual([]);
  });
});

function ulidAt(time: number): string {
  const chars = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = time;
  let text = '';
  for (let index = 0; index < 10; index += 1) {
    text = `${chars[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text + '0'.repeat(16);
}

const { taskId } = task;
const stored = (ms: number, event: TaskEvent): Stored<TaskEvent> =>
  ({ ...event, v: 1, stream: `task/${taskId}`, seq: 1, at: at(ms), ownerId: 'ada' }) as Stored<TaskEvent>;
const queued = (ms: number, reason: 'consented' | 'reclaimed' | 'answered' | 'retried', more: object = {}) =>
  stored(ms, { type: 'task.queued', data: { taskId, reason, ...more } });
const started = (ms: number, fence = 1) => stored(ms, { type: 'task.started', data: { fence, model: 'm' } });

describe('the start of a run', () => {
  test('tells how long the task was in the queue, from the first time it was put there', () => {
    expect(readStart([queued(0, 'consented'), queued(60_000, 'reclaimed'), started(65_000)])).toEqual({
      queuedMs: 65_000,
      tookOver: false,
    });
  });

  test('does not count the time that a task rests before its retry', () => {
    const notBefore = at(30_000);
    const events = [
      queued(0, 'consented'),
      started(1, 1),
      queued(10_000, 'retried', { notBefore }),
      started(31_000, 2),
    ];
    expect(readStart(events)).toEqual({ queuedMs: 1_000, tookOver: false });
  });

  test('knows a worker that died from one that parked', () => {
    const died = [queued(0, 'consented'), started(1), queued(9_000, 'reclaimed'), started(9_500, 2)];
    expect(readStart(died)).toEqual({ queuedMs: 500, tookOver: true });
    const parked = stored(2, { type: 'task.parked', data: { step: 1, reason: 'approval' } });
    const answered = [queued(0, 'consented'), started(1), parked, queued(9_000, 'answered'), started(9_500, 2)];
    expect(readStart(answered)?.tookOver).toBe(false);
    expect(measureStart({ queuedMs: 5, tookOver: true }).figures).toEqual({ QueueAge: 5, LeaseTakeOvers: 1 });
  });
});
