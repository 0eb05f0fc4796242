/** The tables of docs/telemetry.md, made of the code's own. `npm run docs` puts them into the page; a test holds it to them. */

import { logFields } from './log-fields.ts';
import { type Metric, metricTable } from './metric-table.ts';
import { attributeTable, spanTable } from './span-table.ts';

const tables: Readonly<Record<string, () => readonly string[]>> = {
  fields: () => [
    '| field | what it is |',
    '| --- | --- |',
    ...Object.entries(logFields).map(([name, { meaning }]) => `| \`${name}\` | ${meaning} |`),
  ],
  metrics: () => [
    '| metric | unit | split by | what it says |',
    '| --- | --- | --- | --- |',
    ...Object.entries<Metric>(metricTable).map(
      ([name, { unit, by, meaning }]) =>
        `| \`${name}\` | ${unit} | ${by === undefined ? '' : `\`${by}\``} | ${meaning} |`,
    ),
  ],
  spans: () => [
    '| span | kind | what it stands for |',
    '| --- | --- | --- |',
    ...Object.entries(spanTable).map(([name, { kind, meaning }]) => `| \`${name}\` | ${kind} | ${meaning} |`),
  ],
  attributes: () => [
    '| attribute | what it is |',
    '| --- | --- |',
    ...Object.entries(attributeTable).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`),
  ],
};

/** The page with each `<!-- table … -->` filled anew. */
export function fillTables(page: string): string {
  return page.replaceAll(
    /(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) =>
      [begin, ...(tables[name]?.() ?? []).map(row => `${row}\n`), end].join(''),
  );
}

export const tableNames = Object.keys(tables);
