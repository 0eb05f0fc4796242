/** Does without Docker what functions/worker/Dockerfile does: lays out each stage's files in an empty folder, by that file's own lines. Fetches nothing: packages come from node_modules, as the lock file chooses them. */

import { copyFile, cp, link, lstat, mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { isMatch } from './docker-glob.ts';
import { isSentBy } from './docker-ignore.ts';
import { run } from './emulator/run.ts';
import { type Instruction, readDockerfile } from './read-dockerfile.ts';

const root = join(import.meta.dirname, '..');
const DOCKERFILE = 'functions/worker/Dockerfile';
/** As the base image sets it. */
const TASK_ROOT = '/var/task';

export interface LaidOut {
  /** The stage that runs, on this machine; its `/`. */
  readonly image: string;
  /** Of the functions, within. */
  readonly taskRoot: string;
  readonly handler: { readonly file: string; readonly name: string };
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
}

/** Into an empty folder outside the project, or Node would find the project's packages from there. */
export async function layOutImage(folder: string): Promise<LaidOut> {
  if (!relative(root, folder).startsWith('..')) throw new Error(`${folder} lies in the project.`);
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
  const isSent = isSentBy(await readFile(join(root, '.dockerignore'), 'utf8'));
  const stages = new Map<string, string>();
  let stage = { folder: '', workdir: '/' };
  let user: string | undefined;
  let command: readonly string[] = [];
  const env: Record<string, string> = {};
  const inStage = (path: string): string => {
    const known = path.replace(/\$\{LAMBDA_TASK_ROOT\}/, TASK_ROOT);
    if (known.includes('$')) throw new Error(`The check of the image does not know the variable in ${path}.`);
    return join(stage.folder, isAbsolute(known) ? known : join(stage.workdir, known));
  };
  const perform = async (one: Instruction): Promise<void> => {
    switch (one.kind) {
      case 'from':
        stage = { folder: join(folder, one.stage ?? 'image'), workdir: '/' };
        stages.set(one.stage ?? 'image', stage.folder);
        return void (await mkdir(stage.folder, { recursive: true }));
      case 'workdir':
        stage.workdir = one.folder;
        return void (await mkdir(inStage('.'), { recursive: true }));
      case 'copy': {
        const from = one.from === undefined ? undefined : stages.get(one.from);
        if (from === undefined && one.from !== undefined) throw new Error(`There is no stage ${one.from}.`);
        return from === undefined
          ? copySent(one.sources, inStage(one.to), isSent)
          : copyFrom(from, one.sources, inStage(one.to));
      }
      case 'run':
        return runInStage(one.words, inStage('.'), stage.folder);
      case 'env':
        env[one.name] = one.value;
        return;
      case 'user':
        user = one.user;
        return;
      case 'cmd':
        command = one.words;
        return;
      default:
        return one satisfies never;
    }
  };
  for (const one of readDockerfile(await readFile(join(root, DOCKERFILE), 'utf8'))) await perform(one);
  const [module = '', name = ''] = (command[0] ?? '').split('.');
  const taskRoot = join(stage.folder, TASK_ROOT);
  return { image: stage.folder, taskRoot, handler: { file: join(taskRoot, `${module}.mjs`), name }, env, user };
}

/** Of the project, what .dockerignore lets through. A folder's contents go into the target, a file goes in by its name. */
async function copySent(sources: readonly string[], to: string, isSent: (path: string) => boolean): Promise<void> {
  for (const source of sources) {
    const top = source.split('/')[0] ?? '';
    const isFolder = (await lstat(join(root, source)).catch(() => undefined))?.isDirectory() === true;
    const files = (await filesBelow(top)).filter(
      file => isSent(file) && (isFolder ? file.startsWith(`${source}/`) : isMatch(file, source)),
    );
    if (files.length === 0) throw new Error(`COPY ${source}: nothing of it is let through.`);
    for (const file of files)
      await place(file, join(to, isFolder ? relative(source, file) : (file.split('/').at(-1) ?? '')));
  }
}

async function filesBelow(top: string): Promise<readonly string[]> {
  if (!(await lstat(join(root, top))).isDirectory()) return [top];
  const entries = await readdir(join(root, top), { recursive: true, withFileTypes: true });
  return entries.filter(one => one.isFile()).map(one => relative(root, join(one.parentPath, one.name)));
}

async function place(file: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(join(root, file), to);
}

async function copyFrom(stage: string, sources: readonly string[], to: string): Promise<void> {
  for (const source of sources) await cp(join(stage, source), to, { recursive: true });
}

async function runInStage(words: readonly string[], cwd: string, stage: string): Promise<void> {
  const [program, ...args] = words;
  if (program === 'npm' && args[0] === 'ci' && args.includes('--omit=dev')) return installFromHere(cwd);
  if (program !== 'node') throw new Error(`The check of the image cannot run: ${words.join(' ')}`);
  // Absolute paths are the stage's.
  const within = args.map(arg => (isAbsolute(arg) ? join(stage, arg) : arg));
  await run(process.execPath, within, { cwd, env: { PATH: process.env.PATH ?? '' } });
}

/** As `npm ci --omit=dev` would: each package that the lock file has for more than development, if it is for this machine. */
async function installFromHere(to: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(to, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    if (path === '' || dev) continue;
    await linkTree(join(root, path), join(to, path));
  }
}

/** Hard links where that goes. A package's own packages have their own lines in the lock file. */
async function linkTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  if (entries.length > 0) await mkdir(to, { recursive: true });
  for (const one of entries) {
    const [source, target] = [join(from, one.name), join(to, one.name)];
    if (one.isDirectory()) {
      if (one.name !== 'node_modules') await linkTree(source, target);
    } else if (one.isSymbolicLink()) await symlink(await readlink(source), target);
    else await link(source, target).catch(() => copyFile(source, target));
  }
}
