/** Reads the observation text back into elements: the same text any model gets, nothing else. */

export interface SeenElement {
  readonly ref: string;
  readonly role: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly options: readonly string[];
  readonly placeholder: string | undefined;
  readonly states: string;
  /** In the navigation, header or footer of the page rather than in what it is about. */
  readonly isAround: boolean;
}

export interface SeenPage {
  readonly url: string;
  readonly title: string;
  readonly elements: readonly SeenElement[];
  readonly text: string;
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const ELEMENT = new RegExp(
  `\\[((?:f\\d+)?e\\d+)\\] ([a-z-]+) (${STRING})(?: = (${STRING}))?(?: options: ((?:${STRING}(?:, )?|… \\d+ more)*))?(?: placeholder (${STRING}))?(?: \\(((?:${STRING}|[^()"])*)\\))?`,
  'g',
);
const AROUND = /^(?:navigation|banner|contentinfo|complementary)\b/;

export function readObservation(text: string): SeenPage {
  const elements: SeenElement[] = [];
  const around: number[] = [];
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    while (around.length > 0 && (around.at(-1) ?? 0) >= indent && line.trim() !== '') around.pop();
    if (AROUND.test(line.trim()) && line.trimEnd().endsWith(':')) around.push(indent);
    for (const match of line.matchAll(ELEMENT)) {
      const [, ref = '', role = '', name = '""', value, options, placeholder, states = ''] = match;
      elements.push({
        ref,
        role,
        name: unquote(name),
        value: value === undefined ? undefined : unquote(value),
        options: [...(options ?? '').matchAll(new RegExp(STRING, 'g'))].map(option => unquote(option[0])),
        placeholder: placeholder === undefined ? undefined : unquote(placeholder),
        states,
        isAround: around.length > 0,
      });
    }
  }
  return { url: headOf(text, 'url'), title: headOf(text, 'title'), elements, text };
}

function headOf(text: string, field: string): string {
  const quoted = new RegExp(`^${field} (${STRING})`, 'm').exec(text)?.[1];
  return quoted === undefined ? '' : unquote(quoted);
}

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

const PAGE = /BEGIN PAGE (\S+)\n([\s\S]*?)\nEND PAGE \1/;

/** The text between the marks of a page block, or undefined. */
export function pageIn(message: string): string | undefined {
  return PAGE.exec(message)?.[2];
}
