/** The folder that a local cloud keeps its data in: one version, one user at a time, one secret. Knows nothing of what is stored. */

import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErrandError } from '../domain/errors.ts';

/** Goes up when older data can no longer be read. */
const DATA_VERSION = 1;

export interface DataFolder {
  readonly path: string;
  /** Signs the local identity's tokens; made once. */
  readonly secret: string;
  /** Wraps the keys of the secrets; made at its first use. */
  readonly secretsKeyFile: string;
  /** For the command line, which goes to the API, and for dead letters to the queue. */
  writeRun(run: { url: string; token: string; queueUrl: string }): void;
  release(): void;
}

/** Of the 64 that are written. HS256 is as strong as its key; a shorter one can be guessed from a token. */
const MIN_SECRET_CHARS = 32;

/** Throws `local.data-unwritable`, `local.data-version` or `local.data-in-use`. */
export function openDataFolder(path: string): DataFolder {
  const lock = join(path, 'lock');
  const run = join(path, 'run.json');
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    holdVersion(path);
    takeLock(lock, path);
    // One that a kill left behind; a folder of this name is told now rather than when all has started.
    rmSync(run, { force: true });
    return {
      path,
      secret: readSecret(join(path, 'identity.key')),
      secretsKeyFile: join(path, 'secrets.key'),
      writeRun: ({ url, token, queueUrl }) =>
        writeFileSync(run, `${JSON.stringify({ url, token, queueUrl, pid: process.pid }, undefined, 2)}\n`, {
          mode: 0o600,
        }),
      release() {
        rmSync(run, { force: true });
        rmSync(lock, { force: true });
      },
    };
  } catch (error) {
    if (error instanceof ErrandError) throw error;
    throw new ErrandError(
      'local.data-unwritable',
      `${path}: ${error instanceof Error ? error.message : String(error)}`,
      {},
      error,
    );
  }
}

function holdVersion(path: string): void {
  const file = join(path, 'version');
  if (!existsSync(file)) {
    writeFileSync(file, `${DATA_VERSION}\n`);
    return;
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found !== String(DATA_VERSION))
    throw new ErrandError(
      'local.data-version',
      `${path} has version ${found || '(empty)'}; this Errand reads version ${DATA_VERSION}.`,
    );
}

/** A lock whose process is gone was left by a kill, and is taken over. */
function takeLock(lock: string, path: string): void {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = Number(readFileSync(lock, 'utf8'));
      if (isRunning(holder))
        throw new ErrandError('local.data-in-use', `${path} is used by process ${holder}.`, { pid: holder });
      rmSync(lock, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readSecret(file: string): string {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  // Left empty by a full disk or a kill. A new one ends the tokens of the old, which were for this machine only.
  if (kept.length >= MIN_SECRET_CHARS) return kept;
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
