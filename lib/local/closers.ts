/** What must be closed again, in the order in which it was opened. Opens nothing itself. */

export type Close = () => Promise<void>;

export interface Closers {
  add(close: Close): void;
  /** In the reverse order; one that fails does not keep the others open. Once: then there is nothing left. */
  closeAll(): Promise<void>;
}

export function collectClosers(): Closers {
  const closers: Close[] = [];
  return {
    add: close => void closers.push(close),
    async closeAll() {
      for (const close of closers.splice(0).reverse()) await close().catch(() => {});
    },
  };
}
