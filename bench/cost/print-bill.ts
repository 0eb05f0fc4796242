/** The bill as a table and a picture that a person reads. Pure: gives text, prints nothing. */

import type { Bill, PartOfBill } from './bill.ts';

const BAR = 40;

export function billText(bill: Bill): string {
  const { workload, usd, usdPerTask, withoutModelUsdPerTask, dominant, fromMemory, parts } = bill;
  const shares = parts[0] === undefined ? '' : `${(parts[0].share * 100).toFixed(0)} %`;
  const rest = parts.find(({ part }) => part !== 'model');
  return [
    `${workload.tasks.toLocaleString('en')} errands a month, ${workload.steps} steps of ${workload.secondsPerStep} s and ${workload.tokensPerStep} tokens, ${workload.waits} waits of ${workload.waitingMinutes} min`,
    '',
    ...tableLines(parts, bill),
    '',
    `One errand costs ${money(usdPerTask, 5)}: ${money(withoutModelUsdPerTask, 5)} of it is AWS's, the rest the model's.`,
    `The dearest part is "${dominant}" with ${shares}${dominant === 'model' && rest !== undefined ? `; of AWS it is "${rest.part}" with ${((rest.usd / (usd * (1 - (parts[0]?.share ?? 0)))) * 100).toFixed(0)} %` : ''}.`,
    '',
    'List prices of us-east-1 without free tiers; sources and dates in bench/cost/prices.ts. Counts of calls are held to the code by a test;',
    'durations and sizes that are not are named in bench/cost/assumed.ts.',
    ...(fromMemory.length === 0 ? [] : [`* holds a price from memory: ${fromMemory.join(', ')}.`]),
  ].join('\n');
}

function tableLines(parts: readonly PartOfBill[], bill: Bill): readonly string[] {
  const marked = (part: PartOfBill): string =>
    part.lines.some(({ price }) => bill.fromMemory.includes(price)) ? `${part.part} *` : part.part;
  const rows = [
    ['part', 'a month', 'an errand', 'share', ''],
    ...parts.map(part => [
      marked(part),
      money(part.usd, 2),
      money(part.usdPerTask, 6),
      `${(part.share * 100).toFixed(1)} %`,
      '█'.repeat(Math.round(part.share * BAR)),
    ]),
    ['all', money(bill.usd, 2), money(bill.usdPerTask, 6), '100.0 %', ''],
  ];
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

const money = (usd: number, digits: number): string =>
  `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
