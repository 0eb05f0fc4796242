/** Names to addresses, once a task: what a name was when it was checked, it stays. Judges no address. */

import { lookup } from 'node:dns/promises';

/** All addresses of a name. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export const systemResolver: Resolver = async host => (await lookup(host, { all: true })).map(({ address }) => address);

export interface PinnedNames {
  readonly resolve: Resolver;
  /** For a name whose addresses do not answer: it may have moved. What comes next is checked like the first. */
  forget(host: string): void;
}

/** A name that changes under a task has nothing to win, and each name is asked for once however many connections it gets. */
export function pinNames(resolve: Resolver, timeoutMs: number): PinnedNames {
  const pinned = new Map<string, Promise<readonly string[]>>();
  return {
    resolve(host) {
      const known = pinned.get(host);
      if (known !== undefined) return known;
      const asked = within(timeoutMs, resolve(host)).then(addresses => {
        if (addresses.length === 0) pinned.delete(host);
        return addresses;
      });
      asked.catch(() => pinned.delete(host));
      pinned.set(host, asked);
      return asked;
    },
    forget: host => void pinned.delete(host),
  };
}

/** The system's own resolver may take half a minute for a name whose server is silent. */
async function within<T>(ms: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer from the name server')), ms).unref();
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
}
