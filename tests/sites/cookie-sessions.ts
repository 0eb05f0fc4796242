/** Keeps one value per visitor in memory, found by a cookie. Never shared between instances of a site, so tests stay apart. */

import { randomUUID } from 'node:crypto';
import { setCookie, type Visit } from './visit.ts';

export class CookieSessions<State> {
  readonly #cookie: string;
  readonly #create: () => State;
  readonly #states = new Map<string, State>();
  /** Visits that were new a moment ago and have no cookie yet, by what they will be sent. */
  readonly #begun = new WeakMap<readonly string[], State>();

  constructor(cookie: string, create: () => State) {
    this.#cookie = cookie;
    this.#create = create;
  }

  /** The visitor's value. An unknown cookie, such as one from an earlier run on this port, begins a new one. */
  of(visit: Visit): State {
    const known = this.#states.get(visit.cookies.get(this.#cookie) ?? '') ?? this.#begun.get(visit.outgoing);
    if (known !== undefined) return known;
    const state = this.#create();
    const id = randomUUID();
    this.#states.set(id, state);
    this.#begun.set(visit.outgoing, state);
    setCookie(visit, this.#cookie, id);
    return state;
  }
}
