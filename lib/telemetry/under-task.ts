/** What is told of one worker's run of one task: a line and figures when it begins, a span around it, and its ids on every line within. */

import type { Stored, TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import { within } from './ambient.ts';
import type { Meter } from './emf.ts';
import { measureStart, readStart } from './measure-start.ts';
import { note, spanned, type Tracing } from './tracing.ts';

export interface TaskTelemetry {
  readonly tracing?: Tracing | undefined;
  readonly meter?: Meter | undefined;
}

interface Told {
  readonly telemetry?: TaskTelemetry | undefined;
  readonly log: (level: 'info', message: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface Begun {
  readonly task: Task;
  readonly fence: number;
  /** Up to the lease. */
  readonly events: readonly Stored<TaskEvent>[];
}

interface RunKind {
  readonly kind: string;
  readonly status?: string;
  readonly why?: string;
}

export async function underTask<Run extends RunKind>(
  deps: Told,
  { task, fence, events }: Begun,
  run: () => Promise<Run>,
): Promise<Run> {
  const { taskId, sessionId, ownerId } = task;
  const { tracing, meter } = deps.telemetry ?? {};
  const queued = events.flatMap(event => (event.type === 'task.queued' ? [event.data] : []));
  // The trace is the consent's; the request that brought the task back, where one did, is the newest.
  const traceparent = queued.find(({ origin }) => origin?.traceparent !== undefined)?.origin?.traceparent;
  const requestId = queued.findLast(({ origin }) => origin !== undefined)?.origin?.requestId;
  const start = readStart(events);
  if (start !== undefined) meter?.(measureStart(start));
  const known = { taskId, sessionId, ownerId, fence, ...(requestId === undefined ? {} : { requestId }) };
  const attributes = {
    'messaging.system': 'aws_sqs',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'tasks',
    'gen_ai.conversation.id': sessionId,
    'errand.task.id': taskId,
    'errand.fence': fence,
    'errand.queued_ms': start?.queuedMs,
  };
  return within({ ...known, parent: traceparent }, () =>
    spanned(tracing, 'process tasks', { kind: 'consumer', parent: traceparent, attributes }, async span => {
      const { queuedMs, tookOver } = start ?? {};
      deps.log('info', 'task started', { taskId, queuedMs, tookOver, reason: queued.at(-1)?.reason });
      const ran = await run();
      note(span, { 'errand.run': ran.kind, 'errand.task.status': ran.status });
      deps.log('info', 'task left', { taskId, run: ran.kind, why: ran.status ?? ran.why });
      return ran;
    }),
  );
}
