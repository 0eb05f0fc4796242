/** Keeps the rows that an instruction asks for: a bound on a number, a text they contain, the first few, the kind of thing. */

import { contentWords, hitsIn, plain, stem } from '../likeness.ts';
import { columnLike, columnsOf } from './columns.ts';
import { PRICE, type Row, stripLinks } from './found.ts';

export function narrow(rows: readonly Row[], instruction: string, title: string): readonly Row[] {
  const kept = [bound, containing, ofKind].reduce((left, keep) => keep(left, instruction, title), rows);
  const count = /\b(?:first|top)\s+(?<n>\d+)\b(?!\s+pages?\b)|^(?<lead>\d+)\s+\p{L}/iu.exec(instruction)?.groups;
  const limit = Number(count?.n ?? count?.lead ?? 0);
  return limit > 0 ? kept.slice(0, limit) : kept;
}

const BELOW = 'under|below|less than|cheaper than|at most|up to|no more than|shorter than|smaller than|fewer than';
const ABOVE = 'over|above|more than|at least|longer than|higher than|larger than|bigger than|greater than|taller than';
const BOUND = new RegExp(
  `(?:\\b(?:with|whose|where)\\s+(?:an?\\s+|the\\s+)?(?<column>[\\p{L} ]{2,30}?)\\s+(?:is\\s+|are\\s+|of\\s+)?)?\\b(?<way>${BELOW}|${ABOVE})\\s+(?<amount>[£$€¥₹]?\\s?\\d[\\d.,]*)`,
  'iu',
);
const LENGTHS: Readonly<Record<string, string>> = {
  longer: 'length',
  shorter: 'length',
  higher: 'height',
  taller: 'height',
  cheaper: 'price',
};

function bound(rows: readonly Row[], instruction: string): readonly Row[] {
  const { column, way, amount } = BOUND.exec(instruction)?.groups ?? {};
  const limit = numberIn(amount);
  if (way === undefined || limit === undefined) return rows;
  const isMoney = /[£$€¥₹]/.test(amount ?? '');
  const said = column ?? LENGTHS[way.split(' ')[0]?.toLowerCase() ?? ''] ?? (isMoney ? 'price' : undefined);
  const columns = columnsOf(rows);
  const key =
    (said === undefined ? undefined : columnLike(said, columns)) ??
    columns.find(name => rows.some(row => (isMoney ? PRICE.test(row[name] ?? '') : numberIn(row[name]) !== undefined)));
  if (key === undefined) return rows;
  const isBelow = new RegExp(`^(?:${BELOW})$`, 'iu').test(way);
  const withLimit = /^(?:at most|up to|no more than|at least)$/iu.test(way);
  return rows.filter(row => {
    const value = numberIn(row[key]);
    if (value === undefined) return false;
    return value === limit ? withLimit : value < limit === isBelow;
  });
}

/** `1,234.50`, `1.234,50` and `1 234` as people write them. */
export function numberIn(text: string | undefined): number | undefined {
  const match = /-?\d[\d.,\u00A0\u202F]*/
    .exec(stripLinks(text ?? '').replace(/(\d) (?=\d{3}\b)/g, '$1'))?.[0]
    .replace(/[\u00A0\u202F]|[.,]$/g, '');
  if (match === undefined) return undefined;
  const decimal = /[.,](?=\d{1,2}$)|[.,](?=\d{4,}$)/.exec(match);
  const whole = decimal === null ? match : match.slice(0, decimal.index);
  const value = Number(`${whole.replace(/[.,]/g, '')}${decimal === null ? '' : `.${match.slice(decimal.index + 1)}`}`);
  return Number.isFinite(value) ? value : undefined;
}

function containing(rows: readonly Row[], instruction: string): readonly Row[] {
  const { column, text } =
    /\b(?:containing|named|called|(?:whose|where)\s+(?:the\s+)?(?<column>[\p{L} ]{2,30}?)\s+(?:is|contains|says|has))\s+["“'](?<text>[^"”']+)["”']/iu.exec(
      instruction,
    )?.groups ?? {};
  if (text === undefined) return rows;
  const key = column === undefined ? undefined : columnLike(column, columnsOf(rows));
  return rows.filter(row =>
    plain(key === undefined ? Object.values(row).join(' ') : (row[key] ?? '')).includes(plain(text)),
  );
}

const GENERAL = new Set(
  contentWords(
    'products items articles headlines results stories posts links names entries rows things news titles prices everything data table list information details',
  ),
);

/** Of "copper kettle" both words: a copper pan is none. */
export function calledAll(rows: readonly Row[], what: string, title: string): readonly Row[] {
  const words = contentWords(what.replace(BOUND, '')).filter(word => !GENERAL.has(word));
  if (words.length < 2) return rows;
  return rows.filter(row => hitsIn(`${Object.values(row).join(' ')} ${title}`, words) === words.length);
}

/** "all kettles" on a page of everything: those called so. Where the title says it already, or nothing is called so, all are. */
function ofKind(rows: readonly Row[], instruction: string, title: string): readonly Row[] {
  const kind = /\b(?:all|every|each)\s+(?:the\s+|of\s+the\s+)?(?<kind>\p{L}+)/iu.exec(instruction)?.groups?.kind;
  const word = kind === undefined ? undefined : contentWords(kind)[0];
  const says = (text: string): boolean =>
    plain(text)
      .split(' ')
      .map(stem)
      .includes(word ?? '');
  if (word === undefined || GENERAL.has(word) || says(title) || columnsOf(rows).some(says)) return rows;
  const named = rows.filter(row => says(stripLinks(Object.values(row)[0] ?? '')));
  return named.length > 0 ? named : rows;
}
