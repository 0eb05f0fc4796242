/** Lays out the worker's folder as the image and the zip have it: its bundle, the PDF reader's, and Chromium's package as it is on disk. */

import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleSettings } from './bundle-functions.ts';

const root = join(import.meta.dirname, '..');
const CHROMIUM = '@sparticuz/chromium';
/** Of the package only what `lib/browser/chromium-binary.ts` opens: no software GPU. */
const CHROMIUM_FILES = ['package.json', 'LICENSE', 'build', 'bin/chromium.br', 'bin/fonts.tar.br', 'bin/al2023.tar.br'];
const PDF_THREAD = './pdf-thread.ts';

export async function bundleWorker(outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...bundleSettings,
    entryPoints: [
      { in: join(root, 'functions/worker/index.ts'), out: 'index' },
      { in: join(root, 'lib/browser/files/pdf-thread.ts'), out: 'pdf-thread' },
    ],
    outdir,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // Whole, names and all: functions are sent into pages as text, and there they call each other by name.
    minify: false,
    plugins: [pdfThread],
  });
  await copyChromium(join(outdir, 'node_modules', CHROMIUM));
}

/** A thread's file is named by an address, which no bundler follows. All chunks lie one folder below the entries. */
const pdfThread: Plugin = {
  name: 'pdf-thread',
  setup({ onLoad }) {
    onLoad({ filter: /lib\/browser\/files\/read-pdf\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(`'${PDF_THREAD}'`)) throw new Error(`${path} starts no ${PDF_THREAD} any more.`);
      return { contents: source.replace(`'${PDF_THREAD}'`, "'../pdf-thread.mjs'"), loader: 'ts' };
    });
  },
};

async function copyChromium(to: string): Promise<void> {
  const from = dirname(dirname(createRequire(import.meta.url).resolve(CHROMIUM)));
  await mkdir(join(to, 'bin'), { recursive: true });
  await Promise.all(CHROMIUM_FILES.map(file => cp(join(from, file), join(to, file), { recursive: true })));
}
