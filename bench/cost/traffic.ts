/** How often an errand calls each function, and how long its workers run. Pure. */

import { assumed } from './assumed.ts';
import {
  occurrencesOf,
  type RequestPart,
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
/** Of one socket message that is billed once. */
export const SOCKET_UNIT_BYTES = 32_768;

/** Those that come over the socket. */
const socketParts = [
  'watch connect',
  'watch disconnect',
  'watch subscribe',
  'watch live',
  'watch live end',
] as const satisfies readonly RequestPart[];

const overSocket = (workload: Workload): number => {
  const occurrences = occurrencesOf(workload);
  return socketParts.reduce((sum, part) => sum + occurrences[part], 0);
};

export const httpRequests = (workload: Workload): number => sumOf(occurrencesOf(workload)) - overSocket(workload);

/** Socket messages that the client sends, and its connect and disconnect. */
export function socketCalls(workload: Workload): number {
  const pings = (workload.watchers * watchedMinutes(workload)) / PING_MINUTES;
  return overSocket(workload) + pings;
}

/** Pictures of an errand's page that go to those who watch it live. */
export const livePictures = (workload: Workload): number =>
  workload.watchers * workload.watchedLive * actingSeconds(workload) * assumed.livePicturesPerSecond;

/** Socket messages of one picture, as they are billed. */
export const messagesOfPicture = Math.ceil(assumed.livePictureBytes / SOCKET_UNIT_BYTES);

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
