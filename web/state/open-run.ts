/** One run by its id, without its conversation: what was agreed to, read once, and its events, followed live. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { ApiError } from '../../lib/api/client.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { Task } from '../../lib/domain/task.ts';
import type { Followed, Live } from '../data/live.ts';
import { announce } from './announce.ts';
import { growingFold } from './growing-fold.ts';
import type { Position } from './replay.ts';
import { applyTaskEvent, emptyTask, type TaskView } from './task-view.ts';

export interface OpenTask {
  readonly followed: Followed;
  readonly view: ReadonlySignal<TaskView>;
  /** Which step the person looks at. */
  readonly position: Signal<Position>;
  /** What they look for in it: words that the result rests on. */
  readonly claim: Signal<string | undefined>;
}

/** Who follows it must stop it. */
export function openTask(live: Live, taskId: string, announcement: Signal<string>): OpenTask {
  const fold = growingFold(emptyTask, applyTaskEvent);
  const followed = live.follow(`task/${taskId}`, event => {
    const words = announce(event);
    if (words !== undefined) announcement.value = words;
  });
  return {
    followed,
    view: computed(() => fold(followed.events.value.filter(isTaskEvent))),
    position: signal('end'),
    claim: signal(undefined),
  };
}

export interface OpenRun extends OpenTask {
  readonly facts: ReadonlySignal<Task | 'loading' | 'missing' | 'failed'>;
  load(): Promise<void>;
  close(): void;
}

export interface RunSources {
  readonly live: Live;
  readonly readTask: (taskId: string) => Promise<Task>;
  readonly announcement: Signal<string>;
}

export function openRun({ live, readTask, announcement }: RunSources, taskId: string): OpenRun {
  const facts = signal<Task | 'loading' | 'missing' | 'failed'>('loading');
  const task = openTask(live, taskId, announcement);
  return {
    ...task,
    facts,
    load: async () => {
      facts.value = 'loading';
      try {
        facts.value = await readTask(taskId);
      } catch (error) {
        facts.value = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed';
      }
    },
    close: () => task.followed.stop(),
  };
}

const isTaskEvent = (event: Stored): event is Stored<TaskEvent> => event.stream.startsWith('task/');
