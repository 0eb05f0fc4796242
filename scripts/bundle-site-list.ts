/** Puts the list of public suffixes (100 KB) into a file of its own beside a function's bundle, read when the first site is asked for. Changes no answer. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const FILE = 'site-list.cjs';

/** Sites are told apart in the middle of pure code, so the list cannot be awaited: CommonJS comes at once. */
export const lateSiteList: Plugin = {
  name: 'late-site-list',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^tldts$/ }, ({ path }) => ({ path, namespace: 'late' }));
    onLoad({ filter: /./, namespace: 'late' }, () => ({ contents: stub, loader: 'js' }));
  },
};

const stub = `
let list;
const open = () => globalThis.process.getBuiltinModule('node:module').createRequire(import.meta.url)('./${FILE}');
export const parse = (...given) => (list ??= open()).parse(...given);
`;

export const needsSiteList = (metafile: Metafile | undefined): boolean =>
  Object.values(metafile?.outputs ?? {}).some(({ inputs }) => 'late:tldts' in inputs);

/** All files of a function lie in one folder: the stub may be in any of them. Answers how many bytes it has. */
export async function writeSiteList(root: string, outdir: string): Promise<number> {
  const outfile = join(outdir, FILE);
  await build({
    stdin: { contents: "export { parse } from 'tldts';", resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return (await stat(outfile)).size;
}
