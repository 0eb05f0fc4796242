/** One warm worker in a child process. Its death fails the invocation it had, and the next one gets a fresh child. */

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';

export interface WorkerProcess {
  /** Rejects where the handler throws or the child dies. */
  invoke(event: unknown, deadline: number): Promise<unknown>;
  /** Starts the child ahead of its first work. */
  warm(): void;
  pid(): number | undefined;
  close(): Promise<void>;
}

export interface WorkerProcessOptions {
  /** The function's module. */
  readonly handler: URL;
  readonly env: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

const KILL_AFTER_MS = 2_000;

export function openWorkerProcess({ handler, env, log }: WorkerProcessOptions): WorkerProcess {
  let child: ChildProcess | undefined;
  let isClosed = false;
  const start = (): ChildProcess => {
    if (child !== undefined) return child;
    // The child inherits nothing it is not given: what a page could reach through Chromium is not in its environment.
    const started = fork(new URL('./lambda-runtime.ts', import.meta.url), [handler.href], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // With it an idle child collects; it does so by itself only where memory is asked for.
      execArgv: ['--expose-gc'],
    });
    started.stdout?.on('data', chunk => log(String(chunk).trimEnd()));
    started.stderr?.on('data', chunk => log(String(chunk).trimEnd()));
    const forget = (): void => {
      if (child === started) child = undefined;
    };
    started.on('exit', forget);
    // One that cannot even be started, for want of descriptors or processes, ends nothing but its own invocation.
    started.on('error', error => {
      log(`A worker's process: ${error.message}`);
      if (started.pid === undefined) forget();
    });
    child = started;
    return started;
  };
  return {
    warm: () => void start(),
    pid: () => child?.pid,
    invoke(event, deadline) {
      if (isClosed) return Promise.reject(new Error('The worker is closed.'));
      const id = randomUUID();
      const target = start();
      return new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          target.off('message', onMessage);
          target.off('exit', onExit);
          settle();
        };
        const onMessage = (message: unknown): void => {
          if (typeof message !== 'object' || message === null || !('id' in message) || message.id !== id) return;
          const { ok, result, error } = message as { ok?: boolean; result?: unknown; error?: string };
          end(() => (ok === true ? resolve(result) : reject(new Error(error ?? 'The handler failed.'))));
        };
        const onExit = (code: number | null, signal: string | null): void =>
          end(() => reject(new Error(`The worker's process ended (${signal ?? code}).`)));
        target.on('message', onMessage);
        target.on('exit', onExit);
        target.send({ id, event, deadline }, error => {
          if (error) onExit(null, error.message);
        });
      });
    },
    async close() {
      isClosed = true;
      const ending = child;
      if (ending === undefined || ending.exitCode !== null) return;
      const exited = new Promise(resolve => ending.once('exit', resolve));
      ending.kill('SIGTERM');
      const force = setTimeout(() => ending.kill('SIGKILL'), KILL_AFTER_MS);
      await exited;
      clearTimeout(force);
    },
  };
}
