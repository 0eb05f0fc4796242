/** Reads CSV (RFC 4180) into rows of text. Interprets nothing: a cell is text, whatever it looks like. */

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows beyond the limit, which are counted and not kept. */
  readonly more: number;
}

export function parseCsv(text: string, limit: number): CsvTable {
  const [header = [], ...rows] = readRows(text.replace(/^\uFEFF/, ''));
  return { header, rows: rows.slice(0, limit), more: Math.max(0, rows.length - limit) };
}

function readRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
