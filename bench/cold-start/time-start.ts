/** How long a bundle takes from its import to its handler, in a fresh Node. The process's own start is not in it. */

import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Start {
  readonly wallMs: number;
  /** Of the processor: hardly more where others use it too. */
  readonly cpuMs: number;
}

export function timeStart(file: string): Promise<Start> {
  const script = `const start = performance.now();
const before = process.cpuUsage();
await import(${JSON.stringify(pathToFileURL(file).href)});
const { user, system } = process.cpuUsage(before);
const took = [performance.now() - start, (user + system) / 1_000];
process.stdout.write(took.join(' '), () => process.exit(0));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: '/',
    // What Lambda itself gives; no variable of the template is read before the first event.
    env: { AWS_REGION: 'us-east-1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', chunk => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      const [wallMs, cpuMs] = said.split(' ').map(Number);
      if (code === 0 && wallMs !== undefined && cpuMs !== undefined) resolve({ wallMs, cpuMs });
      else reject(new Error(`${file} did not load: ${code}.`));
    });
  });
}
