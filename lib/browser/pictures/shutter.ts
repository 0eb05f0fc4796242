/** Lets one picture of a tab be taken at a time: secret places are followed by one slot in the page. Takes none itself. */

export interface Shutter {
  /** After the picture that is being taken, which is waited for a moment and no longer. */
  first<T>(take: () => Promise<T>): Promise<T>;
  /** Undefined where something is being done already. */
  ifFree<T>(take: () => Promise<T>): Promise<T | undefined>;
  /** Waits for nothing, and keeps new live pictures away while it lasts. */
  beside<T>(look: () => Promise<T>): Promise<T>;
}

/** A live picture takes a tenth of a second; a page that hangs must not hold up the step. */
const PATIENCE_MS = 400;

export function openShutter(): Shutter {
  let busy = 0;
  let live: Promise<unknown> | undefined;
  const hold = async <T>(use: () => Promise<T>): Promise<T> => {
    busy += 1;
    try {
      return await use();
    } finally {
      busy -= 1;
    }
  };
  return {
    first: take =>
      hold(async () => {
        if (live !== undefined) await settledOr(live, PATIENCE_MS);
        return take();
      }),
    async ifFree(take) {
      if (busy > 0 || live !== undefined) return undefined;
      const taking = take();
      const over = taking.then(
        () => {},
        () => {},
      );
      live = over;
      void over.then(() => {
        live = undefined;
      });
      return taking;
    },
    beside: hold,
  };
}

async function settledOr(taking: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    taking,
    new Promise<void>(resolve => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
