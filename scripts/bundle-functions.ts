/** Bundles each small function into a folder of its own, as it is deployed: ESM with source maps, what is rarely needed in chunks. The worker is not one of them. */

import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { fewAnswers } from './bundle-answers.ts';
import { builtIns } from './bundle-built-ins.ts';
import { fewCredentials } from './bundle-credentials.ts';
import { lateSiteList, needsSiteList, writeSiteList } from './bundle-site-list.ts';

const root = join(import.meta.dirname, '..');

export const bundleSettings: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // esbuild prefers `main` for Node; the SDK's ESM halves are smaller and start sooner.
  mainFields: ['module', 'main'],
  // CommonJS packages inside the bundle call require for what is not in it. Some chunk has a `process` of its own.
  banner: { js: "const require=globalThis.process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

export interface BundleSize {
  readonly name: string;
  /** What is loaded before the first event: the entry and the chunks that it imports statically. */
  readonly startBytes: number;
  /** With the chunks that are imported where they are used. */
  readonly totalBytes: number;
}

/** The files of functions/, without the worker's folder. */
export async function functionNames(): Promise<readonly string[]> {
  const files = await readdir(join(root, 'functions'), { withFileTypes: true });
  return files.filter(file => file.isFile()).map(({ name }) => name.replace(/\.ts$/, ''));
}

/**
 * Twice. As one file each first: that shows which of the parts that are imported where they are used a function can reach at
 * all. esbuild splits off every other function's parts too, and what they need of zod or an SDK would come along.
 */
export async function bundleFunctions(out: string, names?: readonly string[]): Promise<readonly BundleSize[]> {
  const wanted = names ?? (await functionNames());
  const whole = await build({
    ...bundleSettings,
    entryPoints: wanted.map(name => ({ in: entryOf(name), out: name })),
    outdir: out,
    write: false,
    sourcemap: false,
    plugins: [builtIns],
  });
  const reachedBy = new Map<string, ReadonlySet<string>>();
  for (const { entryPoint = '', inputs } of Object.values(whole.metafile?.outputs ?? {}))
    reachedBy.set(entryPoint, new Set(Object.keys(inputs)));
  const sizes: BundleSize[] = [];
  // One after the other: each uses all processors by itself.
  for (const name of wanted) {
    const reached = reachedBy.get(`functions/${name}.ts`) ?? new Set();
    sizes.push(await bundleEntry({ name, entry: entryOf(name), outdir: join(out, name), reached }));
  }
  return sizes;
}

const entryOf = (name: string): string => join(root, 'functions', `${name}.ts`);

/** One that is no function of ours, by the same settings. */
export const bundleAlone = (name: string, entry: string, outdir: string): Promise<BundleSize> =>
  bundleEntry({ name, entry, outdir, reached: new Set() });

interface Entry {
  readonly name: string;
  readonly entry: string;
  readonly outdir: string;
  readonly reached: ReadonlySet<string>;
}

async function bundleEntry({ name, entry, outdir, reached }: Entry): Promise<BundleSize> {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundleSettings,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir,
    minify: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [
      builtIns,
      fewCredentials,
      lateSiteList,
      ...(tellsOfAnswers(reached) ? [] : [fewAnswers]),
      without(reached),
    ],
  });
  const size = sizeOf(name, metafile, relative(root, entry));
  if (!needsSiteList(metafile)) return size;
  return { ...size, totalBytes: size.totalBytes + (await writeSiteList(root, outdir)) };
}

/** It writes the document that has them. */
const tellsOfAnswers = (reached: ReadonlySet<string>): boolean => reached.has('lib/api/openapi.ts');

/** Empties what only dead code of ours would import. A wrong guess shows: the import then lacks what it is asked for. */
const without = (reached: ReadonlySet<string>): Plugin => ({
  name: 'without-dead-imports',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import' || resolveDir.includes('node_modules')) return undefined;
      const isOwn = path.startsWith('.');
      const place = isOwn ? relative(root, join(resolveDir, path)) : `node_modules/${path}/`;
      const isReached = isOwn ? reached.has(place) : [...reached].some(file => file.startsWith(place));
      return isReached ? undefined : { path: place, namespace: 'dead' };
    });
    onLoad({ filter: /./, namespace: 'dead' }, () => ({ contents: '', loader: 'js' }));
  },
});

function sizeOf(name: string, metafile: Metafile | undefined, entryPoint: string): BundleSize {
  const outputs = Object.entries(metafile?.outputs ?? {}).filter(([file]) => file.endsWith('.mjs'));
  const byFile = new Map(outputs);
  const first = outputs.find(([, output]) => output.entryPoint === entryPoint)?.[0] ?? '';
  const atStart = new Set<string>();
  const visit = (file: string): void => {
    if (atStart.has(file)) return;
    atStart.add(file);
    for (const { path, kind } of byFile.get(file)?.imports ?? []) {
      if (kind === 'import-statement' && byFile.has(path)) visit(path);
    }
  };
  visit(first);
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((bytes, file) => bytes + (byFile.get(file)?.bytes ?? 0), 0);
  return { name, startBytes: sum(atStart), totalBytes: sum(byFile.keys()) };
}
