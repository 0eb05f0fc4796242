/** Live pictures of the runs that are in view: asked for while the tab is visible, and only the newest kept. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Frame } from './frame.ts';
import type { LiveSocket } from './socket.ts';

/** A watch is good for 60 s. */
const REPEAT_MS = 25_000;
/** A view that is drawn anew stops and begins in one breath: the end of a watch must not overtake its beginning. */
const LINGER_MS = 1_000;

export interface Watched {
  readonly frame: ReadonlySignal<Frame | undefined>;
  stop(): void;
}

export interface Frames {
  watch(taskId: string): Watched;
  /** The socket is open again, and knows of nothing. */
  renew(): void;
  take(frame: Frame): void;
}

interface Entry {
  readonly frame: Signal<Frame | undefined>;
  watchers: number;
}

export function openFrames(socket: () => Pick<LiveSocket, 'watch' | 'unwatch'>): Frames {
  const watched = new Map<string, Entry>();
  const isVisible = (): boolean => document.visibilityState === 'visible';
  const renew = (): void => {
    if (isVisible()) for (const taskId of watched.keys()) socket().watch(taskId);
  };
  setInterval(renew, REPEAT_MS);
  document.addEventListener('visibilitychange', () => {
    if (isVisible()) renew();
    else for (const taskId of watched.keys()) socket().unwatch(taskId);
  });
  const forget = (taskId: string, entry: Entry): void => {
    if (entry.watchers > 0 || watched.get(taskId) !== entry) return;
    watched.delete(taskId);
    socket().unwatch(taskId);
  };
  return {
    renew,
    watch: taskId => {
      const entry = watched.get(taskId) ?? { frame: signal(undefined), watchers: 0 };
      const isNew = !watched.has(taskId);
      watched.set(taskId, entry);
      entry.watchers++;
      if (isNew && isVisible()) socket().watch(taskId);
      let stopped = false;
      return {
        frame: entry.frame,
        stop: () => {
          if (stopped) return;
          stopped = true;
          entry.watchers--;
          setTimeout(() => forget(taskId, entry), LINGER_MS);
        },
      };
    },
    take: frame => {
      const entry = watched.get(frame.taskId);
      if (entry && (entry.frame.value === undefined || entry.frame.value.at <= frame.at)) entry.frame.value = frame;
    },
  };
}
