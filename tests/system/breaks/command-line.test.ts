/** The command line used wrongly: each wrong flag, no server, a server that is none, a pipe, Ctrl-C. A clear sentence, the right exit code, never a stack. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '../../../lib/api/client.ts';
import { readArguments } from '../../../lib/cli/arguments.ts';
import { openClient } from '../../../lib/cli/open-client.ts';
import { verifyFile } from '../../../lib/cli/run-audit.ts';
import { startSite } from '../../sites/start-site.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-line-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exited: Promise<number | string | null>;
}

const running: Run[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

/** Standard input stays open, and says nothing, unless the test ends it. */
function errand(...args: string[]): Run {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'lib/cli/errand.ts'), ...args], {
    cwd: root,
    env: { ...inherited, ERRAND_DATA: join(folder, 'data'), NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => (out += chunk));
  child.stderr.on('data', chunk => (err += chunk));
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | string | null>(resolve =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  const run = { child, out: () => out, err: () => err, exited };
  running.push(run);
  return run;
}

const STACK = /^\s+at .+:\d+:\d+\)?$/m;

async function ends(run: Run, code: number, says: RegExp): Promise<void> {
  const found = await run.exited;
  expect({ code: found, err: run.err(), out: run.out() }).toMatchObject({ code, err: expect.stringMatching(says) });
  expect(run.err()).not.toMatch(STACK);
  expect(run.out()).not.toMatch(STACK);
}

describe('wrong words', () => {
  test.each([
    { args: [], says: /^Say what you want/ },
    { args: [''], says: /^Say what you want/ },
    { args: ['--nonsense', 'x'], says: /--nonsense/ },
    { args: ['x', '--vision'], says: /--vision/ },
    { args: ['x', '--vision', 'dimly'], says: /--vision is "dimly"; it can be on, off, auto/ },
    { args: ['x', '--yes=perhaps'], says: /--yes/ },
    { args: ['x', '--url', 'http://127.0.0.1:1'], says: /--url and --token go together/ },
    { args: ['x', '--token', 't'], says: /--url and --token go together/ },
    {
      args: ['x', '--url', 'nonsense', '--token', 't'],
      says: /--url is "nonsense"; it can be an http or https address/,
    },
    { args: ['x', '--url', 'ftp://a.b', '--token', 't'], says: /--url is "ftp:\/\/a.b"; it can be/ },
    { args: ['x', '--url', '', '--token', 't'], says: /--url is ""; it can be/ },
    { args: ['x', '--url', 'http://127.0.0.1:1', '--token', 'a\nb'], says: /--token has characters/ },
    { args: ['secrets'], says: /^Say secrets list/ },
    { args: ['secrets', 'list', 'more'], says: /^Say secrets list/ },
    { args: ['secrets', 'show', 'name'], says: /^Say secrets list/ },
    { args: ['secrets', 'remove'], says: /^A name is such as/ },
    { args: ['secrets', 'remove', 'Ä'], says: /^A name is such as/ },
    { args: ['secrets', 'set', 'a', 'b', 'c'], says: /never an argument/ },
    { args: ['secrets', 'set', 'a'], says: /--kind can be/ },
    { args: ['secrets', 'set', 'a', '--kind', 'password'], says: /--site/ },
    { args: ['secrets', 'set', 'a', '--kind', 'password', '--site', 'https://x.y/z'], says: /--site/ },
    { args: ['secrets', 'set', 'a', '--kind', 'password', '--site', 'x.y', '--field', 'q'], says: /--field can be/ },
    { args: ['secrets', 'list', '--url', 'nonsense', '--token', 't'], says: /--url is "nonsense"/ },
    { args: ['audit'], says: /^Say audit TASK/ },
    { args: ['audit', 'nonsense'], says: /^Say audit TASK/ },
    { args: ['audit', 'tsk_a', 'tsk_b'], says: /^Say audit TASK/ },
    { args: ['audit', '--verify'], says: /--verify/ },
    { args: ['audit', '--earlier', 'a'], says: /--earlier goes with --verify/ },
    { args: ['audit', 'tsk_a', '--verify', 'b'], says: /--verify takes one file/ },
  ])('$args are told with what is allowed', ({ args, says }) => {
    expect(readArguments(args)).toMatchObject({ kind: 'wrong', reason: expect.stringMatching(says) });
  });

  /** A program started for each of the above would say no more. */
  test.each([
    { args: ['x', '--vision', 'dimly'], says: /^--vision is "dimly".*\n\nUsage: / },
    { args: ['audit', '--verify', '/no/such/file'], says: /^"\/no\/such\/file" cannot be read: ENOENT/ },
    { args: ['audit', '--verify', '/'], says: /^"\/" cannot be read: EISDIR/ },
  ])('$args end with 2', ({ args, says }) => ends(errand(...args), 2, says));

  test('of a file that is no audit are not a line for each of its lines', async () => {
    const file = join(folder, 'long.jsonl');
    await writeFile(file, 'nonsense\n'.repeat(5_000));
    const { holds, lines } = await verifyFile({ kind: 'verify', file, earlier: undefined });
    expect(holds).toBe(false);
    expect(lines.at(0)).toMatch(/^line 1: /);
    expect(lines.slice(-2)).toEqual([expect.stringMatching(/^and 49\d\d more$/), 'The chain is broken.']);
    expect(lines.length).toBeLessThan(100);
  });
});

