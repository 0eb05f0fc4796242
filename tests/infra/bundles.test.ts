/** The bundles as they are deployed: each loads under Node as it is, and none has grown beyond what was measured. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../../infra/access.ts';
import { type BundleSize, bundleFunctions, functionNames } from '../../scripts/bundle-functions.ts';
import { bundleWorker } from '../../scripts/bundle-worker.ts';

/** KB that a function may load before its first event. docs/deploy.md says what they are made of. */
const WANTED = 480;
/** A twentieth above what was measured, in KB. */
const budgetsAtStart: Readonly<Record<string, number>> = {
  account: 420,
  authorizer: 160,
  consent: 445,
  docs: 430,
  ingress: 445,
  reaper: 415,
  relay: 390,
  secrets: 435,
  sessions: 475,
  socket: 395,
  tasks: 480,
};

const run = promisify(execFile);
const out = mkdtempSync(join(tmpdir(), 'errand-bundled-'));
let sizes: readonly BundleSize[] = [];

beforeAll(async () => {
  sizes = await bundleFunctions(out);
  await bundleWorker(join(out, 'worker'));
}, 240_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What a fresh Node with an empty environment says of a bundle's handler. */
async function load(name: string): Promise<string> {
  const entry = pathToFileURL(join(out, name, 'index.mjs')).href;
  const script = `process.stdout.write(typeof (await import(${JSON.stringify(entry)})).handler)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: '/', env: {} });
  return stdout;
}

test('there is a bundle of each function that the stack deploys', async () => {
  expect([...(await functionNames()), 'worker'].toSorted()).toEqual(Object.keys(access).toSorted());
});

test.each(Object.keys(access))('%s loads and exports its handler', async name => {
  expect(await load(name)).toBe('function');
});

test.each(Object.keys(budgetsAtStart))('%s is no larger than it was', name => {
  const size = sizes.find(one => one.name === name);
  expect(size?.startBytes).toBeGreaterThan(0);
  expect(Math.round((size?.startBytes ?? Number.NaN) / 1_000)).toBeLessThanOrEqual(budgetsAtStart[name] ?? 0);
});

test('all of them keep to what is wanted', () => {
  const over = sizes.filter(({ startBytes }) => startBytes > WANTED * 1_000);
  expect(over.map(({ name }) => name)).toEqual([]);
});

test('no start reads the list of public suffixes: it lies beside those bundles that ask it', () => {
  const having = sizes.filter(({ name }) => existsSync(join(out, name, 'site-list.cjs'))).map(({ name }) => name);
  expect(having).toEqual(['ingress', 'sessions', 'tasks']);
  const listed = sizes
    .flatMap(({ name }) => filesOf(join(out, name)))
    .filter(file => /"kawasaki"|kawasaki:/.test(readFileSync(file, 'utf8')));
  expect(listed).toEqual([]);
  expect(readFileSync(join(out, 'tasks/site-list.cjs'), 'utf8')).toContain('kawasaki');
});

test('credentials come by the environment: no bundle carries the ways that Lambda does not have', () => {
  const carrying = sizes.filter(({ name }) =>
    filesOf(join(out, name)).some(file => readFileSync(file, 'utf8').includes('AssumeRoleWithWebIdentity')),
  );
  expect(carrying).toEqual([]);
});

test('none but the worker carries a browser, and none but those that ask it carries a model', () => {
  const having = (mark: string): string[] =>
    sizes
      .map(({ name }) => name)
      .filter(name => filesOf(join(out, name)).some(file => readFileSync(file, 'utf8').includes(mark)));
  expect(having('--headless')).toEqual([]);
  expect(having('chat/completions')).toEqual(['ingress', 'sessions']);
});

test('the client of the model is loaded where it is first asked, not at the start', () => {
  const { startBytes = 0, totalBytes = 0 } = sizes.find(({ name }) => name === 'sessions') ?? {};
  expect(totalBytes - startBytes).toBeGreaterThan(400_000);
});

test("every bundle has its source maps, without the sources' text", () => {
  for (const { name } of sizes) {
    const map: unknown = JSON.parse(readFileSync(join(out, name, 'index.mjs.map'), 'utf8'));
    expect(map, name).not.toHaveProperty('sourcesContent');
  }
});

test("the worker's folder has its bundle, the PDF reader beside it, and of Chromium's package what is unpacked", () => {
  const worker = join(out, 'worker');
  expect(
    readdirSync(worker)
      .filter(name => !name.endsWith('.map'))
      .toSorted(),
  ).toEqual(['chunks', 'index.mjs', 'node_modules', 'pdf-thread.mjs']);
  expect(readdirSync(join(worker, 'node_modules'))).toEqual(['@sparticuz']);
  const bin = join(worker, 'node_modules/@sparticuz/chromium/bin');
  expect(readdirSync(bin).toSorted()).toEqual(['al2023.tar.br', 'chromium.br', 'fonts.tar.br']);
  const started = filesOf(worker).flatMap(file => [
    ...readFileSync(file, 'utf8').matchAll(/["'](\.\.\/pdf-thread[^"']*)/g),
  ]);
  expect(started.map(([, path = '']) => existsSync(join(worker, 'chunks', path)))).toEqual([true]);
});

/** Modules, without packages. */
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.mjs') && !file.startsWith('node_modules'))
    .map(file => join(folder, file));
