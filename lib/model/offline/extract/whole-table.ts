/** Makes a table of cells whole: heads of two lines become one, and what spans several rows is said in each. Reads no page. */

interface WholeTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `heads`: the lines of heads as they stand, without the empty cells of what spans several columns. */
export function wholeTable(heads: readonly (readonly string[])[], body: readonly (readonly string[])[]): WholeTable {
  const width = Math.max(0, ...body.map(row => row.length));
  const rows: string[][] = [];
  for (const row of body) {
    // The cells of a row begin at the right of what spans it, which stands in the first columns.
    const missing = width - row.length;
    const above = rows.at(-1)?.slice(0, missing) ?? Array.from({ length: missing }, () => '');
    rows.push([...above, ...row]);
  }
  return { columns: columnsOf(heads, width), rows };
}

function columnsOf([first = [], second]: readonly (readonly string[])[], width: number): readonly string[] {
  if (second === undefined || second.length === 0) return first;
  const alone = Math.max(0, width - second.length);
  const over = first.slice(alone);
  const each = over.length === 0 ? 0 : second.length / over.length;
  const under = second.map((name, index) => {
    const group = Number.isInteger(each) && each > 0 ? (over[Math.floor(index / each)] ?? '') : '';
    return `${group} ${name}`.trim();
  });
  return [...first.slice(0, alone), ...under];
}

/** A first row without any figure that has fewer cells than the others is a second line of heads. */
export function isSecondHead(row: readonly string[] | undefined, width: number, hasSpans: boolean): boolean {
  return (
    hasSpans &&
    row !== undefined &&
    row.length < width &&
    row.every(cell => cell !== '' && !/^[\d.,\s%+-]+$/u.test(cell))
  );
}
