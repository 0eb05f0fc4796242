/** Reads again and again for as long as the page is open: while it is looked at, at once when one comes back to it, and hidden only where that is wanted. */

/** One request each; what moves faster comes by the socket. */
const EVERY_MS = 20_000;

export function keepFresh(read: () => Promise<void>, isWantedHidden: () => boolean = () => false): void {
  const isSeen = (): boolean => document.visibilityState === 'visible';
  setInterval(() => {
    if (isSeen() || isWantedHidden()) void read();
  }, EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (isSeen()) void read();
  });
}
