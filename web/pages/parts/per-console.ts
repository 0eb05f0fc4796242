/** State of a page that outlives it: made when the page is first opened, still there when one comes back. */

import { useConsole } from '../../components/context.ts';
import type { Console } from '../../state/console.ts';

/** A hook that gives the one value of this console. */
export function perConsole<T extends object>(make: (console: Console) => T): () => T {
  const made = new WeakMap<Console, T>();
  return () => {
    const console = useConsole();
    const known = made.get(console);
    if (known !== undefined) return known;
    const fresh = make(console);
    made.set(console, fresh);
    return fresh;
  };
}
