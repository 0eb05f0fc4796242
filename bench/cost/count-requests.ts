/** Every call behind the API, the socket, the relay and the reaper, for one occurrence of each, and how often each occurs. Pure; a test holds it to the code. */

import { get, item, query, type Row, sessionEvent, state, taskEvent, transact, write } from './rows.ts';
import { countRun } from './run-counts.ts';
import { actingSeconds, isParked, type Workload } from './workload.ts';

export const requestParts = [
  'api session',
  'api message',
  'api consent',
  'api answer',
  'watch ticket',
  'watch connect',
  'watch subscribe',
  'watch artifacts',
  'watch events',
  'watch picture',
  'watch disconnect',
  'watch live',
  'watch live end',
] as const;
export type RequestPart = (typeof requestParts)[number];

const row = (why: string, call: Row['call'], times = 1): Row => ({ what: '', why, times, call });

const RATE = row('admit.ts: one token of the owner for each request', write(item('rate')));
const REPLAY = row('idempotency.ts: was this key answered before?', get('idempotency'));
const HOLDERS = item('holders');
const CONVERSATION_BYTES = 2_000;

/** Of a message by which a console begins or ends to watch. */
const LIVE = [RATE, row('whose connection is it', get('connection')), row('whose task is it', get('task'))];

/** Each as it is behind one such request of an errand that is asked for, agreed to and followed in the console. */
export const requestRows: Readonly<Record<RequestPart, readonly Row[]>> = {
  'api session': [
    RATE,
    REPLAY,
    row(
      'the session with its first event',
      transact(item('session', { byOwner: 'entered' }), sessionEvent(), item('idempotency')),
    ),
  ],
  'api message': [
    RATE,
    REPLAY,
    row('post-message.ts claims the key: it is read again', get('idempotency')),
    row('post-message.ts claims the key', write(item('idempotency'))),
    row('what does the message mean, and twice for its two appends', get('session'), 3),
    row('the message is kept before a model is asked', transact(state('session'), sessionEvent())),
    row(
      'was it kept by a failed request before; and the conversation for the model',
      query('session events', CONVERSATION_BYTES),
      2,
    ),
    row('the names of the secrets', query('secrets')),
    row('quota.ts: money is taken before the call', transact(item('holders', { byStatus: 'entered' }), item('day'))),
    row(
      'the answer: two model calls, proposal, message, the money given back',
      transact(
        state('session', { byStatus: 'entered' }),
        ...[sessionEvent(), sessionEvent(), sessionEvent(), sessionEvent()],
        item('idempotency'),
        HOLDERS,
        item('day'),
      ),
    ),
  ],
  'api consent': [
    RATE,
    REPLAY,
    row('the proposal lies in the session', get('session')),
    row('changeTaskAndSession looks for the task', get('task')),
    row(
      'give-consent.ts: consent, task, both streams, place and money in one transaction',
      transact(
        state('session', { byStatus: 'left' }),
        sessionEvent(),
        item('task', { byOwner: 'entered', byStatus: 'entered', byRank: 'entered' }),
        taskEvent(),
        item('consent'),
        item('idempotency'),
        // `dueAt` is set anew: seconds have passed since the message.
        item('holders', { byStatus: 'moved' }),
        item('day'),
      ),
    ),
  ],
  'api answer': [
    RATE,
    REPLAY,
    row('post-message.ts claims the key: it is read again', get('idempotency')),
    row('post-message.ts claims the key', write(item('idempotency'))),
    row('was it kept by a failed request before', query('session events', CONVERSATION_BYTES)),
    row('what does the message mean; then for the append', get('session'), 2),
    row('changeTaskAndSession', get('task')),
    row(
      'take-message.ts: the message, the answer, and the task queued again',
      transact(
        state('session'),
        sessionEvent(),
        state('task', { byStatus: 'moved', byRank: 'entered' }),
        taskEvent(),
        taskEvent(),
        item('idempotency'),
      ),
    ),
  ],
  'watch ticket': [RATE, row('tickets.ts', write(item('ticket')))],
  'watch connect': [
    row('the ticket is used up', write(item('ticket'))),
    row('connections.ts: by id and by owner', transact(item('connection'), item('connection'))),
  ],
  'watch subscribe': [
    RATE,
    row('whose connection is it', get('connection')),
    row('whose stream is it', get('task')),
    row('the subscription', write(item('connection'))),
    row('the replay', query('task events')),
  ],
  'watch artifacts': [RATE, row('whose task is it', get('task')), row('the records', query('artifacts', 6_500))],
  'watch events': [RATE, row('whose task is it', get('task')), row('what came since', query('task events'))],
  'watch picture': [RATE, row('whose picture is it', get('artifact'))],
  'watch disconnect': [row('connections.ts: by id, then by owner', write(item('connection')), 2)],
  'watch live': [...LIVE, row('watchers.ts: a row for a minute', write(item('watcher')))],
  'watch live end': [...LIVE, row('watchers.ts', write(item('watcher')))],
};

/** Minutes between a ping and the next in `web/data/socket.ts`, and of the console's question for what a quiet stream may have lost. */
const QUIET_SECONDS = 20;
/** `web/data/frames.ts` asks again, for a watch is good for a minute. */
const REPEAT_SECONDS = 25;
/** What a person takes to read the proposal, and the result. */
const READING_MINUTES = 2;

export const watchedMinutes = (workload: Workload): number =>
  actingSeconds(workload) / 60 + (isParked(workload) ? workload.waits * workload.waitingMinutes : 0) + READING_MINUTES;

/** For one errand. */
export function occurrencesOf(workload: Workload): Readonly<Record<RequestPart, number>> {
  const { waits, watchers, screenshots } = workload;
  const { looks } = countRun(workload);
  const live = watchers * workload.watchedLive;
  // The session's stream is quiet nearly always, the task's while it waits.
  const quietSeconds = 60 * (watchedMinutes(workload) + waits * workload.waitingMinutes);
  return {
    'api session': 1,
    'api message': 1,
    'api consent': 1,
    'api answer': waits,
    'watch ticket': watchers,
    'watch connect': watchers,
    'watch subscribe': 2 * watchers,
    'watch artifacts': 0,
    'watch events': watchers * (2 + quietSeconds / QUIET_SECONDS),
    'watch picture': watchers * looks * Math.min(1, screenshots),
    'watch disconnect': watchers,
    'watch live': live * (1 + actingSeconds(workload) / REPEAT_SECONDS),
    'watch live end': live,
  };
}

/** Of one delivery: `connectionsOf` once a batch, strongly consistent. */
export const relayRows: readonly Row[] = [row('relay.ts: whose sockets follow it', query('connections', 203))];

/** Of one look of the reaper in which one owner's places are due. */
export const reaperRows: readonly Row[] = [
  row('proposals, tasks and places that are due', query('index byStatus'), 3),
  row('repair-quota.ts: who holds a place', get('holders')),
  row('and the day', get('day')),
  row('looked at again later', write(item('holders', { byStatus: 'moved' }))),
  row('unless nobody holds anything', write(item('holders', { byStatus: 'left' }))),
];

/** Events of the session's stream for one errand: its beginning, the wish and its answer, the consent, the answers, the report. */
export const sessionEvents = ({ waits }: Pick<Workload, 'waits'>): number => 1 + 5 + 1 + waits + 2;
