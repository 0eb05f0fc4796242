/** What breaks first at 1×, 10×, 100× and 1000×: the simulated hour at each, and what it asks of the limits. Pure: gives data and text. */

import { assumed } from './assumed.ts';
import { type Demand, demandsOf, perSecond } from './demands.ts';
import { type Limit, limits, queueScaling } from './limits.ts';
import { countRun } from './run-counts.ts';
import { type Hour, lagOf, quantile, simulate } from './simulate.ts';
import { actingSeconds, type Workload } from './workload.ts';

export interface ScaleRow {
  readonly times: number;
  readonly tasks: number;
  /** Errands a second: mean of the month, and of the busiest hour. */
  readonly mean: number;
  readonly peak: number;
  readonly calm: Hour;
  readonly burst: Hour;
  readonly burstErrands: number;
  /** The calm hour with as few workers as infra has for a first deployment. */
  readonly few: Hour;
  /** Write units a second in the hottest partition, of the hour with the burst. */
  readonly hottest: { readonly p50: number; readonly p95: number; readonly most: number };
  /** Seconds from an event to its socket beyond a delivery's own time, with one reader a shard, and with ten. */
  readonly lag: { readonly one: Lag; readonly ten: Lag };
  readonly demands: readonly SharedDemand[];
}

/** With its share of the limit. */
type SharedDemand = Demand & { readonly share: number };

interface Lag {
  readonly p50: number;
  readonly p95: number;
}

export interface ScaleReport {
  readonly workload: Workload;
  readonly rows: readonly ScaleRow[];
}

const MONTH_SECONDS = 30 * 86_400;
/** Guesses: the busiest hour has three times the mean, and ten minutes of it may come within ten seconds. */
const PEAK_FACTOR = 3;
const BURST_MINUTES = 10;
const HOUR = 3_600;
const SCALES = [1, 10, 100, 1_000] as const;
const SEED = 6;
export function scaleReport(workload: Workload): ScaleReport {
  return { workload, rows: SCALES.map(times => scaleRow(workload, times)) };
}

function scaleRow(workload: Workload, times: number): ScaleRow {
  const tasks = workload.tasks * times;
  const mean = tasks / MONTH_SECONDS;
  const peak = mean * PEAK_FACTOR;
  const burstErrands = Math.round(peak * 60 * BURST_MINUTES);
  const scene = {
    rate: peak,
    seconds: HOUR,
    runSeconds: runSecondsOf(workload),
    waitSeconds: workload.waitingMinutes * 60,
    cap: limits.concurrency.most,
    pollers: queueScaling,
    seed: SEED,
  };
  const calm = simulate({ ...scene, burst: 0 });
  const burst = simulate({ ...scene, burst: burstErrands });
  const few = simulate({ ...scene, burst: 0, cap: limits.maxWorkers.most });
  const each = perSecond(workload);
  const writes = burst.running.map(running => running * each.dueListWrites);
  const events = burst.running.map(running => running * each.events);
  const lag = (readers: Limit): Lag => {
    const seconds = lagOf(events, readers.most);
    return { p50: quantile(seconds, 0.5), p95: quantile(seconds, 0.95) };
  };
  return {
    ...{ times, tasks, mean, peak, calm, few, burst, burstErrands },
    hottest: { p50: quantile(writes, 0.5), p95: quantile(writes, 0.95), most: quantile(writes, 1) },
    lag: { one: lag(limits.relayInOrder), ten: lag(limits.relayOfTen) },
    demands: sharesAt(workload, peak),
  };
}

/** What the pace would ask for, whatever the workers' cap makes of it. */
function sharesAt(workload: Workload, peak: number): readonly SharedDemand[] {
  const running = peak * runSecondsOf(workload).reduce((sum, one) => sum + one, 0);
  const demands = demandsOf(workload, { arrivals: peak, running });
  return demands.map(demand => ({ ...demand, share: demand.units / limits[demand.limit].most }));
}

