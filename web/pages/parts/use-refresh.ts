/** Reads again now and then while the page is looked at, at once when one comes back to it, and not at all while it is hidden. */

import { useEffect } from 'preact/hooks';

/** Waits between reads that are quiet: nothing on the page is about to change. */
export const QUIET_MS = 20_000;
export const BUSY_MS = 4_000;

export function useRefresh(refresh: () => Promise<void>, everyMs: number): void {
  useEffect(() => {
    void refresh();
  }, [refresh]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }, [refresh, everyMs]);
}
