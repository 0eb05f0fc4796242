/** Puts every use of a secret into the task's stream, with the events that are written anyway: the act's own outcome, as a rule. Knows no value. */

import type { TaskEvent } from '../domain/events.ts';
import type { TaskJournal } from './journal.ts';

export interface SecretUse {
  readonly name: string;
  /** Of the frame that its field is in, or of the server that asked. */
  readonly origin: string;
}

/** In one transaction, beside the events that they are for; the rest comes with the next. */
const MAX_USES = 10;

type Recording = Pick<TaskJournal, 'record'>;

export interface SecretRecording {
  /** What came since the last events. */
  recordSecrets(): Promise<void>;
}

/** A use is told once it is on record, so that a failed write loses none. `uses` only grows at its end. */
export function recordSecrets<Journal extends Recording>(
  journal: Journal,
  uses: () => readonly SecretUse[],
): Journal & SecretRecording {
  let told = 0;
  const fresh = (): readonly SecretUse[] => uses().slice(told, told + MAX_USES);
  const record: Recording['record'] = async events => {
    const used = fresh();
    const until = told + used.length;
    // First: what ends an act tells of what was done in it.
    const task = await journal.record([...used.map(eventOf), ...events]);
    told = Math.max(told, until);
    return task;
  };
  return {
    ...journal,
    record,
    async recordSecrets() {
      while (fresh().length > 0) await record([]);
    },
  };
}

const eventOf = ({ name, origin }: SecretUse): TaskEvent => ({ type: 'secret.used', data: { name, origin } });
