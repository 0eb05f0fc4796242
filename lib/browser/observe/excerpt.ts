/** The rest of a page: lines that were folded, and lines that show a text. Reads lines that were walked; touches no page. */

import type { Excerpt } from '../../agent/page.ts';
import type { Target } from '../../domain/action.ts';
import { costOf } from './cost.ts';
import { render, type ShownLine } from './fold.ts';

/** What one answer may cost, in tokens. */
const MAX_TOKENS = 2_400;
const MAX_FOUND = 60;

/** Lines from `from` on until the answer is full, at least one. */
export function excerptOf(lines: readonly ShownLine[], from: number, targets: ReadonlyMap<string, Target>): Excerpt {
  const shown: ShownLine[] = [];
  let used = 0;
  for (const line of lines.slice(from)) {
    used += costOf(line.text) + 2;
    if (shown.length > 0 && used > MAX_TOKENS) break;
    shown.push(line);
  }
  const next = from + shown.length;
  const refs = shown.flatMap(({ line }) => line.refs ?? []);
  const known = refs.flatMap(ref => {
    const target = targets.get(ref);
    return target === undefined ? [] : [[ref, target] as const];
  });
  const least = Math.min(...shown.map(({ line }) => line.indent));
  const text = shown
    .map(one => render({ ...one, isNew: false, line: { ...one.line, indent: one.line.indent - least } }))
    .join('\n');
  return {
    ok: true,
    text,
    lines: lines.length,
    ...(next < lines.length ? { next } : {}),
    targets: new Map(known),
  };
}

export interface Matches {
  /** With the headings and containers above them. */
  readonly lines: readonly ShownLine[];
  readonly count: number;
}

/** The lines with a text, each under the headings and containers it stands in. Case, width and spaces aside. */
export function linesWith(lines: readonly ShownLine[], asked: string): Matches {
  let count = 0;
  const wanted = plain(asked);
  const found: ShownLine[] = [];
  const path: ShownLine[] = [];
  let heading: ShownLine | undefined;
  for (const shown of lines) {
    const { line } = shown;
    while (path.length > 0 && (path.at(-1)?.line.indent ?? 0) >= line.indent) path.pop();
    if (line.kind === 'heading') heading = shown;
    const isOption = line.more !== undefined && plain(line.more).includes(wanted);
    if (plain(line.text).includes(wanted) || isOption) {
      for (const above of [...path, ...(heading === undefined || heading === shown ? [] : [heading])])
        if (!found.includes(above)) found.push(above);
      count += 1;
      found.push(isOption ? withOptions(shown, wanted) : shown);
      if (found.length >= MAX_FOUND) break;
    }
    if (line.kind === 'open') path.push(shown);
  }
  return { lines: found, count };
}

/** Of a long list the options that were asked for. */
function withOptions(shown: ShownLine, wanted: string): ShownLine {
  const options = (shown.line.more ?? '').split('\n').filter(option => plain(option).includes(wanted));
  const said = options.slice(0, 10).map(option => JSON.stringify(option));
  return { ...shown, text: `${shown.text}; also options: ${said.join(', ')}` };
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
