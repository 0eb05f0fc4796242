/** Answers from a table: where the row that is named and the column that is asked for meet. */

import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { wholeTable } from './extract/whole-table.ts';
import { hitsIn, stem } from './likeness.ts';
import type { SeenLine } from './read-observation.ts';

/** The units and column heads that "how long" and the like ask for, by stems. */
const ASKED_COLUMN: Readonly<Record<string, readonly string[]>> = {
  long: ['length', 'duration'],
  high: ['height', 'elevation'],
  tall: ['height'],
  deep: ['depth'],
  wide: ['width'],
  far: ['distance'],
  old: ['age'],
  big: ['size', 'area'],
  heavi: ['weight'],
  much: ['price', 'cost', 'amount', 'total'],
  cost: ['price'],
  when: ['date', 'time', 'day'],
  where: ['place', 'location', 'country', 'town'],
};

interface Best {
  readonly score: number;
  readonly answer: Answer;
}

export function answerFromTable(lines: readonly SeenLine[], asked: Asked): Answer | undefined {
  return tablesIn(lines)
    .map(table => bestOf(table, asked))
    .reduce<Best | undefined>(
      (best, next) => (next !== undefined && (best === undefined || next.score > best.score) ? next : best),
      undefined,
    )?.answer;
}

function bestOf({ columns, rows }: ReturnType<typeof wholeTable>, { asked, keys, looks }: Asked): Best | undefined {
  const wanted = [...asked, ...asked.flatMap(word => ASKED_COLUMN[word] ?? []).map(stem)];
  let best: Best | undefined;
  for (const cells of rows) {
    for (const [index, cell] of cells.entries()) {
      const column = columns[index] ?? '';
      const others = cells.filter((_, other) => other !== index).join(' ');
      const ofRow = hitsIn(others, asked);
      const ofColumn = hitsIn(column, wanted);
      const isFitting =
        ofRow > 0 &&
        cell.trim() !== '' &&
        hitsIn(cell, asked) === 0 &&
        keys.every(key => hitsIn(`${others} ${column}`, [key]) > 0) &&
        (looks === undefined || looks.test(cell) || /\d/.test(cell));
      if (!isFitting || (ofColumn === 0 && !(columns.length === 0 && cells.length === 2))) continue;
      const score = ofRow * 3 + ofColumn * 2 + hitsIn(others, keys) * 2;
      const name = cells.find((other, at) => at !== index && hitsIn(other, keys.length > 0 ? keys : asked) > 0) ?? '';
      if (best === undefined || score > best.score)
        best = { score, answer: { text: `${name}${column === '' ? '' : `, ${column}`}: ${cell}`, quote: cell } };
    }
  }
  return best;
}

function tablesIn(lines: readonly SeenLine[]): readonly ReturnType<typeof wholeTable>[] {
  const tables: ReturnType<typeof wholeTable>[] = [];
  for (let index = 0; index < lines.length; ) {
    const heads: (readonly string[])[] = [];
    const body: (readonly string[])[] = [];
    for (; lines[index]?.kind === 'header'; index += 1) heads.push(lines[index]?.cells ?? []);
    for (; lines[index]?.kind === 'row'; index += 1) body.push(lines[index]?.cells ?? []);
    if (body.length > 0) tables.push(wholeTable(heads, body));
    if (heads.length === 0 && body.length === 0) index += 1;
  }
  return tables;
}
