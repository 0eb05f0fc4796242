/** Brings an observation into its budget: what matters less is folded into a line that says how much it was, never cut off silently. */

import type { Line } from '../in-page/walked.ts';
import { costOf } from './cost.ts';

/** What an observation should cost, in tokens: the rest is folded. */
const SOFT_TOKENS = 2_600;
/** What it may cost where so much can be used in view. */
export const HARD_TOKENS = 5_600;

/** A line as it will be shown. */
export interface ShownLine {
  readonly line: Line;
  /** Without indent. */
  readonly text: string;
  /** Came since the last look. */
  readonly isNew: boolean;
}

export interface Folded {
  readonly text: string;
  /** What each fold hides, by its name: `x1`. */
  readonly folds: ReadonlyMap<string, readonly ShownLine[]>;
}

const MAX_INDENT = 8;
/** A fold costs about as much as the lines it would hide. */
const MIN_FOLD_TOKENS = 14;
const MAX_NAMES = 4;
const MAX_NAMES_CHARS = 90;

export function fold(lines: readonly ShownLine[], spent: number): Folded {
  const costs = lines.map(shown => costOf(shown.text) + indentOf(shown.line) / 4 + 1);
  const kept = choose(lines, costs, spent);
  const folds = new Map<string, readonly ShownLine[]>();
  const out: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const shown = lines[index];
    if (shown === undefined) break;
    if (kept.has(index)) {
      out.push(render(shown));
      index += 1;
      continue;
    }
    const start = index;
    while (index < lines.length && !kept.has(index)) index += 1;
    const hidden = lines.slice(start, index);
    const name = `x${folds.size + 1}`;
    folds.set(name, hidden);
    out.push(foldLine(name, hidden));
  }
  return { text: out.join('\n'), folds };
}

export function render({ line, text, isNew }: ShownLine): string {
  return `${'  '.repeat(indentOf(line))}${isNew ? '+ ' : ''}${text}`;
}

const indentOf = (line: Line): number => Math.min(line.indent, MAX_INDENT);

/**
 * By rank, and within a rank in page order. What can be used in view may go up to the hard limit, everything else only up to
 * the soft one. A fold of one or two short lines is undone.
 */
function choose(lines: readonly ShownLine[], costs: readonly number[], spent: number): ReadonlySet<number> {
  const kept = new Set<number>();
  const rankOf = rankIn(lines);
  let used = spent;
  for (const rank of [0, 1, 2, 3, 4] as const) {
    const limit = rank === 0 ? HARD_TOKENS : SOFT_TOKENS;
    for (const [index, { line }] of lines.entries()) {
      if (rankOf(line) !== rank) continue;
      const cost = costs[index] ?? 0;
      if (used + cost > limit) continue;
      used += cost;
      kept.add(index);
    }
  }
  dropEmptyOpenings(lines, kept);
  for (let index = 0; index < lines.length; ) {
    const start = index;
    let cost = 0;
    while (index < lines.length && !kept.has(index)) {
      cost += costs[index] ?? 0;
      index += 1;
    }
    if (index > start && cost <= MIN_FOLD_TOKENS) for (let at = start; at < index; at += 1) kept.add(at);
    index += 1;
  }
  return kept;
}

/** So many headings or controls below the view are the entries of a list. */
const MANY_HEADINGS = 25;
const MANY_CONTROLS = 60;

/**
 * Of a long list whole entries are shown in page order and the rest is one fold: its headings or links alone, each with a fold of
 * a few words behind it, would cost as much and say less.
 */
function rankIn(lines: readonly ShownLine[]): (line: Line) => Line['rank'] {
  const below = lines.filter(({ line }) => line.rank > 1);
  const isOfHeadings = below.filter(({ line }) => line.kind === 'heading').length > MANY_HEADINGS;
  const isOfControls = below.filter(({ line }) => line.kind === 'control').length > MANY_CONTROLS;
  return ({ rank, kind }) => {
    if (isOfHeadings && rank === 2 && kind === 'heading') return 3;
    return (isOfHeadings || isOfControls) && rank === 4 ? 3 : rank;
  };
}

/** A landmark of which nothing is shown says nothing that its fold would not. */
function dropEmptyOpenings(lines: readonly ShownLine[], kept: Set<number>): void {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const opening = lines[index]?.line;
    if (opening?.kind !== 'open' || opening.frameRef !== undefined || !kept.has(index)) continue;
    let holds = false;
    let next = index + 1;
    for (; next < lines.length && (lines[next]?.line.indent ?? 0) > opening.indent; next += 1) holds ||= kept.has(next);
    if (!holds && next > index + 1 && opening.refs?.length !== 1) kept.delete(index);
  }
}

function foldLine(name: string, hidden: readonly ShownLine[]): string {
  const rows = hidden.filter(({ line }) => line.kind === 'row').length;
  const controls = hidden.filter(({ line }) => line.kind === 'control').length;
  const texts = hidden.filter(({ line }) => line.kind !== 'row' && line.kind !== 'control').length;
  const parts = [counted(rows, 'row'), counted(controls, 'control'), counted(texts, 'text')].filter(
    part => part !== '',
  );
  const indent = '  '.repeat(Math.min(...hidden.map(({ line }) => indentOf(line))));
  const names = namesOf(hidden);
  return `${indent}… [${name}] ${parts.join(', ')} folded${names === '' ? '' : `: ${names}`}`;
}

/** What it is about: headings first, else the first controls' names. */
function namesOf(hidden: readonly ShownLine[]): string {
  const headings = hidden.filter(({ line }) => line.kind === 'heading');
  const told = (headings.length > 0 ? headings : hidden.filter(({ line }) => line.kind === 'control'))
    .flatMap(({ text }) => /"(?:[^"\\]|\\.)+"/.exec(text)?.[0] ?? [])
    .filter(name => name.length <= 40)
    .slice(0, MAX_NAMES);
  const names = told.join(', ');
  return names.length > MAX_NAMES_CHARS ? `${told.slice(0, 2).join(', ')} …` : names === '' ? '' : `${names} …`;
}

const counted = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
