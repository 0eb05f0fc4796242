/** Runs a program to its end. What it says is kept, and told where it fails. */

import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  /** Ends the program, and then rejects. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with all that it printed. Rejects with the end of it. */
export function run(command: string, args: readonly string[], { env, cwd, signal }: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env: env ?? process.env });
    const end = (): void => void child.kill('SIGKILL');
    if (signal?.aborted === true) end();
    signal?.addEventListener('abort', end, { once: true });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
    child.on('error', reject);
    child.on('close', code => {
      signal?.removeEventListener('abort', end);
      if (code === 0) resolve(said);
      else reject(new Error(`${command} ${args.slice(0, 3).join(' ')} … ended with ${code}:\n${said.slice(-4_000)}`));
    });
  });
}

/** What programs need of this machine, and no more: no real AWS credentials get near an emulator. */
export const bareEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'LANG', 'TMPDIR', 'CHROME_PATH'].flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
