/** From `node lib/local/start.ts` to the line with the console's address, beside a bare Node process. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, median, ms, times } from './measure.ts';

const root = join(import.meta.dirname, '..');
const RUNS = 3;

export async function benchStartUp(): Promise<readonly Figure[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(await timeToReady());
    floor.push(await timeOf(['-e', '0']));
  }
  return [
    {
      what: 'npm start → ready (Chromium unpacked before)',
      ours: ms(median(ours)),
      beside: `node -e 0: ${ms(median(floor))}`,
      ratio: times(median(ours), median(floor)),
      want: '≤ 6 s',
    },
  ];
}

async function timeToReady(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'errand-bench-'));
  const start = performance.now();
  const child = spawn(process.execPath, [join(root, 'lib/local/start.ts')], {
    cwd: root,
    env: { ...process.env, ERRAND_DATA: dataDir, ERRAND_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise(resolve => child.on('exit', resolve));
  const ready = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      if (String(chunk).includes('ready')) resolve(performance.now() - start);
    });
    child.on('exit', code => reject(new Error(`npm start ended with ${code}.`)));
  });
  child.kill('SIGINT');
  await exited;
  await rm(dataDir, { recursive: true, force: true });
  return ready;
}

function timeOf(args: readonly string[]): Promise<number> {
  const start = performance.now();
  return new Promise(resolve => spawn(process.execPath, args).on('exit', () => resolve(performance.now() - start)));
}
