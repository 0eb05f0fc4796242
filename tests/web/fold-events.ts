/** What the console makes of a task's events, one a second from the start of 2026. */

import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { foldTask, type TaskView } from '../../web/state/task-view.ts';

export const START = Date.parse('2026-01-01T00:00:00.000Z');

export const fold = (...events: TaskEvent[]): TaskView =>
  foldTask(
    events.map(
      (event, index): Stored<TaskEvent> => ({
        ...event,
        v: 1,
        stream: 'task/tsk_1',
        seq: index + 1,
        at: new Date(START + index * 1_000).toISOString(),
        ownerId: 'owner',
      }),
    ),
  );
