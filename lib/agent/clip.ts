/** Cuts texts so that the event that carries them stays under its limit, whatever a page or a model wrote. Changes no meaning. */

const encoder = new TextEncoder();

/** Bytes of a value as JSON in UTF-8: what the limit of an event counts. */
export function jsonBytes(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).byteLength;
}

/** The longest start of a text that takes at most so many bytes as JSON; `…` where something was cut off. */
export function clip(text: string, maxBytes: number): string {
  if (text.length * 6 + 2 <= maxBytes || jsonBytes(text) <= maxBytes) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (jsonBytes(`${text.slice(0, middle)}…`) <= maxBytes) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
