/** What a task's traffic came to: every host once with what became of it, the newest refusals, and bytes. Decides nothing. */

import type { Socket } from 'node:net';

export type ContactOutcome = 'reached' | 'unreachable' | 'refused';

/** The first time that something became of a host. */
export interface Contact {
  /** `host:port` */
  readonly host: string;
  readonly outcome: ContactOutcome;
  /** Where it was not reached. */
  readonly why?: string;
}

export interface Ledger {
  note(contact: Contact): void;
  /** Each host and outcome once, in order; it only grows, up to a bound. */
  readonly contacts: readonly Contact[];
  /** Reached ones. */
  hosts(): readonly string[];
  /** The newest, as `host:port why`. */
  refusals(): readonly string[];
  /** Counts a socket from now until it closes. */
  count(socket: Socket): void;
  readonly sockets: ReadonlyMap<Socket, number>;
  received(): number;
  sent(): number;
}

/** A hostile page makes thousands; what is kept says what it tried. */
const MAX_REFUSALS = 100;
const MAX_REFUSED_CONTACTS = 200;
const MAX_WHY = 200;

export function openLedger(): Ledger {
  const contacts: Contact[] = [];
  const known = new Set<string>();
  const reached = new Set<string>();
  const sockets = new Map<Socket, number>();
  const closed = { received: 0, sent: 0 };
  let refusals: readonly string[] = [];
  let refused = 0;
  const sum = (count: (socket: Socket) => number): number => {
    let total = 0;
    for (const socket of sockets.keys()) total += count(socket);
    return total;
  };
  return {
    contacts,
    sockets,
    note(contact) {
      const { host, outcome, why } = contact;
      if (outcome === 'reached') reached.add(host);
      if (outcome === 'refused') refusals = [...refusals.slice(1 - MAX_REFUSALS), `${host} ${why ?? ''}`];
      const key = `${outcome} ${host}`;
      if (known.has(key) || (outcome === 'refused' && refused >= MAX_REFUSED_CONTACTS)) return;
      known.add(key);
      if (outcome === 'refused') refused += 1;
      contacts.push(why === undefined ? contact : { host, outcome, why: why.slice(0, MAX_WHY) });
    },
    hosts: () => [...reached],
    refusals: () => refusals,
    count(socket) {
      sockets.set(socket, performance.now());
      socket.on('close', () => {
        sockets.delete(socket);
        closed.received += socket.bytesRead;
        closed.sent += socket.bytesWritten;
      });
    },
    received: () => closed.received + sum(socket => socket.bytesRead),
    sent: () => closed.sent + sum(socket => socket.bytesWritten),
  };
}
