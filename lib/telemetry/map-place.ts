/** Finds which line of ours a place in a bundle stands for, by the map beside the bundle. Reads one only once an error comes from it:
 * Node's own `--enable-source-maps` reads and parses all of them at each start, a seventh of it. */

import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLACE = /^(file:\/\/\S+\.mjs|\/\S+\.mjs):(\d+):(\d+)$/;

const maps = new Map<string, SourceMap | undefined>();

/** `file:///var/task/index.mjs:5:10160` as `../lib/api/reply.ts:35:13`; what is no bundle of ours stays as it is. */
export function mapPlace(place: string, folder = bundleFolder()): string {
  const [, from = '', line, column] = PLACE.exec(place) ?? [];
  const file = from.startsWith('file:') ? fileURLToPath(from) : from;
  if (!file.startsWith(`${folder}/`)) return place;
  const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
  if (origin === undefined || !('fileName' in origin)) return place;
  return `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`;
}

/** The worker's chunks lie in a folder of the bundle's. A place comes from a text, so it names no file elsewhere. */
function bundleFolder(): string {
  const { dirname: here } = import.meta;
  return basename(here) === 'chunks' ? dirname(here) : here;
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

/** Undefined where there is none, or it cannot be read: the place then stays as Node gave it. */
function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
