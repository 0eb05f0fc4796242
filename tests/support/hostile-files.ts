/** A file of every kind that a run may keep, each with hostile words in it or hostile through and through. */

import { hostile, hostileHtml, hostileSvg } from './hostile.ts';
import type { LaidFile } from './lay-hostile.ts';
import { pixel } from './pixel.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** `canary` is an address that nobody may ask. The first is the one picture that is one. */
export function hostileFiles(canary: string): readonly LaidFile[] {
  const words = (label: string): string => hostile(canary, label);
  return [
    { kind: 'screenshot', mediaType: 'image/png', bytes: pixel },
    {
      kind: 'data-csv',
      mediaType: 'text/csv',
      bytes: text(`name,price\r\n"${words('cell').replaceAll('"', '""')}",1\r\n`),
    },
    {
      kind: 'data-json',
      mediaType: 'application/json',
      bytes: text(JSON.stringify([{ [words('key')]: words('json') }])),
    },
    { kind: 'trace', mediaType: 'application/json', bytes: text(JSON.stringify({ trace: words('trace') })) },
    { kind: 'page-html', mediaType: 'text/html', bytes: text(hostileHtml(canary)) },
    { kind: 'download', mediaType: 'image/svg+xml', bytes: text(hostileSvg(canary)) },
    { kind: 'download', mediaType: 'text/plain', bytes: text(`# ${words('markdown')}`) },
    { kind: 'download', mediaType: 'text/markdown', bytes: text(`# ${words('markdown')}`) },
    { kind: 'download', mediaType: 'image/png', bytes: text(hostileHtml(canary)) },
    { kind: 'download', mediaType: 'text/html', bytes: text(hostileHtml(canary)) },
  ];
}
