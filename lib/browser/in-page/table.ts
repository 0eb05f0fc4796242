/** A data table as lines that read as a table. Runs in the page. */

import type { Line } from './in-page.ts';

/** Undefined for layout tables, which are read as if they were not there. `control` gives a control its ref and its line. */
export function tableLines(
  table: HTMLTableElement,
  indent: number,
  control: (element: Element) => string | undefined,
): Line[] | undefined {
  const rows = [...table.rows].filter(row => row.checkVisibility());
  const columns = Math.max(0, ...rows.map(row => row.cells.length));
  const isLayout =
    table.getAttribute('role') === 'presentation' ||
    table.querySelector('table') !== null ||
    rows.length < 2 ||
    columns < 2;
  if (isLayout && table.querySelector('th') === null) return undefined;
  const cellText = (cell: HTMLTableCellElement): string => {
    if (errand.isInteractive(cell, errand.roleOf(cell))) return control(cell) ?? '""';
    const used = [...cell.querySelectorAll('*')].filter(
      element => errand.isInteractive(element, errand.roleOf(element)) && errand.isShown(element),
    );
    const controls = used.filter(element => !used.some(other => other !== element && other.contains(element)));
    if (controls.length === 0) return JSON.stringify(errand.textOf(cell, 160));
    const names = controls.map(element => errand.accessibleName(element));
    const rest = names
      .reduce((text, name) => text.replace(name, ' '), errand.textOf(cell, 160))
      .replace(/\s+/g, ' ')
      .trim();
    const shown = controls.flatMap(element => control(element) ?? []);
    return [...(rest === '' ? [] : [JSON.stringify(rest)]), ...shown].join(' ');
  };
  const header =
    table.tHead?.rows[0] ??
    (rows[0] !== undefined && [...rows[0].cells].every(cell => cell.tagName === 'TH') ? rows[0] : undefined);
  const body = rows.filter(row => row !== header);
  const lines: Line[] = [
    {
      indent,
      rank: 0,
      text: `table ${JSON.stringify(errand.accessibleName(table))} ${body.length} rows, ${columns} columns:`,
    },
  ];
  if (header !== undefined)
    lines.push({ indent: indent + 1, rank: 0, text: `header: ${[...header.cells].map(cellText).join(' | ')}` });
  for (const row of body)
    lines.push({
      indent: indent + 1,
      rank: errand.isInView(row) ? 0 : 2,
      text: `row: ${[...(errand.isInteractive(row, errand.roleOf(row)) ? [control(row) ?? ''] : []), ...[...row.cells].map(cellText)].join(' | ')}`,
    });
  return lines;
}
