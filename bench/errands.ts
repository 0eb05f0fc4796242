/** How many of the errands the built-in offline model brings to a right end, whole cloud and real Chromium, one after the other. */

import { allErrands } from './errands/all-errands.ts';
import { runErrand, type Verdict } from './errands/run-errand.ts';
import { openStage } from './errands/stage.ts';
import { lineOf, tableOf } from './errands/tell-verdicts.ts';
import { type Figure, median } from './measure.ts';

export async function benchErrands(): Promise<readonly Figure[]> {
  const verdicts = await runErrands(allErrands.map(({ id }) => id));
  const right = verdicts.filter(({ wrong }) => wrong.length === 0).length;
  return [
    {
      what: 'errands of several steps that end right, offline model',
      ours: `${right} of ${verdicts.length}`,
      beside: '–',
      ratio: '–',
      want: `${verdicts.length} of ${verdicts.length}`,
    },
    spread(
      'such an errand, median (most): steps',
      verdicts.map(({ steps }) => steps),
      0,
    ),
    spread(
      'such an errand, median (most): tokens',
      verdicts.map(({ tokens }) => tokens),
      0,
    ),
    spread(
      'such an errand, median (most): seconds',
      verdicts.map(({ seconds }) => seconds),
      1,
    ),
  ];
}

function spread(what: string, values: readonly number[], digits: number): Figure {
  const ours = `${median(values).toFixed(digits)} (${Math.max(...values).toFixed(digits)})`;
  return { what, ours, beside: '–', ratio: '–', want: '–' };
}

/** Prints each verdict as it comes, and all of them as a table at the end. */
export async function runErrands(ids: readonly string[], whole = false): Promise<readonly Verdict[]> {
  const chosen = allErrands.filter(({ id }) => ids.includes(id));
  const stage = await openStage();
  const verdicts: Verdict[] = [];
  try {
    for (const [at, errand] of chosen.entries()) {
      const verdict = await runErrand(stage.cloud.client, stage.sites, errand);
      verdicts.push(verdict);
      console.error(lineOf(verdict, at + 1, chosen.length));
      if (whole) console.error([...verdict.said, '', verdict.summary].map(line => `      | ${line}`).join('\n'));
    }
  } finally {
    await stage.close();
  }
  console.error(`\n${tableOf(verdicts)}\n`);
  return verdicts;
}

// `node bench/errands.ts [--whole] [id …]`: some of them, and with --whole what the model said at each step.
if (import.meta.main) {
  const asked = process.argv.slice(2).filter(word => word !== '--whole');
  const ids = asked.length > 0 ? asked : allErrands.map(({ id }) => id);
  const unknown = ids.filter(id => !allErrands.some(errand => errand.id === id));
  if (unknown.length > 0)
    console.error(`There is no errand "${unknown[0]}"; there are: ${allErrands.map(({ id }) => id).join(', ')}.`);
  else {
    const verdicts = await runErrands(ids, process.argv.includes('--whole'));
    console.error(`${verdicts.filter(({ wrong }) => wrong.length === 0).length} of ${verdicts.length} end right`);
  }
  process.exit(unknown.length > 0 ? 2 : 0);
}
