/** From a place on the picture, in the console's pixels, to the place on the page, in the page's. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The part of the box that the picture fills: as large as fits, in the middle across and at the top. */
export function pictureBox(box: Box, page: Size): Box {
  const scale = Math.min(box.width / page.width, box.height / page.height);
  const width = page.width * scale;
  return { left: box.left + (box.width - width) / 2, top: box.top, width, height: page.height * scale };
}

/** Undefined beside the picture, and where nothing has a size yet. */
export function toPage(at: Point, box: Box, page: Size): Point | undefined {
  const picture = pictureBox(box, page);
  if (!(picture.width > 0 && picture.height > 0)) return undefined;
  const x = ((at.x - picture.left) / picture.width) * page.width;
  const y = ((at.y - picture.top) / picture.height) * page.height;
  if (x < 0 || y < 0 || x >= page.width || y >= page.height) return undefined;
  return { x: rounded(x), y: rounded(y) };
}

/** The nearest place on the page: a button that was pressed on the picture is held and let go of outside it too. */
export function toNearest(at: Point, box: Box, page: Size): Point | undefined {
  const { left, top, width, height } = pictureBox(box, page);
  if (!(width > 0 && height > 0)) return undefined;
  const within = (value: number, from: number, size: number): number =>
    Math.min(Math.max(value, from), from + size * (1 - 1e-6));
  return toPage({ x: within(at.x, left, width), y: within(at.y, top, height) }, box, page);
}

/** A tenth of a CSS pixel says enough, and keeps the request short. */
const rounded = (value: number): number => Math.floor(value * 10) / 10;
