/** How often an errand calls each function, and how long its workers run. Pure. */

import { assumed } from './assumed.ts';
import {
  occurrencesOf,
  reaperRows,
  relayRows,
  requestParts,
  requestRows,
  sessionEvents,
  watchedMinutes,
} from './count-requests.ts';
import { countWorker } from './count-worker.ts';
import type { Row } from './rows.ts';
import { countRun } from './run-counts.ts';
import { sumOf } from './table-units.ts';
import { actingSeconds, type Workload } from './workload.ts';

const PING_MINUTES = 4;

export const httpRequests = (workload: Workload): number => {
  const { 'watch connect': _c, 'watch disconnect': _d, 'watch subscribe': _s, ...http } = occurrencesOf(workload);
  return sumOf(http);
};

/** Socket messages that the client sends, and its connect and disconnect. */
export function socketCalls(workload: Workload): number {
  const {
    'watch connect': connects,
    'watch disconnect': disconnects,
    'watch subscribe': subscribes,
  } = occurrencesOf(workload);
  const pings = (workload.watchers * watchedMinutes(workload)) / PING_MINUTES;
  return connects + disconnects + subscribes + pings;
}

export const eventsOf = (workload: Workload): number => countRun(workload).events + sessionEvents(workload);

/** An errand alone writes a transaction at a time, and each comes as a batch of its own: the events of one transaction together. */
export const batchesOf = (workload: Workload): number => {
  const { hostEvents, parks } = countRun(workload);
  return eventsOf(workload) - hostEvents - parks - 5;
};

export const workerSeconds = (workload: Workload): number => {
  const { runs } = countRun(workload);
  const { startAndEndMs, coldStartMs, coldShare } = assumed;
  return actingSeconds(workload) + (runs * (startAndEndMs + coldStartMs * coldShare)) / 1_000;
};

/** All rows behind one errand, each with how often it occurs. */
export function rowsOfErrand(workload: Workload): readonly Row[] {
  const occurrences = occurrencesOf(workload);
  const times = (rows: readonly Row[], count: number): readonly Row[] =>
    rows.map(row => ({ ...row, times: row.times * count }));
  return [
    ...countWorker(workload),
    ...requestParts.flatMap(part => times(requestRows[part], occurrences[part])),
    ...times(relayRows, batchesOf(workload)),
    // An owner's places are looked at five minutes after the errand's last.
    ...times(
      reaperRows.filter(({ call }) => call.kind !== 'query'),
      1,
    ),
  ];
}
