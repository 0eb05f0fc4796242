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

/** A turn that somebody waits for. */
export interface Asked {
  readonly actor: string;
  readonly point: string;
}

export interface ScheduleOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Which of so many waiting turns is next; the first where it is left out. Shown whose they are. */
  readonly choose?: (count: number, waiting: readonly Asked[]) => number;
  readonly fate?: (turn: Turn) => Fate;
  /** No call goes out of the process: then all is at rest once no promise has anything to do. */
  readonly isInMemory?: boolean;
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

interface Waiting extends Asked {
  give(): Promise<void>;
}

interface Sleeper {
  readonly actor: string;
  readonly at: number;
  wake(): void;
}

/** Real milliseconds after which a world where nobody waits for a turn and nobody sleeps is stuck. */
const STUCK_MS = 3_000;
const STUCK_ROUNDS = 20;
/** Rounds of the event loop, until what an answer sets going has come to rest. */
const ROUNDS = 3;

async function rested(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) await turn();
}

/** A tick comes when no promise has anything left to do: in memory nothing else can, and a round of the event loop takes longer. */
const drained = (): Promise<void> => new Promise(resolve => process.nextTick(resolve));

const never = <T>(): Promise<T> => new Promise<T>(() => {});

export function openSchedule(options: ScheduleOptions): Schedule {
  const { now: start, choose = () => 0, fate = () => 'live', isInMemory = false } = options;
  const comeToRest = isInMemory ? drained : rested;
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
            point,
            async give() {
              const nth = counts.get(point) ?? 0;
              counts.set(point, nth + 1);
              const given = { actor: name, point, nth };
              turns.push(given);
              what = fate(given);
              if (what === 'die-before') return die();
              if (what === 'freeze-before')
                return freeze(() => void waiting.push({ actor: name, point, give: finish }));
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
          const abort = (): void => {
            sleepers.delete(sleeper);
            if (!isDead()) reject(signal?.reason);
          };
          const sleeper: Sleeper = {
            actor: name,
            at: now + ms,
            wake() {
              sleepers.delete(sleeper);
              signal?.removeEventListener('abort', abort);
              if (!isDead()) resolve();
            },
          };
          sleepers.add(sleeper);
          signal?.addEventListener('abort', abort);
        });
      },
    };
  }

  /** Of those that are awake the one whose time comes first; of several the one that fell asleep first. */
  const firstSleeper = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers)
      if ((first === undefined || sleeper.at < first.at) && !isStill(sleeper.actor)) first = sleeper;
    return first;
  };

  /** True where somebody had a turn or was woken, or where all is over anyway. */
  async function next(isOver: () => boolean): Promise<boolean> {
    for (let due = firstSleeper(); due !== undefined && due.at <= now; due = firstSleeper()) due.wake();
    await comeToRest();
    if (isOver()) return true;
    const ready = waiting.filter(one => !isStill(one.actor));
    const given = ready[choose(ready.length, ready)];
    if (given !== undefined) {
      waiting.splice(waiting.indexOf(given), 1);
      // Nothing takes no time: what was done before something else also says so.
      if (isInMemory) now += 1;
      await given.give();
      return true;
    }
    const first = firstSleeper();
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
      let idleRounds = 0;
      while (!isSettled) {
        if (await next(() => isSettled)) {
          idleSince = undefined;
          idleRounds = 0;
        } else if (isInMemory) {
          // What nobody wakes in so many rounds nobody ever wakes.
          idleRounds += 1;
          if (idleRounds > STUCK_ROUNDS) throw stuck(turns);
        } else {
          idleSince ??= Date.now();
          if (Date.now() - idleSince > STUCK_MS) throw stuck(turns);
          await pause(1);
        }
        if (!isInMemory) await turn();
      }
      await settled;
    },
  };
}

function stuck(turns: readonly Turn[]): Error {
  const last = turns.slice(-8).map(({ actor, point }) => `${actor}: ${point}`);
  return new Error(`Nobody has a turn; the last were ${last.join(', ')}.`);
}

const named = (name: string): Error => Object.assign(new Error(name), { name });
