/** Every call of the worker for one errand, from the first lease to the end, as a function of the workload. Pure; a test holds it to the code. */

import {
  changeTask,
  EVENT_BYTES,
  eventually,
  get,
  item,
  query,
  type Row,
  sessionEvent,
  state,
  taskEvent,
  transact,
  write,
} from './rows.ts';
import { countRun, type RunCounts } from './run-counts.ts';
import type { Workload } from './workload.ts';

/** Of an entry of the index by rank: its keys, the owner, the rest time. */
const RANK_ENTRY_BYTES = 150;
/** `readEvents` asks for so many at a time, for a resume and for the trace. */
const EVENTS_A_RESUME_PAGE = 500;
const EVENTS_A_TRACE_PAGE = 200;

export function countWorker(workload: Workload, crowd = { running: 2, queued: 1 }): readonly Row[] {
  const counts = countRun(workload);
  return [
    ...begin(counts, crowd),
    ...look(workload, counts),
    ...act(counts),
    ...keep(counts),
    ...show(workload, counts),
    ...end(workload, counts),
  ];
}

function begin({ runs, events }: RunCounts, { running, queued }: { running: number; queued: number }): readonly Row[] {
  const rank = query('index byRank', RANK_ENTRY_BYTES * Math.max(running, queued));
  return [
    {
      what: 'choose the next task',
      why: 'take-next.ts: one query of `running`, one of `queued`, for each start',
      times: 2 * runs,
      call: rank,
    },
    { what: 'take the lease', why: 'lease.ts reads the state', times: runs, call: get('task') },
    {
      what: 'take the lease',
      why: 'with `task.started`: the task moves in both lists of what is to happen',
      times: runs,
      call: transact(state('task', { byStatus: 'moved', byRank: 'moved' }), taskEvent()),
    },
    {
      what: 'read the events so far',
      why: 'run-task.ts, to see what another worker did; each start reads the whole stream',
      times: runs + Math.floor(events / EVENTS_A_RESUME_PAGE),
      call: query('task events', (events / 2) * (EVENT_BYTES + 1_200)),
    },
    ...changeTask('browser.opened', 'run-in-browser.ts, once a start', runs),
    ...changeTask('task.resumed', 'resume.ts, once a start after the first', runs - 1),
    {
      what: 'load the checkpoint',
      why: 'checkpoints.ts, once a resume',
      times: runs - 1,
      call: { kind: 'bucket', verb: 'get' },
    },
    {
      what: 'load the checkpoint',
      why: 'its data key is unwrapped',
      times: runs - 1,
      call: { kind: 'key', verb: 'decrypt' },
    },
  ];
}

function look({ screenshots, pageKb }: Workload, { looks }: RunCounts): readonly Row[] {
  const page = taskEvent(EVENT_BYTES + pageKb * 1_000);
  return [
    ...artifacts('picture', 'look.ts keeps one at each look', looks * screenshots),
    ...changeTask('page.observed', 'look.ts: the observation is in the event, cut at 16 KB', looks, [page]),
  ];
}

const artifacts = (what: string, why: string, times: number): readonly Row[] => [
  { what, why: 'the bytes first', times, call: { kind: 'bucket', verb: 'put' } },
  ...changeTask(what, `${why}: \`artifact.saved\` and its record`, times, [taskEvent(500), item('artifact')]),
];

function act({ decisions, acts, extractions, questions, hostEvents }: RunCounts): readonly Row[] {
  return [
    ...changeTask('step.decided', 'record-decision.ts, once a decision', decisions),
    ...changeTask(
      'action.started',
      'act.ts: the intent is on record before the act; the first is the start page',
      acts,
    ),
    ...changeTask('action.finished', 'with `hosts.contacted` where the page asked for new hosts', hostEvents, [
      taskEvent(),
      taskEvent(),
    ]),
    ...changeTask('action.finished', 'without new hosts', acts - hostEvents),
    ...changeTask('data.extracted', 'extract-data.ts, once an extraction', extractions),
    ...changeTask('question.asked', 'journal.ts, once a question', questions),
  ];
}

