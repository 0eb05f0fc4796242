/** MiniStack, an emulator of AWS from PyPI, in a virtual environment of this project, on 127.0.0.1. Ends it with all that it started. */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcessesOf } from './processes.ts';
import { bareEnvironment, run } from './run.ts';

export const VERSION = '1.5.33';
const home = join(import.meta.dirname, '../../node_modules/.cache/errand', `ministack-${VERSION}`);
const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3'];
const START_MS = 60_000;
/** It takes 7 s of one processor. pip's own limit is for each answer. */
const INSTALL_MS = 90_000;

export interface MiniStack {
  readonly endpoint: string;
  /** What it and the functions wrote of themselves; a file. */
  readonly log: string;
  close(): Promise<void>;
}

export async function startMiniStack(say: (line: string) => void): Promise<MiniStack> {
  await installMiniStack(say);
  const folder = await mkdtemp(join(tmpdir(), 'errand-ministack-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const log = join(folder, 'ministack.log');
  const file = openSync(log, 'w');
  const child = spawn(join(home, 'bin/ministack'), [], {
    stdio: ['ignore', file, file],
    env: environment(folder, port),
    cwd: folder,
  });
  closeSync(file);
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    if (child.exitCode === null) child.kill('SIGKILL');
    await endProcessesOf(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await ready(endpoint, child, log);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint, log, close };
}

/** Once. A virtual environment names its own place in its scripts, so it is made where it stays, and removed where that fails. */
export async function installMiniStack(say: (line: string) => void): Promise<void> {
  if (existsSync(join(home, 'bin/ministack'))) return;
  say(`installing MiniStack ${VERSION} from PyPI into ${home} …`);
  const python = await findPython();
  const signal = AbortSignal.timeout(INSTALL_MS);
  await rm(home, { recursive: true, force: true });
  try {
    await run(python, ['-m', 'venv', '--without-pip', home], { signal });
    const [command, ...pip] = await pipFor(python, signal);
    const bounds = ['--disable-pip-version-check', '--no-input', '--retries', '1', '--timeout', '15'];
    const wanted = ['--quiet', '--no-compile', `ministack==${VERSION}`];
    await run(command, [...pip, 'install', ...bounds, ...wanted], { signal });
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** Python's own from outside, where there is one: one inside takes as long to install as MiniStack. */
async function pipFor(python: string, signal: AbortSignal): Promise<readonly [command: string, ...args: string[]]> {
  const inside = join(home, 'bin/python');
  const outside = ['-m', 'pip', '--python', inside];
  if (await run(python, [...outside, '--version'], { signal }).catch(() => undefined)) return [python, ...outside];
  await run(inside, ['-m', 'ensurepip'], { signal });
  return [inside, '-m', 'pip'];
}

export async function findPython(): Promise<string> {
  for (const name of PYTHONS) {
    const version = await run(name, ['-c', 'import sys, venv; print(sys.version_info >= (3, 10))']).catch(() => '');
    if (version.trim() === 'True') return name;
  }
  throw new Error(`MiniStack needs Python 3.10 or newer with venv; none of ${PYTHONS.join(', ')} is.`);
}

/** Each function inherits it whole, so it is bare. `node` has to be this very Node: MiniStack takes the first of the PATH. */
const environment = (folder: string, port: number): Record<string, string> => ({
  ...bareEnvironment(),
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
  // What programs keep for themselves goes with the folder.
  HOME: folder,
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  TMPDIR: folder,
  S3_DATA_DIR: join(folder, 's3'),
  STATE_DIR: join(folder, 'state'),
});

async function ready(endpoint: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${endpoint}/_localstack/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`MiniStack did not start:\n${(await readFile(log, 'utf8')).slice(-2_000)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
