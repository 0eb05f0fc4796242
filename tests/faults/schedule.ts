/**
 * A world in which one thing happens at a time: every call to the outside is a turn that waits until the schedule gives it, and
 * time moves only when nobody has a turn. A crash is a turn that is never given, which is what SIGKILL looks like from outside.
 */

import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/**
 * What becomes of a turn. Death and freezing strike before what it does is done, or after, when its answer would come; the answer
 * of one that was done may be lost; or it is refused and not done.
 */
export type Fate = 'live' | 'die-before' | 'die-after' | 'freeze-before' | 'freeze-after' | 'lose-answer' | 'refuse';

export interface Turn {
  readonly actor: string;
  /** Such as `write action.started submit`. */
  readonly point: string;
  /** How many turns of this point the actor has had before. */
  readonly nth: number;
}

export interface ScheduleOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Which of so many waiting turns is next; the first where it is left out. */
  readonly choose?: (count: number) => number;
  readonly fate?: (turn: Turn) => Fate;
}

export interface Actor {
  readonly name: string;
  /** Resolves when it has died or is frozen for the first time. */
  readonly stopped: Promise<'died' | 'frozen'>;
  pass<T>(point: string, act: () => Promise<T>): Promise<T>;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Schedule {
  readonly clock: () => number;
  /** Every turn that was given, in order. */
  readonly turns: readonly Turn[];
  advance(ms: number): void;
  actor(name: string): Actor;
  /** What SIGCONT is to a frozen one. */
  thaw(name: string): void;
  /** Gives turns until all of these have settled. */
  until(work: readonly Promise<unknown>[]): Promise<void>;
}

interface Waiting {
  readonly actor: string;
  give(): Promise<void>;
}

interface Sleeper {
  readonly actor: string;
  readonly at: number;
  wake(): void;
}

/** Real milliseconds after which a world where nobody waits for a turn and nobody sleeps is stuck. */
const STUCK_MS = 3_000;
const never = <T>(): Promise<T> => new Promise<T>(() => {});

export function openSchedule({ now: start, choose = () => 0, fate = () => 'live' }: ScheduleOptions): Schedule {
  let now = start;
  const turns: Turn[] = [];
  const waiting: Waiting[] = [];
  const sleepers = new Set<Sleeper>();
  const dead = new Set<string>();
  /** With what is to be done when it thaws. */
  const frozen = new Map<string, () => void>();
  const isStill = (name: string): boolean => dead.has(name) || frozen.has(name);

  function actor(name: string): Actor {
    const counts = new Map<string, number>();
    let stop = (_how: 'died' | 'frozen'): void => {};
    const stopped = new Promise<'died' | 'frozen'>(resolve => {
      stop = resolve;
    });
    const die = (): void => {
      dead.add(name);
      stop('died');
    };
    const freeze = (then: () => void): void => {
      frozen.set(name, then);
      stop('frozen');
    };
    const isDead = (): boolean => dead.has(name);
    return {
      name,
      stopped,
      async pass(point, act) {
        if (isDead()) return never();
        return new Promise((resolve, reject) => {
          let what: Fate = 'live';
          const turnOf: Waiting = {
            actor: name,
            async give() {
              const nth = counts.get(point) ?? 0;
              counts.set(point, nth + 1);
              const given = { actor: name, point, nth };
              turns.push(given);
              what = fate(given);
              if (what === 'die-before') return die();
              if (what === 'freeze-before') return freeze(() => void waiting.push({ actor: name, give: finish }));
              return finish();
            },
          };
          const finish = async (): Promise<void> => {
            if (what === 'refuse') return reject(named('ProvisionedThroughputExceededException'));
            const done = await act().then(
              value => () => resolve(value),
              (error: unknown) => () => reject(error),
            );
            if (what === 'die-after') return die();
            if (what === 'freeze-after') return freeze(done);
            if (what === 'lose-answer') return reject(named('TimeoutError'));
            done();
          };
          waiting.push(turnOf);
        });
      },
      async sleep(ms, signal) {
        if (isDead()) return never();
        signal?.throwIfAborted();
        await new Promise<void>((resolve, reject) => {
          const sleeper: Sleeper = {
            actor: name,
            at: now + ms,
            wake() {
              sleepers.delete(sleeper);
              if (!isDead()) resolve();
            },
          };
          sleepers.add(sleeper);
          signal?.addEventListener('abort', () => {
            sleepers.delete(sleeper);
            if (!isDead()) reject(signal.reason);
          });
        });
      },
    };
  }

  async function next(): Promise<boolean> {
    const awake = [...sleepers].filter(({ actor: who }) => !isStill(who));
    const due = awake.filter(({ at }) => at <= now).toSorted((one, other) => one.at - other.at);
    for (const sleeper of due) sleeper.wake();
    for (let round = 0; round < 3; round += 1) await turn();
    const ready = waiting.filter(one => !isStill(one.actor));
    const given = ready[choose(ready.length)];
    if (given !== undefined) {
      waiting.splice(waiting.indexOf(given), 1);
      await given.give();
      return true;
    }
    const [first] = [...sleepers].filter(({ actor: who }) => !isStill(who)).toSorted((one, other) => one.at - other.at);
    if (first === undefined) return false;
    now = Math.max(now, first.at);
    first.wake();
    return true;
  }

  return {
    clock: () => now,
    turns,
    advance(ms) {
      now += ms;
    },
    actor,
    thaw(name) {
      const then = frozen.get(name);
      frozen.delete(name);
      then?.();
    },
    async until(work) {
      let isSettled = false;
      const settled = Promise.allSettled(work).then(() => {
        isSettled = true;
      });
      let idleSince: number | undefined;
      while (!isSettled) {
        if (await next()) idleSince = undefined;
        else {
          idleSince ??= Date.now();
          if (Date.now() - idleSince > STUCK_MS)
            throw new Error(
              `Nobody has a turn; the last were ${turns
                .slice(-8)
                .map(({ actor: who, point }) => `${who}: ${point}`)
                .join(', ')}.`,
            );
          await pause(1);
        }
        await turn();
      }
      await settled;
    },
  };
}

const named = (name: string): Error => Object.assign(new Error(name), { name });
