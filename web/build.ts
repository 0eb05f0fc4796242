/** Builds the console into one flat folder: index.html, icon.svg, main.js, main.css. Serves nothing. */

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';

export interface BuildConsoleOptions {
  /** Builds again whenever a source changes, until the build is closed. */
  readonly watch?: boolean;
}

export interface ConsoleBuild {
  close(): Promise<void>;
}

export async function buildConsole(outDir: string, options: BuildConsoleOptions = {}): Promise<ConsoleBuild> {
  const here = import.meta.dirname;
  await mkdir(outDir, { recursive: true });
  for (const name of ['index.html', 'icon.svg']) await copyFile(join(here, name), join(outDir, name));
  const settings: BuildOptions = {
    // Two entries of one name: a script and a style sheet.
    entryPoints: [
      { in: join(here, 'main.tsx'), out: 'main' },
      { in: join(here, 'style.css'), out: 'main' },
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  };
  if (options.watch !== true) {
    await build(settings);
    return { close: () => Promise.resolve() };
  }
  const watched = await context(settings);
  await watched.rebuild();
  await watched.watch();
  return { close: () => watched.dispose() };
}
