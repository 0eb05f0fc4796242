/** What each function loads before its first event and how long that takes, beside a bare handler and the SDK alone, in turns. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleSize, bundleFunctions } from '../scripts/bundle-functions.ts';
import { bundleFloors, type Floor, floors } from './cold-start/bundle-floors.ts';
import { type Start, timeStart } from './cold-start/time-start.ts';
import { type Figure, median, ms } from './measure.ts';

const ROUNDS = 15;
/** What the API's functions are to keep; tests/infra/bundles.test.ts holds the bytes. */
const WANT = '≤ 480 KB, ≤ 1.10 × SDK as it is';

type Starts = ReadonlyMap<string, readonly Start[]>;

export async function benchColdStart(): Promise<readonly Figure[]> {
  const out = await mkdtemp(join(tmpdir(), 'errand-bench-'));
  try {
    const sizes = [...(await bundleFloors(out)), ...(await bundleFunctions(out))];
    const names = sizes.map(({ name }) => name);
    const starts = await timeInTurns(out, names);
    return sizes.map(size => figureOf(size, starts));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** All of a round after each other: what else the machine does then hits all alike. The first round warms the disk's cache. */
async function timeInTurns(out: string, names: readonly string[]): Promise<Starts> {
  const starts = new Map<string, Start[]>(names.map(name => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of names) {
      const start = await timeStart(join(out, name, 'index.mjs'));
      if (round > 0) starts.get(name)?.push(start);
    }
  }
  return starts;
}

function figureOf({ name, startBytes }: BundleSize, starts: Starts): Figure {
  const isFloor = floors.some(floor => floor === name);
  return {
    what: `cold start: ${name}, ${Math.round(startBytes / 1_000)} KB`,
    ours: timesOf(starts, name),
    beside: isFloor ? 'a floor' : floors.map(floor => `${floor} ${timesOf(starts, floor)}`).join(', '),
    ratio: floors.map(floor => `${ratio(starts, name, floor)} ${floor}`).join(', '),
    want: isFloor ? '–' : WANT,
  };
}

function timesOf(starts: Starts, name: string): string {
  const of = starts.get(name) ?? [];
  return `${ms(median(of.map(({ wallMs }) => wallMs)))} (${ms(median(of.map(({ cpuMs }) => cpuMs)))} of processor)`;
}

/** Of the processor's time, in the same round each, and of those the median. */
function ratio(starts: Starts, name: string, floor: Floor): string {
  const theirs = starts.get(floor) ?? [];
  const ratios = (starts.get(name) ?? []).map(({ cpuMs }, round) => cpuMs / (theirs[round]?.cpuMs ?? Number.NaN));
  return `${median(ratios).toFixed(2)} ×`;
}
