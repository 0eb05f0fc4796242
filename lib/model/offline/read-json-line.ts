/** Reads the first line of a message as JSON. Throws nothing. */

/** A tool result is one line of JSON, and what follows it (a note, a page) is not. */
export function readJsonLine(text: string): unknown {
  try {
    return JSON.parse(text.split('\n', 1)[0] ?? '');
  } catch {
    return undefined;
  }
}
