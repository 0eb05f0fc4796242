/** Time that passes only when nothing else can happen: it jumps to the next sleeper once no call is under way. For measuring only. */

export interface PassingTime {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Lets time pass until the work is done. */
  passUntil<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** So many turns of the event loop without a call are quiet: the code waits for the clock alone. */
const QUIET_TURNS = 12;

export interface Clockwork {
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  readonly inFlight: () => number;
}

export function passingTime({ now, advance, inFlight }: Clockwork): PassingTime {
  const sleepers: Sleeper[] = [];
  return {
    async sleep(ms, signal) {
      signal.throwIfAborted();
      let sleeper: Sleeper | undefined;
      await new Promise<void>(resolve => {
        sleeper = { due: now() + ms, wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const left = sleeper === undefined ? -1 : sleepers.indexOf(sleeper);
      if (left >= 0) sleepers.splice(left, 1);
      signal.throwIfAborted();
    },
    async passUntil(work) {
      let isDone = false;
      const ended = work.finally(() => {
        isDone = true;
      });
      ended.catch(() => {});
      while (!isDone) {
        await quiet(inFlight);
        // Of two that are due at once the one that has slept longer comes first.
        const next = [...sleepers].sort((a, b) => a.due - b.due)[0];
        if (isDone || next === undefined) continue;
        sleepers.splice(sleepers.indexOf(next), 1);
        advance(Math.max(0, next.due - now()));
        next.wake();
      }
      return ended;
    },
  };
}

async function quiet(inFlight: () => number): Promise<void> {
  for (let turns = 0; turns < QUIET_TURNS; ) {
    await new Promise(resolve => setImmediate(resolve));
    turns = inFlight() === 0 ? turns + 1 : 0;
  }
}
