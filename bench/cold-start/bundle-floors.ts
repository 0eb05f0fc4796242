/** Bundles what the functions are measured against: by the very settings of the functions, and once as esbuild does it by itself. */

import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { type BundleSize, bundleAlone } from '../../scripts/bundle-functions.ts';

export const floors = ['bare', 'sdk-alone', 'sdk-as-is'] as const;
export type Floor = (typeof floors)[number];

const entryOf = (name: string): string => join(import.meta.dirname, `${name}.ts`);

export async function bundleFloors(out: string): Promise<readonly BundleSize[]> {
  return [
    await bundleAlone('bare', entryOf('bare'), join(out, 'bare')),
    await bundleAlone('sdk-alone', entryOf('sdk-alone'), join(out, 'sdk-alone')),
    await bundleAsIs(join(out, 'sdk-as-is')),
  ];
}

/** What one gets who says no more than what, for which Node, and where to. */
async function bundleAsIs(outdir: string): Promise<BundleSize> {
  const outfile = join(outdir, 'index.mjs');
  await build({
    entryPoints: [entryOf('sdk-alone')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: 'linked',
    // Without it no CommonJS package in an ESM bundle runs.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  const { size } = await stat(outfile);
  return { name: relative(join(outdir, '..'), outdir), startBytes: size, totalBytes: size };
}
