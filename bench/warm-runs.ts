/** Small errands one after another in one warm worker with real Chromium: what it holds after 10, 100, 500 and 1,000 of them. Judges nothing. */

import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSite } from '../tests/sites/start-site.ts';
import { doErrand, startTestCloud } from '../tests/support/local-cloud.ts';
import { type Figure, median, ms, quantile } from './measure.ts';

const LOOKS = [10, 50, 100, 200, 500, 1_000] as const;
const RUNS = 1_000;
/** The browser of a run ends a moment after its last event. */
const QUIET_MS = 10_000;

interface Held {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
  readonly rssMb: number;
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
    for (let run = 1; run <= runs; run += 1) {
      const start = performance.now();
      const { result } = await doErrand(cloud.client, `Go to ${shop.url} and open "Kettles".`);
      took.push(performance.now() - start);
      if (result.status !== 'completed') throw new Error(`Run ${run} ended as ${JSON.stringify(result)}.`);
      if (run !== runs && !LOOKS.some(look => look === run)) continue;
      held.push(await lookAt({ pid: cloud.local.workerPids()[0] ?? 0, temp, took, runs: run }));
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

interface Looking {
  readonly pid: number;
  readonly temp: string;
  readonly took: readonly number[];
  readonly runs: number;
}

async function lookAt({ pid, temp, took, runs }: Looking): Promise<Held> {
  const until = performance.now() + QUIET_MS;
  while ((await childrenOf(pid)).length > 0 && performance.now() < until) await sleep(50);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return {
    runs,
    pid,
    p50: median(took),
    p95: quantile(took, 0.95),
    rssMb: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024,
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
  const { runs, p50, p95, rssMb, descriptors, children, files } = held;
  return {
    what: `after ${runs} errands in one warm worker${held.pid === first.pid ? '' : ' (not the first one)'}`,
    ours: `${rssMb.toFixed(0)} MB, ${descriptors} descriptors, ${children} children, ${files} files; ${ms(p50)}, p95 ${ms(p95)}`,
    beside: `${first.rssMb.toFixed(0)} MB, ${first.descriptors} descriptors at ${first.runs}`,
    ratio: `${(rssMb / first.rssMb).toFixed(2)} ×`,
    want: 'flat',
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
