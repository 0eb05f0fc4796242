/** Counts a run's seconds and bytes for its end, whatever it ends by: also in the middle of an act, or while a person is waited for. Stops nothing. */

import type { ControlPort } from '../agent/hand-over.ts';
import type { Journal } from '../agent/journal.ts';
import { type RunState, soFarOf } from '../agent/run.ts';
import type { SoFar } from '../domain/budget.ts';
import type { Clock } from '../domain/ids.ts';

export interface ActingCount {
  /** The newest state: what was rested until then it knows itself. */
  keep(state: Pick<RunState, 'startedAt'>): void;
  /** Undefined before the run has begun. */
  soFar(): SoFar | undefined;
  /** The same with every wait for a person told to this count. */
  onJournal<J extends Journal>(journal: J): J;
  onControl(control: ControlPort): ControlPort;
}

export function countActing({ clock, bytes }: { readonly clock: Clock; readonly bytes: () => number }): ActingCount {
  let newest: Pick<RunState, 'startedAt'> | undefined;
  let restedMs = 0;
  let restingSince: number | undefined;
  // A wait that is broken off stays open: whatever comes after it is no acting either.
  const resting = async <T>(wait: () => Promise<T>): Promise<T> => {
    const began = clock();
    restingSince = began;
    const value = await wait();
    restedMs += clock() - began;
    restingSince = undefined;
    return value;
  };
  return {
    keep(state) {
      newest = state;
      restedMs = 0;
    },
    soFar() {
      if (newest === undefined) return undefined;
      const now = restingSince ?? clock();
      return soFarOf({ startedAt: newest.startedAt + restedMs }, { now, bytes: bytes() });
    },
    onJournal: journal => ({
      ...journal,
      askApproval: asked => resting(() => journal.askApproval(asked)),
      askPerson: (question, step) => resting(() => journal.askPerson(question, step)),
      askBudget: asked => resting(() => journal.askBudget(asked)),
      needSecret: needed => resting(() => journal.needSecret(needed)),
    }),
    onControl: control => ({
      isWanted: () => control.isWanted(),
      handOver: from => resting(() => control.handOver(from)),
    }),
  };
}
