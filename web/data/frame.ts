/** A picture of the page as it is now, as the socket brings it. Checks its shape; decodes nothing. */

export interface Frame {
  readonly taskId: string;
  readonly at: string;
  readonly url: string;
  readonly title: string;
  /** Of the page's viewport, in CSS px: what a place in the picture is counted in. */
  readonly width: number;
  readonly height: number;
  /** A JPEG in base64. */
  readonly image: string;
}

const words = ['taskId', 'at', 'url', 'title', 'image'] as const;
const sizes = ['width', 'height'] as const;

export function isFrame(value: object): value is Frame {
  const has = (name: string, isRight: (part: unknown) => boolean): boolean => isRight(Reflect.get(value, name));
  return (
    words.every(name => has(name, part => typeof part === 'string')) &&
    sizes.every(name => has(name, part => typeof part === 'number' && part > 0))
  );
}
