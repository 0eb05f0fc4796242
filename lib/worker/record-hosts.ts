/** Puts every host that a task's browser asked for into the task's stream, with the events that are written anyway. Reads no traffic. */

import type { Contact } from '../browser/egress/ledger.ts';
import type { TaskEvent } from '../domain/events.ts';
import { covers, type Scope } from '../domain/scope.ts';
import type { TaskJournal } from './journal.ts';

/** In one event, which has 24 KB; a host and why it was refused are at most 500 bytes. */
const MAX_IN_EVENT = 40;
/** In one transaction, beside the events that it is for; the rest comes with the next. */
const MAX_EVENTS = 4;

type Recording = Pick<TaskJournal, 'record'>;

export interface HostRecording {
  /** What came since the last events. */
  recordHosts(): Promise<void>;
}

/** A host is told once it is on record, so that a failed write loses none. `contacts` only grows at its end. */
export function recordHosts<Journal extends Recording>(
  journal: Journal,
  contacts: () => readonly Contact[],
  scope: Scope,
): Journal & HostRecording {
  let told = 0;
  const fresh = (): readonly Contact[] => contacts().slice(told, told + MAX_IN_EVENT * MAX_EVENTS);
  const record: Recording['record'] = async events => {
    const hosts = fresh();
    const until = told + hosts.length;
    const task = await journal.record([...events, ...eventsOf(hosts, scope)]);
    told = Math.max(told, until);
    return task;
  };
  return {
    ...journal,
    record,
    async recordHosts() {
      while (fresh().length > 0) await record([]);
    },
  };
}

function eventsOf(contacts: readonly Contact[], scope: Scope): readonly TaskEvent[] {
  const hosts = contacts.map(({ host, outcome, why }) => ({
    host,
    outcome,
    consented: isConsented(scope, host),
    ...(why === undefined ? {} : { why }),
  }));
  return Array.from({ length: Math.ceil(hosts.length / MAX_IN_EVENT) }, (_, index) => ({
    type: 'hosts.contacted',
    data: { hosts: hosts.slice(index * MAX_IN_EVENT, (index + 1) * MAX_IN_EVENT) },
  }));
}

/** A tunnel's scheme is known by its port alone. */
const isConsented = (scope: Scope, host: string): boolean =>
  covers(scope, `${host.endsWith(':443') ? 'https' : 'http'}://${host}/`);
