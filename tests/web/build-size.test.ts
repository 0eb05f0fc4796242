/** What the console costs a browser before it shows anything, as it is built. */

import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltScript, buildConsole } from '../../web/build.ts';

/** In bytes, compressed with gzip. */
const FIRST_LOAD = 100_000;
const ONE_PAGE = 20_000;
/** What draws a PDF is no page: it is fetched at a click on the preview of one. */
const PDF_RENDERER = 520_000;
const isPdfRenderer = ({ gzipped }: BuiltScript): boolean => gzipped > 200_000;

let folder = '';
let scripts: readonly BuiltScript[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-console-'));
  const built = await buildConsole(folder);
  await built.close();
  scripts = built.scripts;
}, 30_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const sizeOf = (some: readonly BuiltScript[]): number => some.reduce((sum, { gzipped }) => sum + gzipped, 0);

test('the first load is at most 100 kB of script', () => {
  const first = sizeOf(scripts.filter(({ isFirst }) => isFirst));
  expect(first).toBeGreaterThan(10_000);
  expect(first).toBeLessThanOrEqual(FIRST_LOAD);
});

test('no page adds more than 20 kB, and there is one chunk for each at least', () => {
  const later = scripts.filter(script => !script.isFirst && !isPdfRenderer(script));
  expect(later.length).toBeGreaterThanOrEqual(6);
  expect(later.filter(({ gzipped }) => gzipped > ONE_PAGE)).toEqual([]);
});

test('what draws a PDF is one script of its own, at most 520 kB, and never in the first load', () => {
  const renderers = scripts.filter(isPdfRenderer);
  expect(renderers).toHaveLength(1);
  expect(renderers.filter(({ isFirst, gzipped }) => isFirst || gzipped > PDF_RENDERER)).toEqual([]);
});

test('every file has a plain name, as the server of the folder wants it', () => {
  expect(scripts.filter(({ name }) => !/^[a-z0-9][\w-]*(?:\.[\w-]+)*$/i.test(name))).toEqual([]);
});

test('chunks of older builds go after a day, and not before: a page that is open may ask for them', async () => {
  const [old, young] = ['chunk-OLDOLDOL.js', 'chunk-YOUNGYOU.js'];
  for (const name of [old, young]) await writeFile(join(folder, name), '');
  const dayBefore = (Date.now() - 25 * 3_600_000) / 1_000;
  await utimes(join(folder, old), dayBefore, dayBefore);
  await (await buildConsole(folder)).close();
  const left = await readdir(folder);
  expect(left).toContain(young);
  expect(left).not.toContain(old);
  for (const { name } of scripts) expect(left).toContain(name);
}, 30_000);
