/** Reads JSON that is a list of records as a table of text. Interprets nothing more, and leaves what is no table alone. */

import type { CsvTable } from './csv.ts';

const MAX_COLUMNS = 40;

/** Undefined where it is no list of records with at least one. */
export function tableOfJson(text: string, limit: number): CsvTable | undefined {
  const records = recordsOf(text);
  if (records === undefined) return undefined;
  const header = [...new Set(records.flatMap(record => Object.keys(record)))].slice(0, MAX_COLUMNS);
  const rows = records.slice(0, limit).map(record => header.map(name => cellOf(Reflect.get(record, name))));
  return { header, rows, more: Math.max(0, records.length - limit) };
}

function recordsOf(text: string): readonly object[] | undefined {
  const value = parsed(text);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const records = value.filter(isRecord);
  return records.length === value.length ? records : undefined;
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
