/** Reads the observation text back into elements and lines: the same text any model gets, nothing else. */

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
  /** In a dialog or another box with a name of its own, where banners are. */
  readonly isInBox: boolean;
  /** Index into the page's lines. */
  readonly line: number;
}

export interface SeenLine {
  readonly kind: 'heading' | 'text' | 'header' | 'row' | 'element' | 'container';
  /** The page's words in it, joined. */
  readonly text: string;
  /** Of a table's header or row. */
  readonly cells: readonly string[];
}

export interface SeenPage {
  readonly url: string;
  readonly title: string;
  readonly elements: readonly SeenElement[];
  readonly lines: readonly SeenLine[];
  /** Something was left out of the text; it comes into it by scrolling there. */
  readonly isFolded: boolean;
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const STRINGS = new RegExp(STRING, 'g');
/** A string that belongs to no element is passed over whole, so that nothing in it can begin one. */
const ELEMENT = new RegExp(
  `${STRING}|\\[((?:f\\d+)?e\\d+)\\] ([a-z-]+) (${STRING})(?: = (${STRING}))?(?: options: ((?:${STRING}(?:, )?|… \\d+ more)*))?(?: placeholder (${STRING}))?(?: \\(((?:${STRING}|[^()"])*)\\))?`,
  'g',
);
const AROUND = /^(?:navigation|banner|contentinfo|complementary)\b/;
const BOX = /^(?:dialog|alertdialog|region|alert|status|complementary|form)\b/;
const HEAD = /^(?:url|title|tabs:|scroll:|notice:|…)/;

export function readObservation(text: string): SeenPage {
  const elements: SeenElement[] = [];
  const lines: SeenLine[] = [];
  const around: { indent: number; isAround: boolean; isBox: boolean }[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || HEAD.test(line)) continue;
    const indent = raw.length - raw.trimStart().length;
    while ((around.at(-1)?.indent ?? -1) >= indent) around.pop();
    if (line.endsWith(':') && !line.startsWith('"'))
      around.push({ indent, isAround: AROUND.test(line), isBox: BOX.test(line) });
    for (const match of line.matchAll(ELEMENT)) {
      if (match[1] === undefined) continue;
      elements.push({
        ...elementOf(match),
        isAround: around.some(container => container.isAround),
        isInBox: around.some(container => container.isBox),
        line: lines.length,
      });
    }
    lines.push(lineOf(line));
  }
  return {
    url: headOf(text, 'url'),
    title: headOf(text, 'title'),
    elements,
    lines,
    isFolded: /^\s*… .*folded$/m.test(text),
  };
}

function elementOf(match: RegExpMatchArray): Omit<SeenElement, 'isAround' | 'isInBox' | 'line'> {
  const [, ref = '', role = '', name = '""', value, options, placeholder, states = ''] = match;
  return {
    ref,
    role,
    name: unquote(name),
    value: value === undefined ? undefined : unquote(value),
    options: stringsIn(options ?? ''),
    placeholder: placeholder === undefined ? undefined : unquote(placeholder),
    states,
  };
}

function lineOf(line: string): SeenLine {
  const row = /^(header|row): (.*)$/.exec(line);
  if (row?.[1] === 'header' || row?.[1] === 'row') {
    const cells = cellsOf(row[2] ?? '').map(cell => stringsIn(withoutOptions(cell)).join(' '));
    return { kind: row[1], text: cells.join(' '), cells };
  }
  const kind = line.startsWith('[')
    ? 'element'
    : line.startsWith('heading ')
      ? 'heading'
      : line.startsWith('"')
        ? 'text'
        : 'container';
  return { kind, text: stringsIn(withoutOptions(line)).join(': '), cells: [] };
}

/** By the bars between the cells; a bar in a quoted string is the page's. */
function cellsOf(row: string): readonly string[] {
  const quoted: string[] = [];
  const marked = row.replace(STRINGS, whole => `\uE000${quoted.push(whole) - 1}\uE000`);
  return marked
    .split(' | ')
    .map(cell => cell.replace(/\uE000(\d+)\uE000/g, (_, index: string) => quoted[Number(index)] ?? ''));
}

/** What could be chosen, and the states at the end; a string that says "options:" is the page's. */
const OPTIONS = new RegExp(`(${STRING})| options: (?:${STRING}(?:, )?|… \\d+ more)*`, 'g');
const withoutOptions = (line: string): string =>
  line.replace(OPTIONS, (_, kept?: string) => kept ?? '').replace(/ \((?:"(?:[^"\\]|\\.)*"|[^()"])*\)$/, '');

const stringsIn = (text: string): string[] => [...text.matchAll(STRINGS)].map(match => unquote(match[0]));

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
