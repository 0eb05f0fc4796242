/** DynamoDB on this machine: the dynoxide binary from npm as a child process, in memory or on one SQLite file. Makes no tables. */

import { chmodSync, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ErrandError } from '../../domain/errors.ts';
import { type GuardedChild, spawnGuarded } from './guarded-child.ts';
import { ensureStreamIndex } from './stream-index.ts';

const HOST = '127.0.0.1';
const PACKAGE = '@dynoxide/linux-x64';
const START_DEADLINE_MS = 10_000;
/** Between finding a free port and the child's bind another program may take it; then another port is tried. */
const PORT_TRIES = 3;

export interface DynamoOptions {
  /** The folder of the database file; left out, all is in memory and gone after `close`. */
  readonly dataDir?: string | undefined;
}

export interface Dynamo {
  readonly endpoint: string;
  /** Ends the server and waits for it. May be called twice. */
  close(): Promise<void>;
}

/** Starts it and waits until it answers. Throws `local.emulator-failed`. */
export async function startDynamo(options: DynamoOptions = {}): Promise<Dynamo> {
  const binary = findBinary();
  if (options.dataDir === undefined) return serve(binary, []);
  mkdirSync(options.dataDir, { recursive: true });
  const databasePath = join(options.dataDir, 'table.sqlite');
  if (prepare(databasePath) === 'no-database-yet') {
    const first = await serve(binary, ['--db-path', databasePath]);
    await first.close();
    prepare(databasePath);
  }
  return serve(binary, ['--db-path', databasePath]);
}

function prepare(databasePath: string): ReturnType<typeof ensureStreamIndex> {
  try {
    return ensureStreamIndex(databasePath);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ErrandError('local.emulator-failed', `${databasePath} cannot be opened as a table: ${why}.`, {}, error);
  }
}

async function serve(binary: string, args: readonly string[]): Promise<Dynamo> {
  let said = '';
  for (let attempt = 1; attempt <= PORT_TRIES; attempt += 1) {
    const port = await freePort();
    const child = spawnGuarded(binary, ['serve', '--host', HOST, '--port', String(port), ...args]);
    if (await answers(port, child)) return { endpoint: `http://${HOST}:${port}`, close: () => child.stop() };
    await child.stop();
    said = child.said();
  }
  throw new ErrandError('local.emulator-failed', `The DynamoDB emulator did not start: ${said || 'it said nothing'}.`);
}

/** True once it answers; false once it has ended or the deadline has passed. */
async function answers(port: number, child: GuardedChild): Promise<boolean> {
  const deadline = AbortSignal.timeout(START_DEADLINE_MS);
  while (!child.hasEnded() && !deadline.aborted) {
    if ((await ping(port)) && !child.hasEnded()) return true;
    await pause(3);
  }
  return false;
}

function ping(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const request = get({ host: HOST, port, timeout: 1_000, agent: false }, response => {
      response.resume();
      resolve(true);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** npm installs the package on Linux x64 only. */
function findBinary(): string {
  let manifest: string;
  try {
    manifest = import.meta.resolve(`${PACKAGE}/package.json`);
  } catch (error) {
    throw new ErrandError(
      'local.emulator-failed',
      `The package ${PACKAGE} is not installed (this is ${process.platform} ${process.arch}). ` +
        'Set AWS_ENDPOINT_URL_DYNAMODB to a running DynamoDB Local instead.',
      {},
      error,
    );
  }
  const binary = fileURLToPath(new URL('./dynoxide', manifest));
  makeExecutable(binary);
  return binary;
}

/** Some unpackers lose the mode bits. A read-only install that is already right needs nothing. */
function makeExecutable(binary: string): void {
  try {
    chmodSync(binary, 0o755);
  } catch {
    // Not ours to change; if it cannot be run, the start says so.
  }
}
