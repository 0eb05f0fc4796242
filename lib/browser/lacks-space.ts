/** Whether a folder is as good as full. Reads one figure of the file system; frees nothing. */

import { statfsSync } from 'node:fs';

/**
 * A page takes 10 to 20 MB there, for `--disable-dev-shm-usage` puts what Chromium's processes share beside the profile; and what one
 * that crashed for want of it had taken is free again when this is asked.
 */
const LEAST_BYTES = 32_000_000;

/** False where nobody can say. */
export function lacksSpace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEAST_BYTES;
  } catch {
    return false;
  }
}
