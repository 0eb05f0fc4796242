/** The rivers as values: found, filtered, sorted and paged. Renders nothing. */

import { remarks, riverTable } from './river-table.ts';

export interface River {
  readonly slug: string;
  readonly name: string;
  readonly localName: string;
  readonly continent: string;
  readonly countries: readonly string[];
  readonly length: number;
  readonly basin: number;
  readonly discharge: number;
  readonly mouth: string;
  readonly remark: string;
}

export const PAGE_SIZE = 25;

export const columns = {
  name: 'Name',
  continent: 'Continent',
  length: 'Length (km)',
  basin: 'Basin (km²)',
  discharge: 'Discharge (m³/s)',
  mouth: 'Flows into',
} as const;
export type Column = keyof typeof columns;

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

export const rivers: readonly River[] = riverTable
  .trim()
  .split('\n')
  .map(line => {
    const [name = '', localName = '', continent = '', countries = '', length, basin, discharge, mouth = ''] =
      line.split('|');
    return {
      slug: slugOf(name),
      name,
      localName,
      continent,
      countries: countries.split(', '),
      length: Number(length),
      basin: Number(basin),
      discharge: Number(discharge),
      mouth,
      remark: remarks[name] ?? '',
    };
  });

export const continents: readonly string[] = [...new Set(rivers.map(river => river.continent))].toSorted();

export const riverBySlug = (slug: string | undefined): River | undefined => rivers.find(river => river.slug === slug);

export const isColumn = (text: string): text is Column => Object.hasOwn(columns, text);

export interface View {
  readonly q: string;
  readonly continent: string;
  readonly sort: Column;
  readonly descending: boolean;
  readonly page: number;
}

export interface Shown {
  readonly rivers: readonly River[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export function show(view: View): Shown {
  const wanted = view.q.toLowerCase();
  const matching = rivers
    .filter(river => view.continent === '' || river.continent === view.continent)
    .filter(river => `${river.name} ${river.localName} ${river.countries.join(' ')}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => (view.descending ? -1 : 1) * compare(a[view.sort], b[view.sort]));
  const pages = Math.max(1, Math.ceil(matching.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, view.page), pages);
  const start = (page - 1) * PAGE_SIZE;
  return { rivers: matching.slice(start, start + PAGE_SIZE), total: matching.length, page, pages };
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
}

/** All rivers as CSV, quoted as the format asks and otherwise as they are: this site disarms nothing. */
export function riversCsv(): string {
  const quoted = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;
  const head = ['Name', 'Local name', 'Continent', 'Countries', 'Length', 'Basin', 'Discharge', 'Flows into', 'Remark'];
  const rows = rivers.map(river => [
    river.name,
    river.localName,
    river.continent,
    river.countries.join(', '),
    river.length,
    river.basin,
    river.discharge,
    river.mouth,
    river.remark,
  ]);
  return [head, ...rows].map(row => row.map(quoted).join(',')).join('\r\n');
}
