/** `npm run bench [name …]`: runs the benchmarks one after the other and prints one table. Not a test: it never fails on a figure. */

import { benchAct } from './act.ts';
import { benchColdStart } from './cold-start.ts';
import { benchErrands } from './errands.ts';
import { benchLoad } from './load.ts';
import { type Figure, printTable } from './measure.ts';
import { benchObserve } from './observe/bench-observe.ts';
import { benchStartUp } from './start-up.ts';
import { benchTelemetry } from './telemetry.ts';
import { benchTokens } from './tokens.ts';
import { benchWarmRuns } from './warm-runs.ts';
import { benchWay } from './way.ts';

const benchmarks: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'start-up': benchStartUp,
  'cold-start': benchColdStart,
  observe: () => benchObserve({ verbose: process.argv.includes('--verbose') }),
  act: () => benchAct(),
  way: benchWay,
  tokens: benchTokens,
  telemetry: benchTelemetry,
  errands: benchErrands,
  'warm-runs': () => benchWarmRuns(),
  load: () => benchLoad(),
};

const numbered = ['--runs', '--tasks', '--workers'];
const asked = process.argv
  .slice(2)
  .filter((arg, at, all) => !arg.startsWith('--') && !numbered.includes(all[at - 1] ?? ''));
const unknown = asked.filter(name => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}"; there are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`measuring ${name} …`);
  figures.push(...(await run()));
}
printTable(figures);
process.exit(0);
