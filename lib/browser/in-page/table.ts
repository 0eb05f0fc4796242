/** A data table as lines that read as a table, native or made of roles. Runs in the page. */

import type { Trip } from './trip.ts';
import type { Line } from './walked.ts';

/** Undefined for layout tables, which are read as if they were not there. */
export function tableLines(trip: Trip, table: Element, indent: number): Line[] | undefined {
  const native = table instanceof HTMLTableElement ? table : undefined;
  const all = native === undefined ? [...table.querySelectorAll('[role=row]')] : [...native.rows];
  const rows = all.slice(0, 3_000).filter(row => row.checkVisibility() && errand.cellsOf(row).length > 0);
  const grid = errand.columnsOf(rows);
  const columns = Math.max(0, ...rows.slice(0, 200).map(row => grid.get(row)?.length ?? 0));
  const isLayout =
    table.getAttribute('role') === 'presentation' ||
    (native !== undefined && table.querySelector('table') !== null) ||
    rows.length < 2 ||
    columns < 2;
  if (isLayout && (native === undefined || table.querySelector('th') === null)) return undefined;
  const isHead = (row: Element): boolean => {
    const own = errand.cellsOf(row);
    return own.length > 0 && own.every(cell => cell.tagName === 'TH' || cell.getAttribute('role') === 'columnheader');
  };
  const header = native?.tHead?.rows[0] ?? (rows[0] !== undefined && isHead(rows[0]) ? rows[0] : undefined);
  const body = rows.filter(row => row !== header);
  const line = (row: Element): Line =>
    errand.rowLine(trip, row, { cells: grid.get(row) ?? errand.cellsOf(row), indent: indent + 1 });
  const more = all.length > rows.length && all.length > 3_000 ? `${all.length - 1}` : `${body.length}`;
  const name = JSON.stringify(errand.accessibleName(table));
  const lines: Line[] = [{ kind: 'open', indent, rank: 0, text: `table ${name} ${more} rows, ${columns} columns:` }];
  if (header !== undefined) lines.push({ ...line(header), rank: 0, kind: 'open' });
  for (const [index, row] of body.entries()) {
    if (index % 16 === 0 && performance.now() > trip.end) {
      trip.cut = true;
      break;
    }
    const said = line(row);
    lines.push(index < 2 && said.rank > 2 ? { ...said, rank: 2 } : said);
  }
  return lines;
}

/** Which cell stands in each column of each row: one that goes over several stands in all of them. At most 50 by 200. */
export function columnsOf(rows: readonly Element[]): Map<Element, Element[]> {
  const grid = new Map<Element, Element[]>();
  let above: { readonly cell: Element; readonly rows: number }[] = [];
  for (const row of rows) {
    const below: { readonly cell: Element; readonly rows: number }[] = [];
    const filled: Element[] = [];
    const put = (cell: Element, times: number): void => {
      below[filled.length] = { cell, rows: times };
      filled.push(cell);
    };
    const fromAbove = (): void => {
      for (let held = above[filled.length]; held !== undefined && held.rows > 0; held = above[filled.length])
        put(held.cell, held.rows - 1);
    };
    for (const cell of errand.cellsOf(row)) {
      fromAbove();
      const isNative = cell instanceof HTMLTableCellElement;
      const across = isNative ? Math.min(cell.colSpan, 50) : 1;
      for (let column = 0; column < across; column += 1) put(cell, isNative ? Math.min(cell.rowSpan, 200) - 1 : 0);
    }
    fromAbove();
    grid.set(row, filled);
    above = below;
  }
  return grid;
}

export function cellsOf(row: Element): Element[] {
  if (row instanceof HTMLTableRowElement) return [...row.cells];
  return [...row.querySelectorAll('[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]')];
}

/** `cells` by column; a cell that was said already, in this row or above, is only named again. */
export function rowLine(
  trip: Trip,
  row: Element,
  { cells, indent }: { cells: readonly Element[]; indent: number },
): Line {
  const refs: string[] = [];
  let isUsable = false;
  const control = (element: Element): string => {
    const said = errand.describeControl(trip, element);
    refs.push(said.ref);
    isUsable ||= said.usable;
    return said.text;
  };
  const cellText = (cell: Element): string => {
    if (errand.isInteractive(cell, errand.roleOf(cell))) {
      // A cell that is being edited holds the field that is used now.
      const inner = [...cell.querySelectorAll('input, select, textarea, button, a[href]')].filter(errand.isShown);
      return [control(cell), ...inner.map(control)].join(' ');
    }
    if (cell.childElementCount === 0 && errand.shadowOf(cell) === undefined)
      return JSON.stringify(errand.textOf(cell, 160));
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
    return [...(rest === '' ? [] : [JSON.stringify(rest)]), ...controls.map(control)].join(' ');
  };
  const isRowUsed = errand.isInteractive(row, errand.roleOf(row));
  const own = new Set(errand.cellsOf(row));
  const isOne = cells.length > 1 && new Set(cells).size === 1;
  const said = (isOne ? cells.slice(0, 1) : cells).map(cell =>
    own.delete(cell) ? cellText(cell) : JSON.stringify(errand.textOf(cell, 160)),
  );
  if (isRowUsed) said.unshift(control(row));
  const inView = errand.isVisibleIn(row, trip.clip);
  const head = row.querySelector('td, [role=cell], [role=gridcell]') === null && !isRowUsed;
  return {
    kind: 'row',
    indent,
    rank: isUsable || inView ? (isUsable ? 0 : 1) : refs.length > 0 ? 3 : 4,
    text: `${head ? 'header' : 'row'}: ${said.join(' | ')}`,
    refs,
  };
}
