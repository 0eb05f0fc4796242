/** `npm start` as a person has it: ready, used by the command line, ended by Ctrl-C, started again on the same data. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let dataDir: string;
let started: Started[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'errand-start-'));
});
afterEach(async () => {
  for (const run of started) run.child.kill('SIGKILL');
  started = [];
  await rm(dataDir, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

function runNode(file: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: root,
    env: { ...inherited, ERRAND_DATA: dataDir, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const run = {
    child,
    output: () => output,
    exited: new Promise<number | null>(resolve => child.on('exit', code => resolve(code))),
  };
  started.push(run);
  return run;
}

const start = (env: Record<string, string> = {}): Started =>
  runNode('lib/local/start.ts', [], { ERRAND_PORT: '0', ...env });

async function ready(run: Started): Promise<{ url: string; shop: string }> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (run.output().includes('Ctrl-C ends it')) resolve();
    };
    run.child.stdout?.on('data', look);
    run.child.on('exit', code => reject(new Error(`It ended with ${code}: ${run.output()}`)));
  });
  const find = (pattern: RegExp): string => pattern.exec(run.output())?.[1] ?? '';
  return { url: find(/console\s+(http:\S+)/), shop: find(/demo shop\s+(http:\S+)/) };
}

/** Children of a process, and theirs. */
function descendants(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
  return children.flatMap(child => [child, ...descendants(child)]);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('npm start', () => {
  test('prints the console, the shop, the model and an errand, and ends on Ctrl-C with no process left', async () => {
    const run = start();
    const { url, shop } = await ready(run);
    expect(run.output()).toContain('built-in offline model');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(shop)).status).toBe(200);
    const family = descendants(run.child.pid ?? 0);
    expect(family.length).toBeGreaterThan(1);
    run.child.kill('SIGINT');
    expect(await run.exited).toBe(0);
    // Guards of killed children see their parent's end and follow it within moments.
    await expect.poll(() => family.filter(isAlive), { timeout: 3_000, interval: 50 }).toEqual([]);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
  }, 60_000);

  test('keeps its data across restarts, and its page and token only for its own host', async () => {
    const first = start();
    const one = await ready(first);
    const token = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).token;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const made = await fetch(`${one.url}/sessions`, { method: 'POST', headers, body: '{}' });
    const { session } = (await made.json()) as { session: { sessionId: string } };
    first.child.kill('SIGINT');
    await first.exited;
    const two = await ready(start());
    expect((await fetch(`${two.url}/sessions/${session.sessionId}`, { headers })).status).toBe(200);
    expect((await fetch(`${two.url}/sessions/${session.sessionId}`)).status).toBe(401);
  }, 60_000);

  test('says which port is taken by what', async () => {
    const holder: Server = createServer();
    await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const run = start({ ERRAND_PORT: String(port) });
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(new RegExp(`local\\.port-taken.*Port ${port}.*process ${process.pid}`));
    await new Promise(resolve => holder.close(resolve));
  }, 60_000);

  test('refuses a second user of a data folder, and a folder of another version', async () => {
    const first = start();
    await ready(first);
    const second = start();
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('local.data-in-use');
    first.child.kill('SIGINT');
    await first.exited;
    writeFileSync(join(dataDir, 'version'), '99\n');
    const third = start();
    expect(await third.exited).toBe(1);
    expect(third.output()).toMatch(/local\.data-version.*99/);
  }, 60_000);

  test.each([
    { env: { ERRAND_PORT: 'many' }, says: /config\.invalid.*ERRAND_PORT is "many"/ },
    { env: { ERRAND_DATA: '/dev/null/data' }, says: /local\.data-unwritable/ },
    { env: { OPENAI_BASE_URL: 'not an address' }, says: /config\.invalid.*OPENAI_BASE_URL/ },
  ])(
    'a wrong setting is named: $env',
    async ({ env, says }) => {
      const run = start({ ERRAND_PORT: '0', ...env });
      expect(await run.exited).toBe(1);
      expect(run.output()).toMatch(says);
    },
    60_000,
  );
});

describe('npm run errand', () => {
  test('does the errand of the README with the running backend, says where the files are, and exits 0, 1 or 2', async () => {
    const { shop } = await ready(start());
    const errand = (...args: string[]): Started => runNode('lib/cli/errand.ts', args);

    const done = errand('--yes', `go to ${shop}, search for kettle and list the name and price as a table`);
    expect(await done.exited).toBe(0);
    expect(done.output()).toContain('Heron Gooseneck Kettle');
    expect(done.output()).toMatch(/name-and-price\.csv .*http:/);

    const failed = errand('--yes', '--json', `go to ${shop} and click "No such thing at all"`);
    expect(await failed.exited).toBe(1);
    const lines = failed
      .output()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines.map(line => line.type)).toEqual(expect.arrayContaining(['proposal', 'event', 'result']));
    expect(lines.at(-1).result.summary).toMatch(/No such thing/);

    const refused = errand(`go to ${shop} and take a screenshot`);
    refused.child.stdin?.end('n\n');
    expect(await refused.exited).toBe(2);
    expect(refused.output()).toContain('nothing was run');

    const unread = errand('--yes', 'sing me a song');
    expect(await unread.exited).toBe(2);
    expect(unread.output()).toContain('For example');
  }, 120_000);
});