function keep({ watchReads, pollReads, renewals, checkpoints, replaced, parks }: RunCounts): readonly Row[] {
  return [
    {
      what: 'watch the task',
      why: 'watch.ts reads the state every 0.5 s: a cancel is seen at once',
      times: watchReads,
      call: get('task'),
    },
    {
      what: 'wait for the answer',
      why: 'journal.ts reads every 0.5 s for up to 20 s, beside the watch',
      times: pollReads,
      call: get('task'),
    },
    {
      what: 'renew the lease',
      why: 'watch.ts, every 10 s: `dueAt` is an index key, so the entry moves; the state, which the list by owner holds, stays',
      times: renewals,
      call: write(item('task', { byStatus: 'moved' })),
    },
    {
      what: 'save a checkpoint',
      why: 'a data key of its own',
      times: checkpoints,
      call: { kind: 'key', verb: 'generate' },
    },
    {
      what: 'save a checkpoint',
      why: 'keep-checkpoints.ts: after a step, at most every 5 s, and where the run is put away',
      times: checkpoints,
      call: { kind: 'bucket', verb: 'put' },
    },
    ...changeTask('checkpoint.saved', 'the event that names it', checkpoints),
    {
      what: 'delete the checkpoint before',
      why: 'only the newest is kept',
      times: replaced,
      call: { kind: 'bucket', verb: 'delete' },
    },
    ...changeTask('task.parked', 'put-away-task.ts: the lease goes with the event', parks, [taskEvent()], {
      byStatus: 'moved',
      byRank: 'left',
    }),
  ];
}

/** Whether anybody watches or not; what is shown goes to sockets, and takes nothing of the table. */
function show({ watchers, watchedLive }: Workload, { liveAsks }: RunCounts): readonly Row[] {
  return [
    {
      what: 'show the page live',
      why: 'show-frames.ts asks every 2 s who watches, somebody or nobody',
      times: liveAsks,
      call: eventually(query('watchers')),
    },
    {
      what: 'show the page live',
      why: "watchers.ts: is the socket still open, and the owner's; at each asking for each who watches",
      times: liveAsks * watchers * watchedLive,
      call: eventually(get('connection')),
    },
  ];
}

function end({ pageKb }: Workload, { datasets, checkpoints, replaced, events, looks }: RunCounts): readonly Row[] {
  const wholeStream = looks * pageKb * 1_000 + events * itemBytesOfEvent;
  return [
    ...artifacts('data', 'save-results.ts: CSV and JSON of each dataset', 2 * datasets),
    ...artifacts('last page', 'save-results.ts: HTML and MHTML', 2),
    {
      what: 'read the trace',
      why: 'save-results.ts reads every event again',
      times: 1 + Math.floor(events / EVENTS_A_TRACE_PAGE),
      call: query('task events', wholeStream),
    },
    ...artifacts('trace', 'save-results.ts', 1),
    { what: 'end', why: 'end-task.ts reads both states', times: 1, call: get('task') },
    { what: 'end', why: 'end-task.ts reads both states', times: 1, call: get('session') },
    {
      what: 'end',
      why: 'one transaction: both states, `task.finished`, the message, `task.reported`, the place and the money given back',
      times: 1,
      call: transact(
        state('session'),
        sessionEvent(),
        sessionEvent(),
        state('task', { byStatus: 'left', byRank: 'left' }),
        taskEvent(),
        item('holders'),
        item('day'),
      ),
    },
    {
      what: 'delete the checkpoints',
      why: 'checkpoints.ts lists what is left',
      times: 1,
      call: { kind: 'bucket', verb: 'list' },
    },
    {
      what: 'delete the checkpoints',
      why: 'the newest',
      times: checkpoints - replaced,
      call: { kind: 'bucket', verb: 'delete' },
    },
  ];
}

const itemBytesOfEvent = 400;
