/** The time as a signal that moves once a second, for countdowns and clocks on the page. */

import { signal } from '@preact/signals';

export const now = signal(Date.now());

setInterval(() => {
  if (document.visibilityState === 'visible') now.value = Date.now();
}, 1_000);