/** As the report has it, without the simulated hours. */
export function demandText(workload: Workload): string {
  const perMonth = (PEAK_FACTOR * workload.tasks) / MONTH_SECONDS;
  return demandLines(SCALES.map(times => ({ times, demands: sharesAt(workload, times * perMonth) }))).join('\n');
}

const demandLines = (rows: readonly Pick<ScaleRow, 'times' | 'demands'>[]): readonly string[] =>
  aligned([
    ['', 'limit', ...rows.map(({ times }) => `${times}×`)],
    ...(rows[0]?.demands ?? []).map(({ what, limit }, index) => [
      what,
      `${limits[limit].most.toLocaleString('en')} ${limits[limit].unit}`,
      ...rows.map(({ demands }) => shareText(demands[index])),
    ]),
  ]);

/** A wait ends a run of the worker; the steps are shared out among the runs. */
function runSecondsOf(workload: Workload): readonly number[] {
  const runs = Math.max(1, Math.round(countRun(workload).runs));
  const { startAndEndMs, coldStartMs, coldShare } = assumed;
  const start = (startAndEndMs + coldStartMs * coldShare) / 1_000;
  return Array.from({ length: runs }, () => actingSeconds(workload) / runs + start);
}

export function scaleText({ rows }: ScaleReport): string {
  return [
    `The busiest hour (${PEAK_FACTOR} times the mean), ${limits.concurrency.most} workers at most; with a burst of ${BURST_MINUTES} minutes' errands within 10 s in its middle:`,
    '',
    ...aligned([
      ['', ...rows.map(({ times }) => `${times}×`)],
      ['errands a month', ...rows.map(({ tasks }) => tasks.toLocaleString('en'))],
      ['errands a second, mean / busiest hour', ...rows.map(({ mean, peak }) => `${figure(mean)} / ${figure(peak)}`)],
      [
        'calm: workers, mean / most',
        ...rows.map(({ calm }) => `${figure(calm.concurrency.mean)} / ${figure(calm.concurrency.most)}`),
      ],
      ['calm: queue age, p50 / p95', ...rows.map(({ calm }) => ages(calm))],
      [`calm, ${limits.maxWorkers.most} workers: queue age, p50 / p95`, ...rows.map(({ few }) => ages(few))],
      ['errands in the burst', ...rows.map(({ burstErrands }) => burstErrands.toLocaleString('en'))],
      [
        'burst: workers, mean / most',
        ...rows.map(({ burst }) => `${figure(burst.concurrency.mean)} / ${figure(burst.concurrency.most)}`),
      ],
      ['burst: queue age, p50 / p95', ...rows.map(({ burst }) => ages(burst))],
      ['burst: queue age, most', ...rows.map(({ burst }) => `${figure(burst.queueAge.most)} s`)],
      ['burst: left in the queue at the end', ...rows.map(({ burst }) => burst.leftInQueue.toLocaleString('en'))],
      [
        'hottest partition, write units/s, p50 / p95 / most',
        ...rows.map(({ hottest }) => `${figure(hottest.p50)} / ${figure(hottest.p95)} / ${figure(hottest.most)}`),
      ],
      ['relay behind, one delivery at a time, p50 / p95', ...rows.map(({ lag }) => lags(lag.one))],
      ['relay behind, ten streams side by side, p50 / p95', ...rows.map(({ lag }) => lags(lag.ten))],
    ]),
    '',
    'What the busiest hour asks of each limit (share of the default; ! is beyond it):',
    '',
    ...demandLines(rows),
  ].join('\n');
}

const ages = ({ queueAge }: Hour): string => `${figure(queueAge.p50)} / ${figure(queueAge.p95)} s`;
const lags = ({ p50, p95 }: Lag): string => `${figure(p50)} / ${figure(p95)} s`;

const shareText = (demand: ScaleRow['demands'][number] | undefined): string =>
  demand === undefined
    ? ''
    : `${figure(demand.units)} (${figure(demand.share * 100)} %${demand.share > 1 ? ' !' : ''})`;

/** Two figures that count. */
const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toLocaleString('en', { maximumSignificantDigits: 2 });

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
