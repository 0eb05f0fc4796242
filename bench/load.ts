/** Many errands queued at once for several local workers, each with a Chromium of its own: what becomes of them, and what it takes. Judges nothing. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Local, startLocal } from '../lib/local/start-local.ts';
import { type Site, startSite } from '../tests/sites/start-site.ts';
import { hearAll } from './load/hear-all.ts';
import { type Judged, judge, outOfOrder, readVisits, waitsByPriority } from './load/judge-load.ts';
import { consentToAll, ownersOf, proposeAll } from './load/queue-errands.ts';
import { type Figure, median, quantile } from './measure.ts';
import { memoryOf } from './memory-of.ts';

const TASKS = 40;
const WORKERS = 4;
const OWNERS = 5;
const QUARTERS = 4;
/** Beyond it whatever has not ended is reported so. */
const LIMIT_MS_EACH = 30_000;
/** An idle worker gives back what it no longer needs after half a second. */
const REST_MS = 5_000;

export interface LoadOptions {
  readonly tasks: number;
  readonly workers: number;
}

interface Measured {
  readonly errands: readonly Judged[];
  /** Of each worker, in MB, at each quarter. */
  readonly memory: readonly (readonly number[])[];
  readonly atRest: readonly number[];
  readonly lostSockets: number;
}

/** `--tasks 200 --workers 4` for others. */
export async function benchLoad(options: LoadOptions = optionsAsked()): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'errand-load-'));
  const shop = await startSite('shop');
  const { PATH, HOME, CHROME_PATH } = process.env;
  const env = { PATH, HOME, CHROME_PATH, ERRAND_ALLOW_HOSTS: shop.host };
  const local = await startLocal({ dataDir, port: 0, workers: options.workers, env });
  try {
    return figuresOf(await measure(local, shop, options), shop, options);
  } finally {
    await local.close();
    await shop.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(local: Local, shop: Site, { tasks }: LoadOptions): Promise<Measured> {
  const owners = await ownersOf(local, OWNERS);
  const wishes = await proposeAll(owners, shop, tasks);
  const memory: number[][] = [];
  let ended = 0;
  const looking: Promise<void>[] = [];
  const over = Promise.withResolvers<void>();
  const look = async (quarter: number): Promise<void> => {
    memory[quarter] = await memoryOfAll(local);
    console.error(`  ${ended} of ${tasks} ended; workers hold ${mbOf(memory[quarter])}`);
  };
  const hearing = await hearAll(local, owners, () => {
    ended += 1;
    const quarter = Math.floor((ended * QUARTERS) / tasks);
    if (quarter > Math.floor(((ended - 1) * QUARTERS) / tasks)) looking.push(look(quarter - 1));
    if (ended === tasks) over.resolve();
  });
  const queued = await consentToAll(wishes, hearing.follow);
  console.error(`  all ${tasks} are queued`);
  await Promise.race([over.promise, sleep(tasks * LIMIT_MS_EACH)]);
  await Promise.all(looking);
  await sleep(REST_MS);
  const atRest = await memoryOfAll(local);
  const errands = await Promise.all(queued.map(one => judge(one, hearing.byTask.get(one.taskId))));
  hearing.close();
  return { errands, memory, atRest, lostSockets: hearing.lost() };
}

async function memoryOfAll(local: Local): Promise<number[]> {
  const all = await Promise.all(local.workerPids().map(memoryOf));
  return all.map(({ nowMb }) => nowMb);
}

const mbOf = (each: readonly number[] = []): string => `${each.map(mb => mb.toFixed(0)).join(', ')} MB`;

function figuresOf(
  { errands, memory, atRest, lostSockets }: Measured,
  shop: Site,
  { tasks, workers }: LoadOptions,
): readonly Figure[] {
  const first = Math.min(...errands.map(({ beganAt }) => beganAt));
  const last = Math.max(...errands.map(({ endedAt }) => endedAt));
  const completed = errands.filter(({ status }) => status === 'completed').length;
  const tooManyStarts = errands.filter(({ starts }) => starts !== 1).length;
  const gaps = errands.reduce((sum, one) => sum + one.gaps, 0);
  const { doubled, unseen, acts, repeated } = readVisits(shop, errands);
  const figure = (what: string, ours: string, want = '–'): Figure => ({ what, ours, beside: '–', ratio: '–', want });
  const waited = waitsByPriority(errands).flatMap(({ priority, seconds }) =>
    seconds.length === 0 ? [] : `${priority} ${median(seconds).toFixed(0)} (${quantile(seconds, 1).toFixed(0)})`,
  );
  const quarters = memory.map(mbOf).join('; ');
  return [
    figure(`${tasks} errands at once, ${workers} workers: ended well`, `${completed}`, `${tasks}`),
    figure('errands a minute', ((errands.length * 60_000) / (last - first)).toFixed(1)),
    figure('seconds in the queue, median (most)', waited.join(', ')),
    figure('begun by more than one worker', `${tooManyStarts}`, '0'),
    figure("by the site's log: begun twice, never, acted", `${doubled}, ${unseen}, ${acts}`, `0, 0, ${tasks}`),
    figure("by the site's log: browsers that acted twice", `${repeated}`, '0'),
    figure('begun before an earlier one of the same owner and priority', `${outOfOrder(errands)}`, '0'),
    figure('events that no socket brought, or in a wrong order', `${gaps}`, '0'),
    figure('sockets lost', `${lostSockets}`, '0'),
    figure('workers hold at each quarter, at work', quarters, 'flat'),
    figure('workers hold at rest', mbOf(atRest), '–'),
  ];
}

function optionsAsked(): LoadOptions {
  const numberOf = (flag: string, otherwise: number): number => {
    const at = process.argv.indexOf(flag);
    const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${flag} wants a whole number, 1 or more.`);
    return value;
  };
  return { tasks: numberOf('--tasks', TASKS), workers: numberOf('--workers', WORKERS) };
}

// `node bench/load.ts [--tasks 200] [--workers 4]`
if (import.meta.main) {
  const { printTable } = await import('./measure.ts');
  printTable(await benchLoad());
  process.exit(0);
}
