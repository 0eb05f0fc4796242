/** The workers' temp folder is full, or they may open hardly any file: an errand ends and says why, the next one works, and nothing is left behind. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../../lib/api/client.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { openWorkerProcess } from '../../lib/local/worker-process.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { doErrand } from '../support/local-cloud.ts';

const root = join(import.meta.dirname, '../..');
const SMALL = join(tmpdir(), `errand-small-tmp-${process.pid}`);

let folder: string;
let shop: Site;
let children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-full-'));
  shop = await startSite('shop');
});
afterEach(async () => {
  const ended = children.map(
    child =>
      new Promise(resolve =>
        child.exitCode === null && child.signalCode === null ? child.on('close', resolve) : resolve(0),
      ),
  );
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(ended);
  children = [];
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
  await rm(SMALL, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

/** `npm start`, by a shell that first does `then`. */
function start(name: string, within: readonly string[], temp: string): Started {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...inherited } = process.env;
  const [program = '', ...args] = [...within, process.execPath, join(root, 'lib/local/start.ts')];
  const child = spawn(program, args, {
    cwd: root,
    env: {
      ...inherited,
      ERRAND_DATA: join(folder, name),
      ERRAND_PORT: '0',
      ERRAND_WORKERS: '1',
      ERRAND_ALLOW_HOSTS: shop.host,
      NO_COLOR: '1',
      TMPDIR: temp,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', chunk => (output += chunk));
  child.stderr?.on('data', chunk => (output += chunk));
  return { child, output: () => output, exited: new Promise(resolve => child.on('close', resolve)) };
}

async function clientOf(name: string, { output }: Started): Promise<Client> {
  await expect.poll(output, { timeout: 60_000 }).toContain('Ctrl-C ends it');
  const { url, token } = JSON.parse(await readFile(join(folder, name, 'run.json'), 'utf8'));
  return createClient({ baseUrl: url, token });
}

const within = (then: string): string[] => ['sh', '-c', `${then} && exec "$@"`, 'sh'];
const onSmall = (size: string): string[] => [
  'unshare',
  '-Urm',
  ...within(`mount -t tmpfs -o size=${size} tmpfs "${SMALL}"`),
];
const canMount = (): boolean => {
  spawnSync('mkdir', ['-p', SMALL]);
  const [program = '', ...args] = [...onSmall('64k'), 'true'];
  return spawnSync(program, args).status === 0;
};
const isSmallThere = canMount();
const reason = 'This machine lets no user mount a tmpfs (unshare -Urm), so no disk can be made full here.';
const openKettles = (): string => `Go to ${shop.url} and open "Kettles".`;

/** Follows it to its end, with room again once it was put back into the queue. */
async function doInFull(client: Client, fill: string, when: 'before' | 'browser.opened'): Promise<Told> {
  const { session } = await client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const said = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text: openKettles() } });
  const { proposalId = '', digest = '' } = said.proposal ?? {};
  const fillUp = (): Promise<void> => writeFile(fill, Buffer.alloc(60_000_000)).catch(() => undefined);
  if (when === 'before') await fillUp();
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  const causes: string[] = [];
  const types: string[] = [];
  let isFilled = when === 'before';
  for await (const event of client.followEvents(`task/${task.taskId}`)) {
    types.push(event.type);
    // Once: the browser that it is taken up with again finds room.
    if (event.type === when && !isFilled) {
      isFilled = true;
      await fillUp();
    }
    if (event.type === 'task.queued' && event.data.reason === 'retried') {
      causes.push(event.data.cause?.code ?? 'none');
      await rm(fill, { force: true });
    }
    if (event.type !== 'task.finished') continue;
    await rm(fill, { force: true });
    return { result: event.data.result, causes, types };
  }
  throw new Error('It did not end.');
}

interface Told {
  readonly result: TaskResult;
  readonly causes: readonly string[];
  readonly types: readonly string[];
}

describe.skipIf(!isSmallThere)(isSmallThere ? 'a temp folder' : reason, () => {
  test.each([
    ['is full before the browser starts', 'before'],
    ['fills up in mid-errand', 'browser.opened'],
  ] as const)(
    'that %s costs that errand time at most, the next one works, and nothing is left in it',
    async (_how, when) => {
      const started = start(when, onSmall('40m'), SMALL);
      const client = await clientOf(when, started);
      const inside = `/proc/${started.child.pid}/root${SMALL}`;
      const { result, causes, types } = await doInFull(client, join(inside, 'fill'), when);
      expect({ result, causes, types }).toMatchObject({ result: { status: 'completed' } });
      for (const cause of causes) expect(['browser.launch-failed', 'page.crashed']).toContain(cause);
      if (when === 'before') expect(causes).toContain('browser.launch-failed');
      expect(types.filter(type => type === 'task.finished')).toHaveLength(1);
      expect((await doErrand(client, openKettles())).result).toMatchObject({ status: 'completed' });
      await expect.poll(() => readdir(inside), { timeout: 10_000 }).toEqual([]);
    },
    180_000,
  );
});

test('with too few descriptors for the emulators it does not start, and says why without a stack', async () => {
  const started = start('short', within('ulimit -n 24'), tmpdir());
  expect({ code: await started.exited, said: started.output() }).toEqual({
    code: 1,
    said: expect.stringMatching(/local\.(emulator-failed|data-unwritable) .*EMFILE/),
  });
  expect(started.output()).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}, 60_000);

test('a worker that cannot even be started fails its invocation, and the next one is started', async () => {
  const { execPath } = process;
  const said: string[] = [];
  const handler = new URL('../../functions/worker/index.ts', import.meta.url);
  const worker = openWorkerProcess({ handler, env: {}, log: line => said.push(line) });
  try {
    process.execPath = join(folder, 'no-such-program');
    await expect(worker.invoke({}, Date.now() + 1_000)).rejects.toThrow();
    await expect.poll(() => said.join()).toContain('ENOENT');
    process.execPath = execPath;
    worker.warm();
    expect(worker.pid()).toBeGreaterThan(0);
  } finally {
    process.execPath = execPath;
    await worker.close();
  }
});
