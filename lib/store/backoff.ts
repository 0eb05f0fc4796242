/** How long to wait before trying again after others wrote first. Full jitter, so that writers that met once part. */

import { setTimeout as pause } from 'node:timers/promises';

const BASE_MS = 8;
const CAP_MS = 400;

export async function waitBeforeRetry(attempt: number): Promise<void> {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** attempt);
  await pause(Math.random() * ceiling);
}
