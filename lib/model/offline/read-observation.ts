/** Reads the observation text back into elements and lines: the same text any model gets, nothing else. */

import { readHead, type SeenDialog, type SeenTab } from './read-head.ts';

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
  /** The names of what it lies in, outermost first: `Delivery`. */
  readonly within: readonly string[];
  /** Index into the page's lines. */
  readonly line: number;
}

export interface SeenLine {
  readonly kind: 'heading' | 'text' | 'header' | 'row' | 'element' | 'container';
  /** The page's words in it, joined. */
  readonly text: string;
  /** Of a table's header or row. */
  readonly cells: readonly string[];
  /** Of what it lies in, the role that says how it speaks: an `alert`, a `status`. */
  readonly voice?: 'alert' | 'status';
  readonly isAround?: boolean;
}

export interface SeenPage {
  readonly url: string;
  readonly title: string;
  readonly elements: readonly SeenElement[];
  readonly lines: readonly SeenLine[];
  /** Something was left out of the text; `find` and `extract` see it all the same. */
  readonly isFolded: boolean;
  readonly tabs: readonly SeenTab[];
  /** Waits for an answer; then nothing else of the page is shown. */
  readonly dialog: SeenDialog | undefined;
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const STRINGS = new RegExp(STRING, 'g');
/** A string that belongs to no element is passed over whole, so that nothing in it can begin one. */
const ELEMENT = new RegExp(
  `${STRING}|\\[((?:f\\d+)?e\\d+)\\] ([a-z-]+) (${STRING})(?: = (${STRING}))?(?: options: ((?:${STRING}(?:, )?|… \\d+ more)*))?(?:; also options: ((?:${STRING}(?:, )?)*))?(?: placeholder (${STRING}))?(?: \\(((?:${STRING}|[^()"])*)\\))?`,
  'g',
);
const AROUND = /^(?:navigation|banner|contentinfo|complementary)\b/;
const BOX = /^(?:dialog|alertdialog|region|alert|status|complementary|form)\b/;
const HEAD = /^(?:url|title|tabs:|scroll:|notice:|dialog [a-z]+ "|…)/;
/** What came since the last look. */
const NEW = /^\+ /;

interface Open {
  readonly indent: number;
  readonly role: string;
  readonly name: string;
}

export function readObservation(text: string): SeenPage {
  const elements: SeenElement[] = [];
  const lines: SeenLine[] = [];
  const open: Open[] = [];
  const seen = new Set<string>();
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(NEW, '');
    if (line === '' || HEAD.test(line)) continue;
    const indent = raw.length - raw.trimStart().length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const isAround = open.some(({ role }) => AROUND.test(role));
    if (isOpening(line)) open.push({ indent, role: line.replace(/^\[\S+\] /, ''), name: stringsIn(line)[0] ?? '' });
    for (const match of line.matchAll(ELEMENT)) {
      if (match[1] === undefined || seen.has(match[1])) continue;
      seen.add(match[1]);
      elements.push({
        ...elementOf(match),
        isAround,
        isInBox: open.some(({ role }) => BOX.test(role)),
        within: open.map(({ name }) => name).filter(name => name !== ''),
        line: lines.length,
      });
    }
    const voice = voiceOf(open);
    lines.push({ ...lineOf(line), ...(voice === undefined ? {} : { voice }), ...(isAround ? { isAround } : {}) });
  }
  const isFolded = /^\s*… .*\bfolded\b/m.test(text);
  return { ...readHead(text), elements, lines, isFolded };
}

const isOpening = (line: string): boolean => line.endsWith(':') && !/^(?:"|row|header)/.test(line);

function voiceOf(open: readonly Open[]): SeenLine['voice'] {
  if (open.some(({ role }) => /^alert(?!dialog)\b/.test(role))) return 'alert';
  return open.some(({ role }) => /^status\b/.test(role)) ? 'status' : undefined;
}

function elementOf(
  match: RegExpMatchArray,
): Pick<SeenElement, 'ref' | 'role' | 'name' | 'value' | 'options' | 'placeholder' | 'states'> {
  const [, ref = '', role = '', name = '""', value, options = '', more = '', placeholder, states = ''] = match;
  return {
    ref,
    role,
    name: unquote(name),
    value: value === undefined ? undefined : unquote(value),
    options: [...stringsIn(options), ...stringsIn(more)],
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
const OPTIONS = new RegExp(`(${STRING})|(?: |; also )options: (?:${STRING}(?:, )?|… \\d+ more)*`, 'g');
const withoutOptions = (line: string): string =>
  line.replace(OPTIONS, (_, kept?: string) => kept ?? '').replace(/ \((?:"(?:[^"\\]|\\.)*"|[^()"])*\)$/, '');

const stringsIn = (text: string): string[] => [...text.matchAll(STRINGS)].map(match => unquote(match[0]));

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

const PAGE = /BEGIN PAGE (\S+)\n([\s\S]*?)\nEND PAGE \1/;
const EXCERPT = /BEGIN EXCERPT (\S+)\n([\s\S]*?)\nEND EXCERPT \1/;

/** The text between the marks of a page block, or undefined. */
export function pageIn(message: string): string | undefined {
  return PAGE.exec(message)?.[2];
}

/** What `find` or `expand` answered, or undefined. Lines as in an observation, so only of those two. */
export function excerptIn(message: string): string | undefined {
  return EXCERPT.exec(message.replace(PAGE, ''))?.[2];
}
