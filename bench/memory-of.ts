/** What a process holds, as Linux tells it. Of this process alone: what it has started has memory of its own. */

import { readFile } from 'node:fs/promises';

export interface Memory {
  /** Resident now. */
  readonly nowMb: number;
  /** The most that was resident, since it began or since 5 was written to its `clear_refs`. */
  readonly mostMb: number;
}

export async function memoryOf(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1_024;
  return { nowMb: mb('VmRSS'), mostMb: mb('VmHWM') };
}
