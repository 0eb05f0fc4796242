/** Finds and ends what an emulator left running, by the temporary folder that it was given. Linux only: it reads /proc. */

import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 3_000;

/** Processes whose command or environment names the folder. */
export async function processesOf(folder: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    entries.map(async entry => {
      const pid = Number(entry);
      if (!Number.isInteger(pid) || pid === process.pid) return [];
      const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
      const [command, environment] = await Promise.all([read('cmdline'), read('environ')]);
      return command.includes(folder) || environment.includes(folder) ? [pid] : [];
    }),
  );
  return found.flat();
}

export async function endProcessesOf(folder: string): Promise<void> {
  const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended by itself.
      }
    }
  };
  signal(await processesOf(folder), 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (Date.now() < deadline && (await processesOf(folder)).length > 0) await sleep(50);
  signal(await processesOf(folder), 'SIGKILL');
}
