/** What a month takes of the table, the bucket and the key. Pure. */

import { type Amount, GB, REAPER_RUNS_A_MONTH } from './amount.ts';
import { assumed } from './assumed.ts';
import { reaperRows, sessionEvents } from './count-requests.ts';
import { countWorker } from './count-worker.ts';
import { itemSizes } from './rows.ts';
import { countRun } from './run-counts.ts';
import { tableUnits } from './table-units.ts';
import { batchesOf, rowsOfErrand } from './traffic.ts';
import type { Workload } from './workload.ts';

export function amountsOfTable(workload: Workload): readonly Amount[] {
  const { tasks, keepMonths } = workload;
  const units = tableUnits(rowsOfErrand(workload));
  const idle = tableUnits(reaperRows.filter(({ call }) => call.kind === 'query'));
  const gbMonths = (tasks * keepMonths * storedBytes(workload)) / GB;
  const entries = Object.entries(units.indexWrites).map(
    ([index, writes]): Amount => ({
      part: 'table writes',
      price: 'table.write',
      units: tasks * writes,
      why: `index ${index}`,
    }),
  );
  return [
    {
      part: 'table writes',
      price: 'table.write',
      units: tasks * units.writes,
      why: 'the table; a transaction takes two for one',
    },
    ...entries,
    {
      part: 'table reads',
      price: 'table.read',
      units: tasks * units.reads + REAPER_RUNS_A_MONTH * idle.reads,
      why: 'the watch every 0.5 s, the state before each append',
    },
    { part: 'table storage', price: 'table.gb-month', units: gbMonths, why: 'nothing of a stream ever expires' },
    { part: 'table storage', price: 'table.backup-gb-month', units: gbMonths, why: 'point-in-time recovery' },
    {
      part: 'table stream',
      price: 'table.stream-read',
      units: tasks * batchesOf(workload),
      why: 'free where a function reads',
    },
  ];
}

/** Events, records and states of one errand that stay in the table, the states' index entries too. */
export function storedBytes(workload: Workload): number {
  const { looks, screenshots, pageKb } = { ...countRun(workload), ...workload };
  const { datasets, events } = countRun(workload);
  const size = (name: string): number => itemSizes[name] ?? 0;
  const pages = looks * pageKb * 1_000;
  const records = (looks * screenshots + 2 * datasets + 3) * size('artifact');
  return (
    events * size('task event') +
    pages +
    sessionEvents(workload) * size('session event') +
    records +
    2 * (size('task') + size('session')) +
    size('consent')
  );
}

export function amountsOfFiles(workload: Workload): readonly Amount[] {
  const { tasks, screenshots, screenshotKb, keepMonths, watchers } = workload;
  const { looks } = countRun(workload);
  const rows = countWorker(workload);
  const made = (verb: string): number =>
    rows.reduce((sum, { call, times }) => sum + (call.kind === 'bucket' && call.verb === verb ? times : 0), 0);
  const asked = rows.reduce((sum, { call, times }) => sum + (call.kind === 'key' ? times : 0), 0);
  const shown = watchers * looks * Math.min(1, screenshots);
  const bytes = looks * screenshots * screenshotKb * 1_000 + assumed.lastPageBytes + storedBytes(workload);
  return [
    {
      part: 'bucket',
      price: 'bucket.put',
      units: tasks * (made('put') + made('list')),
      why: 'pictures, results, checkpoints',
    },
    { part: 'bucket', price: 'bucket.get', units: tasks * (made('get') + shown), why: 'pictures shown, checkpoints' },
    {
      part: 'bucket',
      price: 'bucket.gb-month',
      units: (tasks * keepMonths * bytes) / GB,
      why: 'pictures, pages, traces',
    },
    { part: 'key', price: 'key.month', units: 1, why: 'secrets and checkpoints' },
    { part: 'key', price: 'key.request', units: tasks * asked, why: 'a data key for each checkpoint' },
  ];
}
