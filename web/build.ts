/** Builds the console into one flat folder: index.html, icon.svg, main.js with its chunks, main.css. Serves nothing. */

import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, context, type Metafile } from 'esbuild';

export interface BuildConsoleOptions {
  /** Builds again whenever a source changes, until the build is closed. */
  readonly watch?: boolean;
}

/** One script that was built, in bytes as a browser fetches it. */
export interface BuiltScript {
  readonly name: string;
  readonly gzipped: number;
  /** Fetched before anything is shown. */
  readonly isFirst: boolean;
}

export interface ConsoleBuild {
  readonly scripts: readonly BuiltScript[];
  close(): Promise<void>;
}

export async function buildConsole(outDir: string, options: BuildConsoleOptions = {}): Promise<ConsoleBuild> {
  const here = import.meta.dirname;
  await mkdir(outDir, { recursive: true });
  for (const name of ['index.html', 'icon.svg']) await copyFile(join(here, name), join(outDir, name));
  const settings = {
    // Two entries of one name: a script and a style sheet.
    entryPoints: [
      { in: join(here, 'main.tsx'), out: 'main' },
      { in: join(here, 'style.css'), out: 'main' },
    ],
    outdir: outDir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { ERRAND_VERSION: JSON.stringify(await readVersion()) },
    logLevel: 'warning',
  } as const satisfies BuildOptions;
  if (options.watch !== true) {
    const { metafile } = await build(settings);
    await dropOldChunks(outDir, metafile);
    return { scripts: await measure(outDir, metafile), close: () => Promise.resolve() };
  }
  const watched = await context(settings);
  const { metafile } = await watched.rebuild();
  await watched.watch();
  return { scripts: await measure(outDir, metafile), close: () => watched.dispose() };
}

/** How long a page that was open before this build may still ask for a chunk of its own. */
const KEEP_MS = 24 * 3_600_000;

/** Chunks are named by what is in them, so those of older builds would pile up. */
async function dropOldChunks(outDir: string, { outputs }: Metafile): Promise<void> {
  const current = new Set(Object.keys(outputs).map(path => basename(path)));
  for (const name of await readdir(outDir)) {
    if (!/^chunk-\w+\.js$/.test(name) || current.has(name)) continue;
    const path = join(outDir, name);
    // Another build may have been faster.
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > KEEP_MS) await rm(path, { force: true });
  }
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const version: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'version') : undefined;
  return typeof version === 'string' ? version : '';
}

async function measure(outDir: string, { outputs }: Metafile): Promise<readonly BuiltScript[]> {
  const imports = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output.imports]));
  const first = new Set(['main.js']);
  // A set goes on with what is added to it on the way.
  for (const name of first)
    for (const { path, kind } of imports.get(name) ?? []) if (kind === 'import-statement') first.add(basename(path));
  const names = [...imports.keys()].filter(name => name.endsWith('.js'));
  return Promise.all(
    names.map(async name => ({
      name,
      gzipped: gzipSync(await readFile(join(outDir, name))).byteLength,
      isFirst: first.has(name),
    })),
  );
}
