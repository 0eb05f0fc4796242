/** What only the machine gives: its clocks, its chance, its timers. The rest of the code gets them as arguments. */

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicFactory } from 'ulid';
import { type Clock, type Ids, idPrefixes, type SteadyClock } from './domain/ids.ts';

export const systemClock: Clock = () => Date.now();
export const steadyClock: SteadyClock = () => performance.now();

export function makeIds(): Ids {
  const nextUlid = monotonicFactory();
  return kind => `${idPrefixes[kind]}_${nextUlid()}`;
}

const MARK_BYTES = 9;
export const makeMark = (): string => randomBytes(MARK_BYTES).toString('hex');

export const pause = async (ms: number): Promise<void> => sleep(ms);
export const pauseUntil = async (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });
