/** A disk that is full or read-only, files that are folders, a bucket's folder that is gone: said in words with a code, and it goes on where it can. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSite } from '../../sites/start-site.ts';
import { doErrand, startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
let children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-disk-'));
});
afterEach(async () => {
  const ended = children.map(
    child => new Promise(resolve => (child.exitCode === null ? child.on('close', resolve) : resolve(0))),
  );
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
  children = [];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

/** `npm start` on this data folder; `within`: a program that starts it. */
function start(dataDir: string, within: readonly string[] = []): Run {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...inherited } = process.env;
  const [program = '', ...args] = [...within, process.execPath, join(root, 'lib/local/start.ts')];
  const child = spawn(program, args, {
    cwd: root,
    env: { ...inherited, ERRAND_DATA: dataDir, ERRAND_PORT: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', chunk => (output += chunk));
  child.stderr?.on('data', chunk => (output += chunk));
  return { child, output: () => output, exited: new Promise(resolve => child.on('close', resolve)) };
}

const STACK = /^\s+at .+:\d+:\d+\)?$/m;

describe('a data folder', () => {
  test.each([
    { what: 'its version is a folder', lay: (at: string) => mkdir(join(at, 'version')), code: 'local.data-unwritable' },
    { what: 'its lock is a folder', lay: (at: string) => mkdir(join(at, 'lock')), code: 'local.data-unwritable' },
    {
      what: 'its identity is a folder',
      lay: (at: string) => mkdir(join(at, 'identity.key')),
      code: 'local.data-unwritable',
    },
    {
      what: 'its objects are a file',
      lay: (at: string) => writeFile(join(at, 'objects'), 'x'),
      code: 'local.emulator-failed',
    },
    {
      what: 'its run.json is a folder',
      lay: (at: string) => mkdir(join(at, 'run.json')),
      code: 'local.data-unwritable',
    },
    {
      what: 'its table is a folder',
      lay: (at: string) => mkdir(join(at, 'table.sqlite')),
      code: 'local.emulator-failed',
    },
    {
      what: 'its table is junk',
      lay: (at: string) => writeFile(join(at, 'table.sqlite'), 'junk'.repeat(500)),
      code: 'local.emulator-failed',
    },
    {
      what: 'its version is of another time',
      lay: (at: string) => writeFile(join(at, 'version'), '\0'),
      code: 'local.data-version',
    },
  ])(
    'where $what ends with $code and the folder, without a stack',
    async ({ what, lay, code }) => {
      const at = join(folder, what.replaceAll(' ', '-'));
      await mkdir(at);
      await lay(at);
      const run = start(at);
      expect({ code: await run.exited, said: run.output() }).toEqual({
        code: 1,
        said: expect.stringMatching(new RegExp(`${code.replace('.', '\\.')} .*${at}`)),
      });
      expect(run.output()).not.toMatch(STACK);
    },
    60_000,
  );

  test('whose identity was left empty gets a new one', async () => {
    const at = join(folder, 'identity');
    await mkdir(at);
    await writeFile(join(at, 'identity.key'), '');
    const run = start(at);
    await expect.poll(run.output, { timeout: 50_000 }).toContain('Ctrl-C ends it');
  }, 60_000);

  test('whose place in the stream is junk starts anew from the table', async () => {
    const at = join(folder, 'position');
    await mkdir(at);
    await writeFile(join(at, 'stream-position.json'), '{"shardId":5');
    const run = start(at);
    await expect.poll(run.output, { timeout: 50_000 }).toContain('Ctrl-C ends it');
  }, 60_000);
});

/** A file system of our own that is small: only where this machine lets a user make one. */
const SMALL = join(tmpdir(), `errand-small-${process.pid}`);
const within = (size: string, then = ''): string[] => [
  'unshare',
  '-Urm',
  'sh',
  '-c',
  `mount -t tmpfs -o size=${size} tmpfs "${SMALL}" && mkdir "${SMALL}/data" ${then} && exec "$@"`,
  'sh',
];
const canMount = (): boolean => {
  spawnSync('mkdir', ['-p', SMALL]);
  const [program = '', ...args] = [...within('64k'), 'true'];
  return spawnSync(program, args).status === 0;
};
const isSmallThere = canMount();
const reason = 'This machine lets no user mount a tmpfs (unshare -Urm), so no disk can be made full here.';

describe.skipIf(!isSmallThere)(isSmallThere ? 'a file system' : reason, () => {
  afterAll(() => rm(SMALL, { recursive: true, force: true }));

  test('too small for the table is told at the start', async () => {
    const run = start(join(SMALL, 'data'), within('64k'));
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/local\.(emulator-failed|data-unwritable) .*(full|ENOSPC)/);
    expect(run.output()).not.toMatch(STACK);
  }, 60_000);

  test('that is read-only is told at the start', async () => {
    const run = start(join(SMALL, 'data'), within('2m', `&& mount -o remount,ro "${SMALL}"`));
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/local\.data-unwritable .*EROFS/);
    expect(run.output()).not.toMatch(STACK);
  }, 60_000);

  test('that fills up refuses what it cannot keep as 503, answers what it can, and goes on when there is room', async () => {
    const run = start(join(SMALL, 'data'), within('4m'));
    await expect.poll(run.output, { timeout: 50_000 }).toContain('Ctrl-C ends it');
    // The small file system as that process sees it.
    const inside = `/proc/${run.child.pid}/root${SMALL}`;
    const { url, token } = JSON.parse(await readFile(join(inside, 'data/run.json'), 'utf8'));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const make = () =>
      fetch(`${url}/sessions`, { method: 'POST', headers, body: JSON.stringify({ title: 'x'.repeat(100) }) });
    expect((await make()).status).toBe(201);
    await writeFile(join(inside, 'fill'), Buffer.alloc(5_000_000)).catch(() => undefined);
    // What is left in half-used pages takes a few.
    let refused: Response | undefined;
    for (let tries = 0; tries < 200 && refused === undefined; tries += 1) {
      const answer = await make();
      if (answer.status !== 201) refused = answer;
    }
    expect(refused?.status).toBe(503);
    expect(await refused?.json()).toMatchObject({ code: 'store.unavailable', hint: expect.any(String) });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await rm(join(inside, 'fill'));
    await expect.poll(async () => (await make()).status, { timeout: 20_000 }).toBe(201);
  }, 90_000);
});

describe('a bucket whose folder is gone under a running cloud', () => {
  let cloud: TestCloud;
  afterAll(() => cloud.close());

  test('loses what was in it, and the next errand ends with a word on it', async () => {
    const site = await startSite('shop');
    cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: site.host });
    const { client, local } = cloud;
    const text = `go to ${site.url} and list the name and price of all products as a table`;
    const first = await doErrand(client, text);
    expect(first.result.status).toBe('completed');
    await rm(join(local.dataDir, 'objects'), { recursive: true });
    const { items } = await client.call('GET /tasks/{taskId}/artifacts', { params: { taskId: first.taskId } });
    const [one] = items;
    expect(one).toBeDefined();
    const { url } = await client.call('GET /artifacts/{artifactId}', { params: { artifactId: one?.artifactId ?? '' } });
    // S3 says 404; the emulator says 500 for a file that somebody else removed.
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    const second = await doErrand(client, text);
    expect(['completed', 'failed']).toContain(second.result.status);
    if (second.result.status === 'failed') expect(second.result.code).toMatch(/^[a-z]+\.[a-z-]+$/);
    await site.close();
  }, 120_000);
});
