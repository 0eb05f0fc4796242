/** Reads the table's expressions (conditions, keys, updates) into trees. A grammar of our own for what lib uses; anything else throws. */

export type Path = readonly string[];
export type Comparator = '=' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly path: Path }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly other: Operand }
  | { readonly kind: 'sum'; readonly left: Operand; readonly right: Operand; readonly sign: 1 | -1 };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly of: Operand; readonly from: Operand; readonly to: Operand }
  | { readonly kind: 'exists'; readonly path: Path; readonly isThere: boolean }
  | { readonly kind: 'begins_with' | 'contains'; readonly path: Path; readonly other: Operand };

export interface Update {
  readonly set: readonly { readonly path: Path; readonly to: Operand }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: string }[];
  readonly delete: readonly { readonly path: Path; readonly value: string }[];
}

/** With the placeholders that occur in it: the table refuses any that is given and not used. */
export interface Read<Tree> {
  readonly tree: Tree;
  readonly placeholders: ReadonlySet<string>;
}

const TOKEN = /\s*([#:]?[A-Za-z_][\w-]*|<=|>=|[(),.=<>+-])/y;
const COMPARATORS: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=']);
const isComparator = (text: string): text is Comparator => COMPARATORS.has(text);

interface Tokens {
  readonly next: () => string;
  readonly peek: () => string;
  /** Takes the token where it is the next; words in any case. */
  readonly takes: (text: string) => boolean;
  readonly need: (text: string) => void;
}

function tokensOf(text: string): Tokens {
  const all: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) throw new SyntaxError(`The table of memory cannot read "${text}".`);
    all.push(found);
  }
  let at = 0;
  const peek = (): string => all[at] ?? '';
  const takes = (wanted: string): boolean => {
    if (peek().toUpperCase() !== wanted.toUpperCase()) return false;
    at += 1;
    return true;
  };
  return {
    peek,
    takes,
    next: () => all[at++] ?? '',
    need(wanted) {
      if (!takes(wanted)) throw new SyntaxError(`The table of memory wants "${wanted}" at "${peek()}" in "${text}".`);
    },
  };
}

function read<Tree>(text: string, parse: (tokens: Tokens) => Tree): Read<Tree> {
  const tokens = tokensOf(text);
  const tree = parse(tokens);
  if (tokens.peek() !== '') throw new SyntaxError(`The table of memory cannot read "${tokens.peek()}" in "${text}".`);
  return { tree, placeholders: new Set(text.match(/[#:][A-Za-z_]\w*/g) ?? []) };
}

function remember<Tree>(parse: (tokens: Tokens) => Tree): (text: string) => Read<Tree> {
  const known = new Map<string, Read<Tree>>();
  return text => {
    const found = known.get(text) ?? read(text, parse);
    known.set(text, found);
    return found;
  };
}

export const readCondition = remember(parseOr);
export const readUpdate = remember(parseUpdate);

function parseOr(tokens: Tokens): Condition {
  const parts = [parseAnd(tokens)];
  while (tokens.takes('OR')) parts.push(parseAnd(tokens));
  return one(parts) ?? { kind: 'or', parts };
}

function parseAnd(tokens: Tokens): Condition {
  const parts = [parseNot(tokens)];
  while (tokens.takes('AND')) parts.push(parseNot(tokens));
  return one(parts) ?? { kind: 'and', parts };
}

const one = <T>(parts: readonly T[]): T | undefined => (parts.length === 1 ? parts[0] : undefined);

function parseNot(tokens: Tokens): Condition {
  if (tokens.takes('NOT')) return { kind: 'not', part: parseNot(tokens) };
  if (tokens.takes('(')) {
    const inner = parseOr(tokens);
    tokens.need(')');
    return inner;
  }
  const name = tokens.peek();
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists': {
      tokens.next();
      return { kind: 'exists', path: inBrackets(tokens, parsePath), isThere: name === 'attribute_exists' };
    }
    case 'begins_with':
    case 'contains': {
      tokens.next();
      return { kind: name, ...inBrackets(tokens, parsePair) };
    }
    default:
      return parseComparison(tokens);
  }
}

function parseComparison(tokens: Tokens): Condition {
  const left = parseOperand(tokens);
  if (tokens.takes('BETWEEN')) {
    const from = parseOperand(tokens);
    tokens.need('AND');
    return { kind: 'between', of: left, from, to: parseOperand(tokens) };
  }
  const by = tokens.next();
  if (!isComparator(by)) throw new SyntaxError(`The table of memory knows no "${by}".`);
  return { kind: 'compare', by, left, right: parseOperand(tokens) };
}

function inBrackets<T>(tokens: Tokens, parse: (tokens: Tokens) => T): T {
  tokens.need('(');
  const inner = parse(tokens);
  tokens.need(')');
  return inner;
}

function parsePair(tokens: Tokens): { readonly path: Path; readonly other: Operand } {
  const path = parsePath(tokens);
  tokens.need(',');
  return { path, other: parseOperand(tokens) };
}

function parsePath(tokens: Tokens): Path {
  const path = [tokens.next()];
  while (tokens.takes('.')) path.push(tokens.next());
  const bad = path.find(name => !/^#?[A-Za-z_]/.test(name));
  if (bad !== undefined) throw new SyntaxError(`"${bad}" is no attribute's name.`);
  return path;
}

function parseOperand(tokens: Tokens): Operand {
  if (tokens.peek().startsWith(':')) return { kind: 'value', name: tokens.next() };
  if (tokens.takes('size')) return { kind: 'size', path: inBrackets(tokens, parsePath) };
  return { kind: 'path', path: parsePath(tokens) };
}

function parseSetOperand(tokens: Tokens): Operand {
  const first = (): Operand =>
    tokens.takes('if_not_exists') ? { kind: 'if_not_exists', ...inBrackets(tokens, parsePair) } : parseOperand(tokens);
  const left = first();
  if (tokens.takes('+')) return { kind: 'sum', left, right: first(), sign: 1 };
  return tokens.takes('-') ? { kind: 'sum', left, right: first(), sign: -1 } : left;
}

function parseUpdate(tokens: Tokens): Update {
  const set: { path: Path; to: Operand }[] = [];
  const remove: Path[] = [];
  const add: { path: Path; value: string }[] = [];
  const from: { path: Path; value: string }[] = [];
  while (tokens.peek() !== '') {
    const clause = tokens.next().toUpperCase();
    do {
      const path = parsePath(tokens);
      if (clause === 'REMOVE') remove.push(path);
      else if (clause === 'ADD') add.push({ path, value: tokens.next() });
      else if (clause === 'DELETE') from.push({ path, value: tokens.next() });
      else if (clause === 'SET') {
        tokens.need('=');
        set.push({ path, to: parseSetOperand(tokens) });
      } else throw new SyntaxError(`The table of memory knows no clause "${clause}".`);
    } while (tokens.takes(','));
  }
  return { set, remove, add, delete: from };
}