const html = '<html><title>Welcome</title></html>';
const servers = {
  'a page': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html),
  'a bad gateway': (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end(html),
  'no type': (_, response) => void response.writeHead(200).end('hello'),
  'half of JSON': (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":'),
  'other JSON': (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  'a JSON text': (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('"yes"'),
  'JSON null': (_, response) => void response.writeHead(201, { 'content-type': 'application/json' }).end('null'),
} satisfies Record<string, RequestListener>;

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    listener(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('another server', () => {
  test.each(Object.entries(servers))('that answers with %s is no Errand', async (_, listener) => {
    const { url, server } = await serve(listener);
    const client = openClient({ url, token: 't' }, () => {});
    const calls = [
      () => client.call('POST /sessions', { body: {} }),
      () => client.call('GET /secrets'),
      () => client.call('GET /tasks/{taskId}/audit', { params: { taskId: 'tsk_x' } }),
      () => client.call('GET /audit/export'),
      () => client.followEvents('task/tsk_x').next(),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'network.unreadable',
        message: expect.stringMatching(/ answered with \d+ and .+ Is the address right/),
      });
    }
    await new Promise(resolve => server.close(resolve));
  });

  test('is told in two lines, with 1', async () => {
    const { url, server } = await serve(servers['a page']);
    const run = errand('--yes', '--json', 'x', '--url', url, '--token', 't');
    await ends(run, 1, /^network\.unreadable: http:.* answered with 200 and text\/html.*\n {2}Name the address.*\n$/);
    expect(run.out()).toBe('');
    await new Promise(resolve => server.close(resolve));
  });

  test('that hears nothing is told as such, with 1', async () => {
    const { url, server } = await serve(() => {});
    await new Promise(resolve => server.close(resolve));
    const run = errand('secrets', 'list', '--url', url, '--token', 't');
    await ends(run, 1, /^network\.unreachable: http:.* cannot be reached\.\n {2}Is it running/);
  });

  test('that ends in the middle of an errand is tried for a while, and then told', async () => {
    const told: string[] = [];
    const { url, server } = await serve(() => {});
    await new Promise(resolve => server.close(resolve));
    const options = { baseUrl: url, token: 't', maxFailures: 3, pause: async () => {} };
    const client = createClient({ ...options, onTrouble: error => told.push(error.code) });
    await expect(client.followEvents('task/tsk_x').next()).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(told).toEqual(['network.unreachable', 'network.unreachable']);
  });

  test('that does not wait as asked is not asked without a pause', async () => {
    let asked = 0;
    const { url, server } = await serve((_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"events":[]}');
    });
    const client = openClient({ url, token: 't' }, () => {});
    const stop = AbortSignal.timeout(1_000);
    await client.followEvents('task/tsk_x', 0, stop).next();
    expect(asked).toBeLessThan(10);
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
});

describe('a running backend', () => {
  let cloud: TestCloud;
  let site: Awaited<ReturnType<typeof startSite>>;
  let at: string[];
  beforeAll(async () => {
    site = await startSite('shop');
    cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: site.host });
    // With the slash that a browser's address bar adds.
    at = ['--url', `${cloud.local.url}/`, '--token', cloud.local.token];
  }, 90_000);
  afterAll(async () => {
    await cloud.close();
    await site.close();
  });

  const tasks = async () => (await cloud.client.call('GET /tasks')).items;

  test('that does not know the token or the task says so', async () => {
    const wrong = errand('--yes', 'x', '--url', cloud.local.url, '--token', 'wrong');
    const unknown = errand('audit', 'tsk_x', ...at);
    await ends(wrong, 2, /^request\.unauthenticated: .+\n {2}\S/);
    await ends(unknown, 2, /^task\.not-found: .*"tsk_x"/);
  }, 90_000);

  test('takes a yes that a pipe said before it was asked', async () => {
    const run = errand(`go to ${site.url} and list the name and price of all products as a table`, ...at);
    run.child.stdin?.end('y\n');
    expect({ code: await run.exited, err: run.err() }).toEqual({ code: 0, err: '' });
    expect(run.out()).toContain('Do it? y/N ');
    expect(run.out()).toContain('Heron Gooseneck Kettle');
  }, 90_000);

  test('takes the end of the input, an empty line and anything else for a no', async () => {
    const before = (await tasks()).length;
    const runs = ['', '\n', 'yess\n'].map(said => {
      const run = errand(`go to ${site.url} and take a screenshot`, ...at);
      run.child.stdin?.end(said);
      return run;
    });
    for (const run of runs) await ends(run, 2, /nothing was run/);
    expect(await tasks()).toHaveLength(before);
  }, 90_000);

  test('is left at a Ctrl-C before the yes with 130, and runs nothing', async () => {
    const before = (await tasks()).length;
    const run = errand(`go to ${site.url} and take a screenshot`, ...at);
    await expect.poll(run.out, { timeout: 60_000 }).toContain('Do it? y/N');
    run.child.kill('SIGINT');
    await ends(run, 130, /Nothing was run/);
    expect(await tasks()).toHaveLength(before);
    const { items } = await cloud.client.call('GET /sessions', { query: { limit: 1 } });
    expect(items[0]?.proposal).toBeUndefined();
  }, 90_000);

  test('has its task cancelled by a Ctrl-C, and the end is still shown', async () => {
    const run = errand('--yes', `go to ${site.url}, wait for "what never comes" and take a screenshot`, ...at);
    await expect.poll(run.out, { timeout: 60_000 }).toMatch(/› wait for/);
    run.child.kill('SIGINT');
    await ends(run, 1, /ending …/);
    expect(run.out()).toMatch(/cancelled/);
    expect((await tasks())[0]?.status).toBe('cancelled');
  }, 90_000);

  test('loses a reader that went away without a stack', async () => {
    const run = errand('--yes', '--json', `go to ${site.url} and take a screenshot`, ...at);
    run.child.stdout?.once('data', () => run.child.stdout?.destroy());
    await ends(run, 1, /^$/);
  }, 90_000);
});
