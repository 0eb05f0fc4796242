/** What the console shows of a task that rests is what the task's own state machine says, wherever the rest began. */

import { describe, expect, test } from 'vitest';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { evolveTask, type Task } from '../../lib/domain/task.ts';
import { foldTask } from '../../web/state/task-view.ts';
import { consentedTask } from '../support/consented-task.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const fresh = consentedTask();
const { taskId } = fresh;

const queued: TaskEvent = { type: 'task.queued', data: { taskId, reason: 'consented' } };
const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: 'offline' } };
const pause: TaskEvent = { type: 'pause.requested', data: {} };
const resume: TaskEvent = { type: 'resume.requested', data: {} };
const asked: TaskEvent = {
  type: 'question.asked',
  data: { step: 1, questionId: 'qst_1', question: 'Which?', expiresAt: '2026-01-01T01:00:00.000Z' },
};
const answered: TaskEvent = {
  type: 'question.answered',
  data: { questionId: 'qst_1', messageId: 'msg_1', answer: 'This' },
};
const parked = (reason: 'question' | 'pause'): TaskEvent => ({
  type: 'task.parked',
  data: { step: 1, reason },
});

const stories: Readonly<Record<string, readonly TaskEvent[]>> = {
  'in the queue': [queued, pause],
  'in the queue, and gone on with': [queued, pause, resume, queued],
  'while a worker acts': [queued, started, pause],
  'while a worker acts, and then parked': [queued, started, pause, parked('pause')],
  'while a worker waits for an answer': [queued, started, asked, pause],
  'parked with a question': [queued, started, asked, parked('question'), pause],
  'parked with a question, answered, and gone on with': [
    queued,
    started,
    asked,
    parked('question'),
    pause,
    answered,
    resume,
  ],
  'not at all, and answered while parked': [queued, started, asked, parked('question'), answered],
  'not at all, and answered in place': [queued, started, asked, answered],
};

describe('a task paused', () => {
  test.each(Object.entries(stories))('%s', (_, events) => {
    let task: Task = fresh;
    events.forEach((event, index) => {
      task = evolveTask(task, event, START + index * 1_000);
      const stored = events.slice(0, index + 1).map(
        (one, at): Stored<TaskEvent> => ({
          ...one,
          v: 1,
          stream: `task/${taskId}`,
          seq: at + 1,
          at: new Date(START + at * 1_000).toISOString(),
          ownerId: 'owner',
        }),
      );
      const view = foldTask(stored);
      expect({ status: view.status, pauseRequested: view.pauseRequested, after: event.type }).toEqual({
        status: task.status,
        pauseRequested: task.pauseRequested === true,
        after: event.type,
      });
      expect(view.activeSince !== undefined).toBe(task.status === 'running');
    });
  });
});
