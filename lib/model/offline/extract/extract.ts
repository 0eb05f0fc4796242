/** Picks, of what is tabular on a page, what the instruction means, and the columns it names. Deterministic; invents nothing. */

import { likeness, plain } from '../match-target.ts';
import { pageIn } from '../read-observation.ts';
import { type Found, findTabular, type Row, stripLinks } from './read-markdown.ts';

export function extract(
  message: string,
  responseSchema: Readonly<Record<string, unknown>> | undefined,
): { rows: readonly Row[] } {
  const instruction = instructionOf(message);
  const markdown = pageIn(message) ?? '';
  const columns = columnsOfSchema(responseSchema) ?? columnsNamed(instruction);
  const best = findTabular(markdown)
    .map(found => ({ found, score: scoreOf(found, instruction, columns) }))
    .sort((a, b) => b.score - a.score)[0];
  if (best !== undefined && best.score > 0)
    return {
      rows: best.found.rows
        .map(row => pick(row, columns))
        .filter(row => Object.values(row).some(value => value !== '')),
    };
  return { rows: linesAbout(markdown, instruction) };
}

function instructionOf(message: string): string {
  const json: unknown = JSON.parse(message.slice(message.indexOf('\n') + 1).split('\n', 1)[0] ?? '{}');
  return typeof json === 'object' && json !== null && 'instruction' in json ? String(json.instruction) : '';
}

/** The properties of one row, where the caller gave a schema with some. */
function columnsOfSchema(schema: Readonly<Record<string, unknown>> | undefined): readonly string[] | undefined {
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const properties = at(at(at(at(schema, 'properties'), 'rows'), 'items'), 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : undefined;
}

/** "the name, price and rating of all kettles as a table" → name, price, rating. Undefined: all there are. */
export function columnsNamed(instruction: string): readonly string[] | undefined {
  const bare = instruction
    .replace(/\s+(?:as|into|in)\s+(?:an?\s+)?(?:table|csv|json|list|file|spreadsheet)\b.*$/iu, '')
    .replace(/^(?:all|every|each)\s+(?:of\s+)?/iu, '');
  const head =
    /^(?:the\s+|their\s+)?(?<columns>.+?)(?:\s+(?:of|for|from|on|in)\s+.*)?$/iu.exec(bare)?.groups?.columns ?? '';
  const names = head
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/iu)
    .map(name => name.replace(/^(?:the|its|their|each)\s+/iu, '').trim())
    .filter(name => name !== '');
  const isColumns =
    names.length > 1 || (names.length === 1 && /\s(?:of|for)\s/iu.test(bare) && KNOWN.test(names[0] ?? ''));
  return isColumns && names.every(name => name.split(' ').length <= 3) ? names : undefined;
}

const KNOWN =
  /^(?:names?|titles?|prices?|ratings?|links?|urls?|headlines?|dates?|authors?|lengths?|countr(?:y|ies)|values?|numbers?|descriptions?)$/iu;

const SYNONYMS: readonly (readonly string[])[] = [
  ['name', 'title', 'headline', 'product', 'item', 'names', 'titles', 'headlines'],
  ['price', 'cost', 'prices', 'amount'],
  ['rating', 'stars', 'score', 'ratings'],
  ['link', 'url', 'address', 'links'],
  ['text', 'description', 'summary', 'details'],
];

function columnLike(wanted: string, row: Row): string | undefined {
  const names = SYNONYMS.find(group => group.includes(plain(wanted))) ?? [wanted];
  const ranked = Object.keys(row)
    .map((key, order) => ({
      key,
      order,
      score: Math.max(...names.map(name => likeness(key, name)), ...names.map(name => likeness(name, key) - 5)),
    }))
    .sort((a, b) => b.score - a.score || a.order - b.order);
  return ranked[0] !== undefined && ranked[0].score >= 60 ? ranked[0].key : undefined;
}

function pick(row: Row, columns: readonly string[] | undefined): Row {
  if (columns === undefined)
    return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, stripLinks(value)]));
  return Object.fromEntries(columns.map(column => [column, stripLinks(row[columnLike(column, row) ?? ''] ?? '')]));
}

/** More of the asked columns first, then a title that fits, then more rows; a table before cards before a list. */
function scoreOf(found: Found, instruction: string, columns: readonly string[] | undefined): number {
  const [first] = found.rows;
  if (first === undefined) return 0;
  const sample = found.rows.slice(0, 10);
  const hits =
    columns === undefined
      ? 0
      : columns.filter(column => sample.some(row => (row[columnLike(column, row) ?? ''] ?? '') !== '')).length /
        columns.length;
  if (columns !== undefined && hits === 0) return 0;
  const words = plain(instruction)
    .split(' ')
    .filter(word => word.length > 3);
  const about = plain(`${found.title} ${Object.keys(first).join(' ')}`);
  const fits = words.filter(word => about.includes(word.replace(/s$/, ''))).length;
  const byKind = found.kind === 'table' ? 12 : found.kind === 'cards' ? 6 : 0;
  const said =
    /\btable\b/iu.test(instruction) && found.kind === 'table'
      ? 10
      : /\b(?:headlines?|titles?|products?|articles?|results?)\b/iu.test(instruction) && found.kind === 'cards'
        ? 10
        : 0;
  return hits * 60 + fits * 8 + byKind + said + Math.min(20, found.rows.length);
}

/** For a question about one fact: the lines that share most words with it. */
function linesAbout(markdown: string, instruction: string): readonly Row[] {
  const words = plain(instruction)
    .split(' ')
    .filter(word => word.length > 2 && !/^(?:the|what|which|how|and|for|are|does|this|that|many|much)$/.test(word));
  const lines = markdown
    .split('\n')
    .map(stripLinks)
    .filter(line => line !== '' && !line.startsWith('|'));
  const ranked = lines
    .map((line, order) => ({
      line: line.replace(/^[#\-\s]+/, ''),
      order,
      score: words.filter(word => plain(line).includes(word.replace(/s$/, ''))).length,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order);
  return ranked.slice(0, 5).map(({ line }) => ({ text: line.slice(0, 500) }));
}
