/** Something that is read from the API and may be read again: what is there stays while it is, and when it fails. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { type Fault, faultOf } from './fault.ts';

export interface Loaded<T> {
  /** Undefined until it was read once. */
  readonly data: ReadonlySignal<T | undefined>;
  /** Of the newest try. */
  readonly fault: ReadonlySignal<Fault | undefined>;
  /** When it was last read, in milliseconds. */
  readonly readAt: ReadonlySignal<number | undefined>;
  /** Joins a read that is under way. */
  refresh(): Promise<void>;
  /** Reads what is there from now on: for after a change. */
  reread(): Promise<void>;
}

export function loadedFrom<T>(title: string, read: () => Promise<T>, clock: () => number = Date.now): Loaded<T> {
  const data = signal<T | undefined>(undefined);
  const fault = signal<Fault | undefined>(undefined);
  const readAt = signal<number | undefined>(undefined);
  let underWay: Promise<void> | undefined;
  const readOnce = async (): Promise<void> => {
    try {
      data.value = await read();
      readAt.value = clock();
      fault.value = undefined;
    } catch (error) {
      fault.value = faultOf(title, error);
    }
  };
  const refresh = (): Promise<void> => {
    underWay ??= readOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  return {
    data,
    fault,
    readAt,
    refresh,
    reread: async () => {
      await underWay;
      await refresh();
    },
  };
}
