/** A text as it reads once its escapes are undone, with the way back to where each character stands. Searches nothing. */

export interface View {
  /** In lower case, every white space as a blank. */
  readonly text: string;
  /** Where the character at `index` of the view begins in the source; one more than there are characters. */
  readonly at: (index: number) => number;
}

/**
 * Each on its own, because what is an escape in one is plain text in another: in `?p=Canary` an address has a name and a
 * value, and MIME the byte CA.
 */
const ESCAPES: readonly RegExp[] = [
  /(?:%[0-9a-f]{2})+/gi,
  /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi,
  /\\(?:u[0-9a-f]{4}|["'\\/nrt])/gi,
  /(?:=[0-9a-f]{2}|=\r?\n)+/gi,
  /[\u200b-\u200d\u2060\ufeff\u00ad]+/g,
];
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** An address in HTML in MIME has three layers. */
const LAYERS = 3;
/** Of a larger text two are undone: whole pages, not what a model is told. */
const LARGE_CHARS = 300_000;
const MAX_VIEWS = 32;

interface Layer {
  readonly source: string;
  readonly at: View['at'];
}

/** The text itself, and what it reads as after undoing escapes in any order, as far as there are any. */
export function viewsOf(text: string): readonly View[] {
  const seen = new Set([text]);
  const views: View[] = [{ text: plain(text), at: index => index }];
  const depths = text.length > LARGE_CHARS ? LAYERS - 1 : LAYERS;
  let layers: readonly Layer[] = [{ source: text, at: index => index }];
  for (let depth = 0; depth < depths && layers.length > 0; depth += 1) {
    const next: Layer[] = [];
    for (const { source, at } of layers) {
      for (const escapes of ESCAPES) {
        const undone = undo(source, escapes, readEscape);
        if (undone === undefined || seen.has(undone.text) || views.length >= MAX_VIEWS) continue;
        seen.add(undone.text);
        const layer: Layer = { source: undone.text, at: index => at(undone.at(index)) };
        next.push(layer);
        views.push({ text: plain(undone.text), at: layer.at });
      }
    }
    layers = next;
  }
  return views;
}

/** For base64: line breaks taken out, and the characters that it has for addresses as the ordinary ones. */
export function base64View(text: string): View {
  const undone = undo(text, /=?\r?\n|%2b|%2f|[-_]/gi, token => {
    const char = /^(%2b|-)$/i.test(token) ? '+' : /^(%2f|_)$/i.test(token) ? '/' : '';
    return char === '' ? [] : [{ char, length: token.length }];
  });
  return undone ?? { text, at: index => index };
}

/** Letters and digits alone: names of files and addresses are often made of these. Undefined for what is too large to be told to anyone. */
export function bareView({ text }: View): View | undefined {
  return text.length > LARGE_CHARS ? undefined : undo(text, /[^\p{L}\p{N}]+/gu, () => []);
}

export const bare = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]+/gu, '');

interface Piece {
  readonly char: string;
  /** Of what stood for it. */
  readonly length: number;
}

function undo(text: string, tokens: RegExp, read: (token: string) => readonly Piece[]): View | undefined {
  const found = [...text.matchAll(tokens)];
  if (found.length === 0) return undefined;
  const parts: string[] = [];
  const starts = new Int32Array(text.length + 1);
  let to = 0;
  let from = 0;
  const copy = (end: number): void => {
    parts.push(text.slice(from, end));
    for (; from < end; from += 1, to += 1) starts[to] = from;
  };
  for (const { 0: token, index } of found) {
    copy(index);
    for (const { char, length } of read(token)) {
      parts.push(char);
      for (let unit = 0; unit < char.length; unit += 1, to += 1) starts[to] = from;
      from += length;
    }
    from = index + token.length;
  }
  copy(text.length);
  starts[to] = text.length;
  return { text: parts.join(''), at: index => starts[index] ?? text.length };
}

function readEscape(token: string): readonly Piece[] {
  const { length } = token;
  switch (token[0]) {
    case '%':
    case '=':
      return fromBytes(token);
    case '&': {
      const name = token.slice(1, -1).toLowerCase();
      const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return [{ char: name.startsWith('#') ? charOf(code) : (NAMED[name] ?? ' '), length }];
    }
    case '\\': {
      const kind = token[1] ?? '';
      if (kind === 'u' || kind === 'U') return [{ char: charOf(Number.parseInt(token.slice(2), 16)), length }];
      return [{ char: /[nrt]/i.test(kind) ? ' ' : kind, length }];
    }
    default:
      return [];
  }
}

/** A run of escaped bytes, soft line breaks among them, as UTF-8; a byte that is none stands for itself. */
function fromBytes(run: string): readonly Piece[] {
  const bytes = [...run.matchAll(/[%=]([0-9a-f]{2})(?:=\r?\n)*/gi)];
  const pieces: Piece[] = [];
  for (let index = 0; index < bytes.length; ) {
    const lead = Number.parseInt(bytes[index]?.[1] ?? '', 16);
    const count = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const taken = bytes.slice(index, index + count);
    const raw = Uint8Array.from(taken, match => Number.parseInt(match[1] ?? '', 16));
    const decoded = new TextDecoder().decode(raw);
    const isOne = taken.length === count && !decoded.includes('\ufffd');
    const used = isOne ? taken : taken.slice(0, 1);
    const char = isOne ? decoded : String.fromCharCode(lead);
    pieces.push({ char, length: used.reduce((sum, match) => sum + match[0].length, 0) });
    index += used.length;
  }
  return pieces;
}

const charOf = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** One for one, so that places stay. */
export function plain(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text.replace(/./gsu, char => sameLength(char));
  return same.replace(/\s/g, ' ');
}

function sameLength(char: string): string {
  const lower = char.toLowerCase();
  return lower.length === char.length ? lower : char;
}
