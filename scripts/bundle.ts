/** `npm run bundle`: makes all that a deployment uploads, in one folder: the functions, the worker, the console. Uploads nothing. */

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFunctions } from './bundle-functions.ts';
import { bundleWorker } from './bundle-worker.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'node_modules/.cache/errand/bundles' },
    only: { type: 'string', default: '' },
    quiet: { type: 'boolean', default: false },
  },
});
const out = resolve(values.out);
const isWanted = (name: string): boolean => values.only === '' || values.only.split(',').includes(name);

async function functions(): Promise<void> {
  const sizes = await bundleFunctions(out);
  if (values.quiet) return;
  const kb = (bytes: number): string => `${Math.round(bytes / 1_000)} KB`.padStart(9);
  console.log(`${'function'.padEnd(12)} at start    in all`);
  for (const { name, startBytes, totalBytes } of sizes)
    console.log(`${name.padEnd(12)}${kb(startBytes)} ${kb(totalBytes)}`);
}

async function console_(): Promise<void> {
  // Only where it is wanted: the worker's image is built without the console's sources.
  const { buildConsole } = await import('../web/build.ts');
  await buildConsole(join(out, 'console'));
}

if (isWanted('functions')) await functions();
if (isWanted('worker')) await bundleWorker(join(out, 'worker'));
if (isWanted('console')) await console_();
