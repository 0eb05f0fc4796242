/** `npm run cost -- --tasks 100000 …`: what a month of errands costs, or how the hot paths behave. Reads flags, prints; the figures are bench/cost's. */

import { billOf } from '../bench/cost/bill.ts';
import { helpText, readFlags } from '../bench/cost/flags.ts';
import { billText } from '../bench/cost/print-bill.ts';
import { scaleReport, scaleText } from '../bench/cost/scale-report.ts';

const asked = readFlags(process.argv.slice(2));
switch (asked.kind) {
  case 'help':
    console.log(helpText());
    break;
  case 'wrong':
    for (const problem of asked.problems) console.error(problem);
    process.exitCode = 2;
    break;
  case 'bill': {
    const bill = billOf(asked.workload);
    console.log(asked.json ? JSON.stringify(bill, null, 2) : billText(bill));
    break;
  }
  case 'simulate': {
    const report = scaleReport(asked.workload);
    console.log(asked.json ? JSON.stringify(report, null, 2) : scaleText(report));
    break;
  }
  default:
    asked satisfies never;
}
