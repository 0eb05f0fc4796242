/** A child process that cannot outlive this one, not even after a SIGKILL. Restarts nothing. */

import { type ChildProcess, spawn } from 'node:child_process';

export interface GuardedChild {
  /** What it said so far, the last 4,000 characters. */
  readonly said: () => string;
  readonly hasEnded: () => boolean;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it and waits. May be called twice. */
  stop(): Promise<void>;
}

/**
 * A shell stands between: it holds the reading end of a pipe whose writing end is ours alone. The kernel closes that end
 * when we die in any way, and the shell then ends the program. Signals of the terminal are ignored there, so that after
 * Ctrl-C the server still answers while we shut down in order. The end is a SIGKILL: asked politely, the server waits for
 * open connections without limit, and what it has acknowledged is on disk by then.
 */
const GUARD = `
trap '' INT HUP
exec 3<&0
"$@" </dev/null 3<&- & program=$!
( cat <&3 >/dev/null; kill -9 "$program" ) >/dev/null 2>&1 & watcher=$!
wait "$program"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

const KEPT_OUTPUT_CHARS = 4_000;

export function spawnGuarded(program: string, args: readonly string[]): GuardedChild {
  const child = spawn('/bin/sh', ['-c', GUARD, 'errand-guard', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
  });
  const output = collectOutput(child);
  let over = false;
  const ended = new Promise<void>(resolve => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.stdin?.on('error', () => undefined);
  return {
    said: output,
    hasEnded: () => over,
    ended,
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  child.on('error', error => add(Buffer.from(error.message)));
  return () => text.trim();
}
