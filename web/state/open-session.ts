/** The conversation that is open, with its tasks: followed live, folded into what is shown. Sends nothing. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SessionEvent, Stored } from '../../lib/domain/events.ts';
import type { Followed, Live } from '../data/live.ts';
import { announce } from './announce.ts';
import { type OpenTask, openTask } from './open-run.ts';
import { foldSession, type SessionView } from './session-view.ts';

export interface OpenSession {
  readonly sessionId: string;
  readonly followed: Followed;
  readonly view: ReadonlySignal<SessionView>;
  /** What was sent and has not come back as an event yet. */
  readonly pending: Signal<string | undefined>;
  /** The proposal whose yes or no is on its way. */
  readonly deciding: Signal<string | undefined>;
  task(taskId: string): OpenTask;
  close(): void;
}

export function openSession(live: Live, sessionId: string, announcement: Signal<string>): OpenSession {
  const say = (event: Stored): void => {
    const words = announce(event);
    if (words !== undefined) announcement.value = words;
  };
  const tasks = new Map<string, OpenTask>();
  const followed = live.follow(`session/${sessionId}`, say);
  return {
    sessionId,
    followed,
    view: computed(() => foldSession(followed.events.value.filter(isSessionEvent))),
    pending: signal(undefined),
    deciding: signal(undefined),
    task: taskId => {
      const known = tasks.get(taskId);
      if (known) return known;
      const opened = openTask(live, taskId, announcement);
      tasks.set(taskId, opened);
      return opened;
    },
    close: () => {
      followed.stop();
      for (const task of tasks.values()) task.followed.stop();
    },
  };
}

/** How many messages of the person have come back as events. */
export const saidIn = (session: OpenSession): number =>
  session.view.value.entries.filter(entry => entry.kind === 'message' && entry.message.role === 'user').length;

const isSessionEvent = (event: Stored): event is Stored<SessionEvent> => event.stream.startsWith('session/');
