/** The processes under a process, as Linux tells of them: for tests that kill Chromium. Kills none. */

import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** The processes that draw this browser's pages. */
export const renderersOf = (browserPid: number): readonly number[] =>
  processes()
    .filter(({ parent, command }) => parent === browserPid && command.includes('--type=renderer'))
    .map(({ pid }) => pid);

/** Chromium's own first process, under a worker. */
export const browsersOf = (workerPid: number): readonly number[] =>
  processes()
    .filter(({ parent, command }) => parent === workerPid && /chrom/i.test(command) && !command.includes('--type='))
    .map(({ pid }) => pid);
