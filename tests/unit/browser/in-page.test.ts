/** What is installed in a page: the functions of a folder, which know each other by name alone. */

import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { installScript } from '../../../lib/browser/in-page/in-page.ts';

const folder = new URL('../../../lib/browser/in-page/', import.meta.url);

test('each name is there once, is a function, and is installed', async () => {
  const files = (await readdir(folder)).filter(
    file => file.endsWith('.ts') && !/^(?:in-page|errand\.d)\.ts$/.test(file),
  );
  const modules: Record<string, unknown>[] = await Promise.all(files.map(file => import(new URL(file, folder).href)));
  const exported = modules.flatMap(module => Object.entries(module));
  expect(exported.length).toBeGreaterThan(100);
  expect(exported.filter(([, value]) => typeof value !== 'function')).toEqual([]);
  const names = exported.map(([name]) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(
    names.filter(name => !installScript.includes(`\n${name}: `) && !installScript.includes(`    ${name}: `)),
  ).toEqual([]);
});
