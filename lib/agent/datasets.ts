/** Rows collected by extracts, by name. Turns them into JSON and CSV; a cell can never become a formula in a spreadsheet. */

import { stringify } from 'csv-stringify/sync';

export type Row = Readonly<Record<string, unknown>>;

export interface Dataset {
  readonly name: string;
  readonly rows: readonly Row[];
}

export const DEFAULT_DATASET = 'data';

export function addRows(datasets: readonly Dataset[], name: string, rows: readonly Row[]): readonly Dataset[] {
  if (!datasets.some(dataset => dataset.name === name)) return [...datasets, { name, rows }];
  return datasets.map(dataset => (dataset.name === name ? { name, rows: [...dataset.rows, ...rows] } : dataset));
}

export function toJson({ rows }: Dataset): string {
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

/** Columns in the order they first appear; UTF-8 with a byte-order mark, because spreadsheets guess wrongly without one. */
export function toCsv({ rows }: Dataset): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const records = rows.map(row => columns.map(column => safeCell(row[column])));
  return stringify([columns.map(safeCell), ...records], { bom: true, record_delimiter: 'windows' });
}

/** Digits with points, commas and (narrow) spaces between, perhaps a sign and a percent mark. */
const PLAIN_NUMBER = /^[+-]?\d[\d., \u00A0\u202F]*%?$/;
/** Full-width forms too: some spreadsheets read them as the same. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** See OWASP "CSV Injection": a leading quote mark keeps spreadsheets from running a cell. Plain numbers such as -5 stay numbers. */
function safeCell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** A dataset's name as a file name: letters, digits, dash; never empty. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return plain === '' ? DEFAULT_DATASET : plain;
}
