/** `npm run image:check`, its first half: lays the image out, says how large its parts are, and fails over the budget. tests/infra-image runs its handler. */

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutImage } from './lay-out-image.ts';

const MB = 1_000_000;

export interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly budget: number;
}

/** By the first letters of a file's path below the task's root; the last takes the rest. */
const PARTS = [
  { name: 'Chromium', prefix: 'node_modules/@sparticuz/chromium/', budget: 72 * MB },
  { name: 'other packages', prefix: 'node_modules/', budget: 0 },
  { name: 'source maps', prefix: /\.map$/, budget: 8 * MB },
  // Whole names: functions are sent into pages as text. The PDF reader is 2.2 of it, puppeteer some 2.5, the model's client 1.
  { name: 'code', prefix: '', budget: 10 * MB },
] as const;

export async function sizeOfParts(taskRoot: string): Promise<readonly Part[]> {
  const bytes = new Map<string, number>(PARTS.map(({ name }) => [name, 0]));
  for (const entry of await readdir(taskRoot, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(taskRoot.length + 1);
    const part = PARTS.find(({ prefix }) =>
      typeof prefix === 'string' ? inside.startsWith(prefix) : prefix.test(inside),
    );
    if (part !== undefined) bytes.set(part.name, (bytes.get(part.name) ?? 0) + (await stat(path)).size);
  }
  return PARTS.map(({ name, budget }) => ({ name, bytes: bytes.get(name) ?? 0, budget }));
}

async function check(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'errand-image-'));
  try {
    const { taskRoot, user } = await layOutImage(folder);
    const parts = await sizeOfParts(taskRoot);
    const mb = (bytes: number): string => `${(bytes / MB).toFixed(1)} MB`.padStart(9);
    console.log(`${'part'.padEnd(15)}      size    budget`);
    for (const { name, bytes, budget } of parts)
      console.log(`${name.padEnd(15)} ${mb(bytes)} ${mb(budget)}${bytes > budget ? '  OVER' : ''}`);
    console.log(`${'in all'.padEnd(15)} ${mb(parts.reduce((sum, { bytes }) => sum + bytes, 0))}`);
    if (parts.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
    if (user === undefined || /^(?:root|0)(?::|$)/.test(user)) throw new Error('The image runs as root.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await check();
