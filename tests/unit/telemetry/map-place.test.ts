/** Places in a bundle, told as lines of the sources: with a bundle made as the functions are. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapPlace } from '../../../lib/telemetry/map-place.ts';
import { bundleSettings } from '../../../scripts/bundle-functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-places-'));
/** The innermost frame, as Node gives it: `file:///…/index.mjs:1:23`. */
let place = '';

beforeAll(async () => {
  const source = join(folder, 'source.ts');
  writeFileSync(source, "/** Throws. */\n\nexport function fail(): never {\n  throw new Error('here');\n}\n");
  const entryPoints = [{ in: source, out: 'index' }];
  await build({ ...bundleSettings, entryPoints, outdir: folder, minify: true });
  // In a Node of its own: the tests' changes what a stack says.
  const entry = pathToFileURL(join(folder, 'index.mjs')).href;
  const script = `import(${JSON.stringify(entry)}).then(({ fail }) => fail()).catch(({ stack }) => console.log(stack));`;
  const stack = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: {} });
  place = /(file:\S+?:\d+:\d+)/.exec(stack)?.[1] ?? '';
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a place in the bundle is a line of its source', () => {
  expect(place).toMatch(/index\.mjs:\d+:\d+$/);
  expect(mapPlace(place, folder)).toMatch(/^source\.ts:4:\d+$/);
});

test('a place elsewhere stays as it is, whatever lies there', () => {
  expect(mapPlace(place, join(folder, 'other'))).toBe(place);
  expect(mapPlace(place)).toBe(place);
});

test('a file without a map, or with a broken one, stays as it is', () => {
  const other = (name: string): string => `${join(folder, name)}:1:1`;
  writeFileSync(join(folder, 'broken.mjs.map'), '{');
  expect(mapPlace(other('broken.mjs'), folder)).toBe(other('broken.mjs'));
  expect(mapPlace(other('none.mjs'), folder)).toBe(other('none.mjs'));
});
