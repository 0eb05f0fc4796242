/** Reads what lines and list marks say before sentences do: `- Full name: Ann` is a pair, `About you:` heads what follows. */

import { isVerb } from './verbs.ts';

/** A list's mark, so that what follows it is a line of its own. */
const MARK = /^\s*(?:(?:step\s+)?\d+[.):]|[-*•])\s+/iu;
const LISTED_PAIR = /^(?<label>[^\s:?"“][^:?"“\n]{0,78})(?<end>[:?])\s+(?<value>\S.*)$/u;
const MAX_LABEL_WORDS = 6;

export function readLines(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const isListed = MARK.test(line);
      const bare = line.replace(MARK, '').trim();
      const pair = pairIn(bare, isListed);
      if (pair !== undefined) return pair;
      if (headsPairs(bare, lines.slice(index + 1))) return '';
      return withoutHead(bare).replace(/:\s*$/u, '');
    })
    .join('\n');
}

/** As the sentence that says the same; the label is exact, and so is the value. */
function pairIn(line: string, isListed: boolean): string | undefined {
  const { label = '', end, value = '' } = LISTED_PAIR.exec(line)?.groups ?? {};
  if (label === '' || isVerb(label) || /^(?:if|what|which|when|where|who)\b(?!.*\?)/iu.test(label)) return undefined;
  if (!isListed && (end === '?' || isVerb(value) || /[.!?]\s/u.test(value))) return undefined;
  if (!isListed && label.split(/\s+/).length > MAX_LABEL_WORDS) return undefined;
  const name = `"${label}${end === '?' ? '?' : ''}"`;
  return `set ${name} to ${/["“”]/u.test(value) ? value : `"${value.trim()}"`}.`;
}

/** "Fill in the form:", "About you:" right above pairs. */
function headsPairs(line: string, below: readonly string[]): boolean {
  if (!/:\s*$/u.test(line)) return false;
  const next = below.find(other => other.trim() !== '') ?? '';
  const isHead = !isVerb(line) || /^(?:fill|enter|complete|set|use|type)\b/iu.test(line);
  return isHead && pairIn(next.replace(MARK, '').trim(), MARK.test(next)) !== undefined;
}

/** "Your event: type …" */
const HEAD = /^(?:about|your|my|our|the|page|step|part|section|form)\b[^:.,;"“?!]{0,40}:\s+(?=\S)/iu;

const withoutHead = (line: string): string => {
  const rest = line.replace(HEAD, '');
  return isVerb(rest) ? rest : line;
};
