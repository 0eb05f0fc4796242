/** What errands at a given pace ask of each limit. Pure: the counts are the model's, the pace the simulation's. */

import { byStatus } from '../../lib/store/keys.ts';
import { occurrencesOf, requestParts, sessionEvents, watchedMinutes } from './count-requests.ts';
import { countWorker } from './count-worker.ts';
import type { LimitName } from './limits.ts';
import { countRun } from './run-counts.ts';
import { sumOf, tableUnits } from './table-units.ts';
import { livePictures, rowsOfErrand, workerSeconds } from './traffic.ts';
import type { Workload } from './workload.ts';

export interface Pace {
  /** Errands that begin in a second, and workers that run, at the peak. */
  readonly arrivals: number;
  readonly running: number;
}

export interface Demand {
  readonly what: string;
  readonly limit: LimitName;
  readonly units: number;
  readonly note: string;
}

/** Of one running errand, each second. */
export interface PerSecond {
  readonly tableWrites: number;
  /** In the one partition `tasks` of the index by status, which all running errands share. */
  readonly dueListWrites: number;
  readonly events: number;
  readonly keyRequests: number;
}

export function perSecond(workload: Workload): PerSecond {
  const rows = countWorker(workload);
  const seconds = workerSeconds(workload);
  const units = tableUnits(rows);
  const { events } = countRun(workload);
  const keys = rows.reduce((sum, { call, times }) => sum + (call.kind === 'key' ? times : 0), 0);
  return {
    tableWrites: (units.writes + sumOf(units.indexWrites)) / seconds,
    dueListWrites: (units.indexWrites[byStatus.name] ?? 0) / seconds,
    events: events / seconds,
    keyRequests: keys / seconds,
  };
}

/** `take-next.ts` reads no more of a list. */
const RANK_ENTRIES_READ = 4_000;
/** Entries of some 150 bytes, read eventually consistently: two of 4 KB for one unit. */
const RANK_ENTRIES_A_READ_UNIT = 8_192 / 150;

export function demandsOf(workload: Workload, { arrivals, running }: Pace): readonly Demand[] {
  const each = perSecond(workload);
  const { runs } = countRun(workload);
  const occurrences = occurrencesOf(workload);
  const all = tableUnits(rowsOfErrand(workload));
  const inWorker = tableUnits(countWorker(workload));
  const outsideWrites = all.writes + sumOf(all.indexWrites) - inWorker.writes - sumOf(inWorker.indexWrites);
  const http = sumOf(
    Object.fromEntries(
      requestParts
        .filter(part => part.startsWith('api') || /ticket|events|picture/.test(part))
        .map(part => [part, occurrences[part]]),
    ),
  );
  const events = running * each.events + arrivals * sessionEvents(workload);
  const tableWrites = running * each.tableWrites + arrivals * outsideWrites;
  return [
    { what: 'workers, as infra has them', limit: 'maxWorkers', units: running, note: '`-c maxWorkers=…`' },
    {
      what: 'relay, one delivery at a time',
      limit: 'relayInOrder',
      units: events,
      note: '`task.queued` goes this way too',
    },
    { what: 'the same, ten streams side by side', limit: 'relayOfTen', units: events, note: '' },
    {
      what: 'index byStatus, partition `tasks`',
      limit: 'partitionWrites',
      units: running * each.dueListWrites,
      note: 'all running errands write into one partition, at each new `dueAt`',
    },
    {
      what: 'index byRank, partition `running`, read',
      limit: 'partitionReads',
      units: arrivals * runs * Math.ceil(Math.min(running, RANK_ENTRIES_READ) / RANK_ENTRIES_A_READ_UNIT),
      note: 'each start counts all that run',
    },
    {
      what: 'one errand, partition `task/<id>`',
      limit: 'partitionWrites',
      units: each.tableWrites,
      note: 'the same at every scale',
    },
    {
      what: 'the table, first day',
      limit: 'newTableWrites',
      units: tableWrites,
      note: 'gone once the table has grown with its traffic',
    },
    { what: 'the table', limit: 'tableWrites', units: tableWrites, note: '' },
    { what: 'workers', limit: 'concurrency', units: running, note: 'shared with every other function of the account' },
    { what: 'workers of one queue', limit: 'pollers', units: running, note: '' },
    {
      what: 'queue, in flight',
      limit: 'inFlight',
      units: running,
      note: 'a message is in flight while its worker runs',
    },
    { what: 'API', limit: 'httpRequests', units: arrivals * http, note: '' },
    {
      what: 'API and socket messages',
      limit: 'gatewayRequests',
      units: arrivals * (http + livePictures(workload)) + workload.watchers * events,
      note: 'posts to sockets count too, a live picture as one',
    },
    {
      what: 'sockets, new',
      limit: 'newSockets',
      units: arrivals * workload.watchers,
      note: `${Math.round(arrivals * workload.watchers * watchedMinutes(workload) * 60).toLocaleString('en')} open`,
    },
    { what: 'key', limit: 'keyRequests', units: running * each.keyRequests, note: 'a data key for each checkpoint' },
  ];
}
