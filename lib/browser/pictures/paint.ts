/** Runs in the painter, an empty page of our own: cuts, masks, marks and encodes one picture. Touches no page of a task. */

import type { Box } from './box.ts';
import type { Labelled, labelPlaces } from './label-places.ts';

/** In the painter, where `paint` finds what it needs. */
declare const errandPainter: {
  readonly businessOf: typeof businessOf;
  readonly labelPlaces: typeof labelPlaces;
};

export interface PaintOrder {
  readonly base64: string;
  readonly mediaType: string;
  /** What the image has, in its px. */
  readonly source: { readonly width: number; readonly height: number };
  /** Of the picture that comes out; the source is scaled to it. */
  readonly width: number;
  readonly height: number;
  /** In px of the picture. */
  readonly masks: readonly Box[];
  readonly marks: readonly PaintMark[];
  readonly labelPx: number;
  readonly maxBytes: number;
}

export interface PaintMark extends Labelled {
  readonly colour: string;
}

/** How much is drawn in a box, in px²: the px that differ from their neighbour on the right. */
export function businessOf({ data, width, height }: ImageData): (box: Box) => number {
  return box => {
    const [left, right] = [Math.max(0, box.left), Math.min(width - 1, box.left + box.width)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(height, box.top + box.height)];
    let edges = 0;
    for (let y = top; y < bottom; y += 1)
      for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
        const change =
          Math.abs((data[at] ?? 0) - (data[at + 4] ?? 0)) + Math.abs((data[at + 1] ?? 0) - (data[at + 5] ?? 0));
        if (change > 40) edges += 1;
      }
    return edges;
  };
}

export interface Painted {
  readonly base64: string;
  readonly width: number;
  readonly height: number;
}

/** Sent as text: it knows nothing but the order and `errandPainter`. */
export async function paint(order: PaintOrder): Promise<Painted> {
  const { base64, mediaType, source, width, height, masks, marks, labelPx, maxBytes } = order;
  const image = await (await fetch(`data:${mediaType};base64,${base64}`)).blob();
  const resize = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' } as const;
  const isSame = width === source.width && height === source.height;
  const bitmap = await createImageBitmap(image, isSame ? {} : resize);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: marks.length > 0 });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const box of masks) {
    context.fillStyle = '#3b4252';
    context.fillRect(box.left, box.top, box.width, box.height);
    if (box.width < 56 || box.height < 12) continue;
    context.fillStyle = '#fff';
    context.font = '11px sans-serif';
    context.fillText('hidden', box.left + box.width / 2, box.top + box.height / 2);
  }
  const business = marks.length === 0 ? () => 0 : errandPainter.businessOf(context.getImageData(0, 0, width, height));
  const labels = errandPainter.labelPlaces(marks, { width, height }, business);
  for (const { box, colour } of marks) {
    // A line on the words themselves would make them hard to read.
    const out = box.height < 40 ? 2 : 1;
    const [x, y] = [Math.max(1, Math.round(box.left) - out), Math.max(1, Math.round(box.top) - out)];
    const w = Math.min(width - 1, Math.round(box.left + box.width) + out) - x;
    const h = Math.min(height - 1, Math.round(box.top + box.height) + out) - y;
    context.lineWidth = 3;
    context.strokeStyle = 'rgba(255,255,255,.75)';
    context.strokeRect(x, y, w, h);
    context.lineWidth = 1.5;
    context.strokeStyle = colour;
    context.strokeRect(x, y, w, h);
  }
  context.font = `bold ${labelPx}px sans-serif`;
  for (const [index, { ref, colour }] of marks.entries()) {
    const label = labels[index];
    if (label === undefined) continue;
    context.fillStyle = '#fff';
    context.fillRect(label.left - 1, label.top - 1, label.width + 2, label.height + 2);
    context.fillStyle = colour;
    context.fillRect(label.left, label.top, label.width, label.height);
    context.fillStyle = '#fff';
    context.fillText(ref, label.left + label.width / 2, label.top + label.height / 2 + 1, label.width - 2);
  }
  // Coarser, then smaller, until it fits: encoding a long page takes a good part of a second, so no step is wasted.
  let drawn = canvas;
  let quality = 0.75;
  for (;;) {
    const blob = await drawn.convertToBlob({ type: 'image/jpeg', quality });
    const over = blob.size / maxBytes;
    if (over <= 1 || drawn.width * drawn.height < 10_000) {
      const url = await new Promise<string>((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.onerror = () => reject(new Error('the picture cannot be read'));
        reader.readAsDataURL(blob);
      });
      return { base64: url.slice(url.indexOf(',') + 1), width: drawn.width, height: drawn.height };
    }
    if (quality > 0.35) {
      quality = over > 1.5 || quality < 0.5 ? 0.35 : 0.5;
      continue;
    }
    const by = Math.min(0.9, Math.sqrt(1 / over) * 0.95);
    const size = [Math.ceil(drawn.width * by), Math.ceil(drawn.height * by)] as const;
    const smaller = new OffscreenCanvas(...size);
    const next = smaller.getContext('2d');
    if (next === null) throw new Error('no canvas');
    next.imageSmoothingQuality = 'high';
    next.drawImage(drawn, 0, 0, ...size);
    drawn = smaller;
  }
}
