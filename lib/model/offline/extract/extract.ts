/** Picks, of what is made of like things on a page, what the instruction means, and the columns it names. Deterministic; invents nothing. */

import { answerFrom, ONE_FACT } from '../answer.ts';
import { contentWords, plain, stem } from '../likeness.ts';
import { readJsonLine } from '../read-json-line.ts';
import { pageIn } from '../read-observation.ts';
import { bestRow, readBest } from './best-row.ts';
import { columnsNamed, columnsOf, coverage, pickColumns } from './columns.ts';
import { findCards, findLinkBlocks, findLists } from './find-cards.ts';
import { findTables } from './find-tables.ts';
import { type Found, headingOf, type Row } from './found.ts';
import { linesOfMarkdown } from './lines-of-markdown.ts';
import { calledAll, narrow } from './narrow.ts';

export function extract(
  message: string,
  responseSchema: Readonly<Record<string, unknown>> | undefined,
): { readonly rows: readonly Row[] } {
  const asked = askedIn(message);
  const markdown = pageIn(message) ?? '';
  const lines = markdown.split('\n');
  const columns = columnsOfSchema(responseSchema) ?? asked.columns;
  if (asked.instruction.startsWith(ONE_FACT))
    return { rows: factRows(lines, asked.instruction.replace(ONE_FACT, ''), columns) };
  const best = readBest(asked.instruction);
  if (best !== undefined) {
    const rows = rowsFor(lines, `all ${best.what}`, ['name', best.of.by]);
    return { rows: bestRow(calledAll(rows, best.what, pageTitleOf(lines)), best.of) };
  }
  const named = columns ?? columnsNamed(asked.instruction);
  return { rows: pickColumns(rowsFor(lines, asked.instruction, named), named) };
}

/** Rows were asked for: a line that shares a word with them is not one. */
function rowsFor(
  lines: readonly string[],
  instruction: string,
  columns: readonly string[] | undefined,
): readonly Row[] {
  const best = findAll(lines)
    .map(found => ({ found, score: scoreOf(found, instruction, columns) }))
    .sort((a, b) => b.score - a.score)[0];
  if (best === undefined || best.score <= 0) return [];
  const { rows, title } = best.found;
  return narrow(rows, instruction, `${title} ${pageTitleOf(lines)}`);
}

const pageTitleOf = (lines: readonly string[]): string =>
  lines.map(headingOf).find(heading => heading?.level === 1)?.text ?? '';

const findAll = (lines: readonly string[]): readonly Found[] =>
  [...findTables(lines), ...findCards(lines), ...findLists(lines), ...findLinkBlocks(lines)].filter(
    found => found.rows.length > 0,
  );

function askedIn(message: string): { readonly instruction: string; readonly columns: readonly string[] | undefined } {
  const value = readJsonLine(message.slice(message.indexOf('\n') + 1));
  if (typeof value !== 'object' || value === null) return { instruction: '', columns: undefined };
  const columns = 'columns' in value && Array.isArray(value.columns) ? value.columns.map(String) : [];
  return {
    instruction: 'instruction' in value ? String(value.instruction) : '',
    columns: columns.length > 0 ? columns : undefined,
  };
}

/** The properties of one row, where the caller gave a schema with some. */
function columnsOfSchema(schema: Readonly<Record<string, unknown>> | undefined): readonly string[] | undefined {
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const properties = at(at(at(at(schema, 'properties'), 'rows'), 'items'), 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : undefined;
}

const BY_KIND: Readonly<Record<Found['kind'], number>> = { table: 12, cards: 8, links: 4, list: 0 };

/** More of the asked columns first, then words that fit, then the kind and the number of rows. */
function scoreOf(found: Found, instruction: string, columns: readonly string[] | undefined): number {
  const sample = found.rows.slice(0, 10);
  const hits = columns === undefined ? 0 : coverage(sample, columns);
  if (columns !== undefined && hits === 0) return 0;
  const words = contentWords(instruction);
  const about = new Set(
    plain(`${found.title} ${columnsOf(sample).join(' ')}`)
      .split(' ')
      .map(stem),
  );
  const named = new Set(
    plain(sample.map(row => Object.values(row)[0] ?? '').join(' '))
      .split(' ')
      .map(stem),
  );
  const fits = words.filter(word => about.has(word)).length * 8 + words.filter(word => named.has(word)).length * 5;
  return (
    hits * 60 +
    fits +
    BY_KIND[found.kind] +
    sayOf(found, instruction) +
    richness(sample) +
    Math.min(20, found.rows.length)
  );
}

/** A word for the form that was asked for. "As a table" is how to answer, not what the page has. */
function sayOf({ kind }: Found, instruction: string): number {
  const said = instruction.replace(/\bas\s+an?\s+table\b.*$/iu, '');
  if (/\btable\b/iu.test(said)) return kind === 'table' ? 30 : 0;
  if (/\b(?:headlines?|titles?|products?|articles?|results?|stories)\b/iu.test(said))
    return kind === 'cards' ? 14 : kind === 'table' ? -10 : 0;
  return /\bheadings\b/iu.test(said) ? (kind === 'cards' ? 14 : -10) : 0;
}

/** Things with a price or a date are what a page is about; bare links are how one gets around in it. */
const richness = (rows: readonly Row[]): number =>
  Math.min(12, (columnsOf(rows).filter(column => column !== 'link').length - 1) * 4);

/** For one fact: the line or the cell that says it. */
function factRows(
  lines: readonly string[],
  instruction: string,
  columns: readonly string[] | undefined,
): readonly Row[] {
  const answer = answerFrom(linesOfMarkdown(lines), instruction);
  if (answer === undefined) return [];
  const [column] = columns ?? [];
  return [{ [column ?? 'answer']: answer.text.slice(0, 500) }];
}
