/** Words of a page or a model for whoever reads them in a terminal or a log: without what drives either. Pure. */

/** Control characters but tab and line feed, and what turns the direction of writing or breaks a line unseen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Keeps its lines. */
export const withoutControls = (text: string): string => text.replace(CONTROLS, '');

/** On one line, so that no text can write a line of its own under ours. */
export const onOneLine = (text: string): string =>
  withoutControls(text.replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' '));
