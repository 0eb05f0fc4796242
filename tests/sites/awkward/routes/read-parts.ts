/** Reads a multipart body into its parts. For small bodies of tests; knows nothing of other transfer encodings. */

export interface Part {
  readonly field: string;
  /** Undefined for a field that is no file. */
  readonly name: string | undefined;
  readonly bytes: Buffer;
}

export function readParts(contentType: string, body: Buffer): readonly Part[] {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const gap = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, gap).toString('utf8');
    parts.push({
      field: /\bname="([^"]*)"/.exec(head)?.[1] ?? '',
      name: /filename="([^"]*)"/.exec(head)?.[1],
      bytes: part.subarray(gap + 4),
    });
    at = next;
  }
  return parts;
}
