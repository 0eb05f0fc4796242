/** Small errands one after another in one warm worker with real Chromium: what it holds at rest after 10 to 1,000 of them. Judges nothing. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSite } from '../tests/sites/start-site.ts';
import { doErrand, startTestCloud } from '../tests/support/local-cloud.ts';
import { type Figure, median, ms, quantile } from './measure.ts';
import { memoryOf } from './memory-of.ts';

const LOOKS = [10, 50, 100, 200, 500, 1_000] as const;
const RUNS = 1_000;
/** The browser of a run ends a moment after its last event. */
const QUIET_MS = 10_000;
/** An idle worker gives back what it no longer needs after half a second; that takes a moment too. */
const REST_MS = 2_000;

interface Held {
  readonly runs: number;
  /** Of these. */
  readonly failed: number;
  readonly p50: number;
  readonly p95: number;
  /** Resident, at rest. */
  readonly restMb: number;
  /** The most that was resident since the look before, at any moment of any run. */
  readonly mostMb: number;
  readonly descriptors: number;
  readonly children: number;
  readonly files: number;
  readonly pid: number;
}

/** `--runs 200` for fewer. */
export async function benchWarmRuns(runs = runsAsked()): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'errand-warm-'));
  const temp = join(folder, 'tmp');
  await mkdir(temp);
  const shop = await startSite('shop');
  const cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: shop.host,
    ERRAND_LIMIT_TASKS_DAY: '100000',
    ERRAND_LIMIT_REQUESTS: '100000',
    ERRAND_LIMIT_BURST: '100000',
    TMPDIR: temp,
  });
  const held: Held[] = [];
  try {
    let took: number[] = [];
    let failed = 0;
    for (let run = 1; run <= runs; run += 1) {
      const start = performance.now();
      const { result } = await doErrand(cloud.client, `Go to ${shop.url} and open "Kettles".`);
      took.push(performance.now() - start);
      if (result.status !== 'completed') {
        failed += 1;
        console.error(`  run ${run} ended as ${JSON.stringify(result)}`);
      }
      if (run !== runs && !LOOKS.some(look => look === run)) continue;
      held.push(await lookAt({ pid: cloud.local.workerPids()[0] ?? 0, temp, took, runs: run, failed }));
      console.error(`  ${figureOf(held.at(-1), held[0])?.ours}`);
      took = [];
    }
  } finally {
    await cloud.close();
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  }
  return held.flatMap(one => figureOf(one, held[0]) ?? []);
}

interface Looking extends Pick<Held, 'pid' | 'runs' | 'failed'> {
  readonly temp: string;
  readonly took: readonly number[];
}

async function lookAt({ pid, temp, took, runs, failed }: Looking): Promise<Held> {
  const until = performance.now() + QUIET_MS;
  while ((await childrenOf(pid)).length > 0 && performance.now() < until) await sleep(50);
  await sleep(REST_MS);
  const { nowMb, mostMb } = await memoryOf(pid);
  // Linux's word for "measure the most anew".
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  return {
    runs,
    failed,
    pid,
    p50: median(took),
    p95: quantile(took, 0.95),
    restMb: nowMb,
    mostMb,
    descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    children: (await childrenOf(pid)).length,
    files: (await readdir(temp, { recursive: true })).length,
  };
}

/** Of each thread's own, as Linux tells it. */
async function childrenOf(pid: number): Promise<readonly string[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map(thread => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap(list => list.split(' ').filter(child => child !== ''));
}

/** Beside it the first look; another process means that the worker died. */
function figureOf(held: Held | undefined, first: Held | undefined): Figure | undefined {
  if (held === undefined || first === undefined) return undefined;
  const { runs, failed, p50, p95, restMb, mostMb, descriptors, children, files } = held;
  const what = `after ${runs} errands${failed === 0 ? '' : ` (${failed} failed)`} in one warm worker`;
  const memory = `${restMb.toFixed(0)} MB at rest, ${mostMb.toFixed(0)} at most`;
  return {
    what: held.pid === first.pid ? what : `${what}, not the first one`,
    ours: `${memory}, ${descriptors} descriptors, ${children} children, ${files} files; ${ms(p50)}, p95 ${ms(p95)}`,
    beside: `after ${first.runs}: ${first.restMb.toFixed(0)} and ${first.mostMb.toFixed(0)} MB, ${first.descriptors} descriptors`,
    ratio: `${(restMb / first.restMb).toFixed(2)} ×, at most ${(mostMb / first.mostMb).toFixed(2)} ×`,
    want: '≤ 1.1 ×, 0 children, 0 files',
  };
}

function runsAsked(): number {
  const at = process.argv.indexOf('--runs');
  const runs = at < 0 ? RUNS : Number(process.argv[at + 1]);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number, 1 or more.');
  return runs;
}

// `node bench/warm-runs.ts [--runs 200]`
if (import.meta.main) {
  const { printTable } = await import('./measure.ts');
  printTable(await benchWarmRuns());
  process.exit(0);
}
