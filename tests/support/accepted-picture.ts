/** Holds a picture that is taken now against the one that was accepted, or accepts it where one asks for that. */

import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparePictures } from './compare-picture.ts';
import { shrinkPng } from './small-png.ts';

export const acceptedFolder = join(import.meta.dirname, '../system/accepted');
export const isAccepting = process.env.ERRAND_ACCEPT_PICTURES === '1';

type Take = () => Promise<Buffer>;
/** A page may still be settling; one that looks as it should is done at once. */
const SETTLES_MS = 6_000;

/** Gives why it is another picture, with where both and their difference are to be seen; nothing where it is as it was. */
export async function compareWithAccepted(name: string, take: Take): Promise<string | undefined> {
  const file = join(acceptedFolder, `${name}.png`);
  const accepted = await readFile(file).catch(() => undefined);
  if (isAccepting) {
    await accept(file, accepted, take);
    return undefined;
  }
  if (accepted === undefined)
    return `No picture ${name} was accepted yet. ERRAND_ACCEPT_PICTURES=1 accepts what is shown.`;
  const until = Date.now() + SETTLES_MS;
  // Never two at once: Chromium sets the size of the page back to what it was when a picture was begun.
  for (;;) {
    const actual = await take();
    const found = comparePictures(actual, accepted);
    if (found.same) return undefined;
    if (Date.now() > until) return tellDifference(name, found, { actual, accepted, diff: found.diff });
  }
}

async function tellDifference(
  name: string,
  { why }: { readonly why: string },
  pictures: Readonly<Record<string, Buffer | undefined>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'errand-looks-'));
  for (const [kind, bytes] of Object.entries(pictures))
    if (bytes !== undefined) await writeFile(join(folder, `${name}.${kind}.png`), bytes);
  return `${name} looks different. ${why} Both, and what differs, are in ${folder}`;
}

/** Only once it is the same twice, and only where it is another than before: a file that need not change does not. */
async function accept(file: string, accepted: Buffer | undefined, take: Take): Promise<void> {
  const until = Date.now() + SETTLES_MS;
  let still = await take();
  for (;;) {
    const now = await take();
    const isSame = now.equals(still);
    still = now;
    if (isSame) break;
    if (Date.now() > until) throw new Error('The page does not stand still.');
  }
  if (accepted !== undefined && comparePictures(still, accepted).same) return;
  await mkdir(acceptedFolder, { recursive: true });
  await writeFile(file, shrinkPng(still));
}
