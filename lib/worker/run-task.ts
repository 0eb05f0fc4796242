/** Runs one task under its lease, from the first page to the report. The one door to the browser runner: it may move to another host. */

import { cancelled, failure } from '../agent/endings.ts';
import { runAgent } from '../agent/loop.ts';
import type { RunState } from '../agent/run.ts';
import type { OpenBrowser } from '../browser/open-browser.ts';
import { ErrandError, isErrandError, type Refusal, refusal } from '../domain/errors.ts';
import { taskStream } from '../domain/ids.ts';
import type { TaskResult } from '../domain/result.ts';
import { covers } from '../domain/scope.ts';
import type { Task } from '../domain/task.ts';
import { redactJournal, redactModel, redactPage } from '../secrets/redact-run.ts';
import { takeLease } from '../store/lease.ts';
import { readEvents } from '../store/reads.ts';
import { endTask } from './end-task.ts';
import { openJournal } from './journal.ts';
import { recordHosts } from './record-hosts.ts';
import { saveData, saveLastPage, saveTrace } from './save-results.ts';
import { openTaskSecrets, type TaskSecrets } from './task-secrets.ts';
import { LEASE_MS, Stop, watch } from './watch.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** `dropped`: another worker has it, or it is over; the message is done with all the same. */
export type TaskRun =
  | { readonly kind: 'ended'; readonly status: TaskResult['status'] }
  | { readonly kind: 'dropped'; readonly why: string };

/** Throws only where the table does not answer; then the queue delivers the message again. */
export async function runTask(deps: WorkerDeps, taskId: string, deadline: number): Promise<TaskRun> {
  const lease = await takeLease(deps.store, taskId, { workerId: deps.workerId, leaseMs: LEASE_MS }).catch(dropOrThrow);
  if ('kind' in lease) return lease;
  const { task, fence } = lease;
  const stopping = new AbortController();
  const watching = watch(deps, { taskId, fence, deadline }, stopping);
  try {
    const result = (await wasActing(deps, task))
      ? interrupted(task)
      : await runWithSecrets(deps, { task, fence, signal: stopping.signal });
    await endTask(deps, task, { result, fence });
    return { kind: 'ended', status: result.status };
  } catch (error) {
    if (
      isErrandError(error, 'task.lease-lost') ||
      isErrandError(error, 'task.finished') ||
      (error instanceof Stop && error.reason === 'lease-lost')
    ) {
      deps.log('warn', 'stopped acting', { taskId, fence, error: String(error) });
      return { kind: 'dropped', why: 'task.lease-lost' };
    }
    throw error;
  } finally {
    await watching.end();
  }
}

function dropOrThrow(error: unknown): TaskRun {
  const isOver = ['task.lease-held', 'task.finished', 'task.not-found'] as const;
  if (error instanceof ErrandError && isOver.some(code => code === error.code))
    return { kind: 'dropped', why: error.code };
  throw error;
}

/** A worker that ends before its first action is tried again, but not for ever. */
const MAX_ATTEMPTS = 3;
const EVENTS_BEFORE_ACTING = 50;

/**
 * An earlier worker has written an intent, and there is no checkpoint to go on from: repeating would do things twice. Where
 * it ended before that (no browser, no memory), nothing was done, and a new run is safe.
 */
async function wasActing(deps: WorkerDeps, { taskId, attempts }: Task): Promise<boolean> {
  if (attempts <= 1) return false;
  if (attempts > MAX_ATTEMPTS) return true;
  const first = await readEvents(deps.store, taskStream(taskId), { after: 0, limit: EVENTS_BEFORE_ACTING });
  return first.some(event => event.type === 'action.started');
}

const interrupted = ({ steps, attempts }: Task): TaskResult =>
  failure(
    'task.interrupted',
    `The worker before this one (of ${attempts}) ended in step ${steps}. What was done until then is in the events; the outcome of its last action is unknown, and nothing was repeated.`,
  );

interface Run {
  readonly task: Task;
  readonly fence: number;
  readonly signal: AbortSignal;
}

interface SecretRun extends Run {
  readonly secrets: TaskSecrets;
}

/** What a run logs and what it ends as go through the redactor too: errors quote addresses and pages. */
async function runWithSecrets(deps: WorkerDeps, run: Run): Promise<TaskResult> {
  const secrets = await openTaskSecrets(deps, run.task);
  const { text, deep } = secrets.redactor;
  const log: WorkerDeps['log'] = (level, message, fields) => deps.log(level, text(message), deep(fields));
  return deep(await runInBrowser({ ...deps, log }, { ...run, secrets }));
}

/** Whatever happens in a run becomes a result, except the loss of the lease and of the table. What was collected is saved either way. */
async function runInBrowser(deps: WorkerDeps, { task, fence, signal, secrets }: SecretRun): Promise<TaskResult> {
  const { taskId, ownerId } = task;
  const { redactor } = secrets;
  let browser: OpenBrowser | undefined;
  let newest: RunState | undefined;
  const keep = (state: RunState): void => {
    newest = state;
  };
  try {
    const start = deps.clock();
    browser = await openForTask(deps, task, secrets);
    const { version, contacts } = browser;
    const own = redactJournal(openJournal(deps, { taskId, ownerId, fence, signal }), redactor);
    const journal = recordHosts(own, contacts, task.consent.scope);
    const page = redactPage(browser.page, redactor, secrets.source.values);
    const ms = Math.round(deps.clock() - start);
    await journal.record([{ type: 'browser.opened', data: { browser: version, ms } }]);
    const end = await runAgent(
      {
        page,
        model: redactModel(deps.model, redactor),
        journal,
        clock: deps.clock,
        mark: deps.mark,
        signal,
        keep,
        secrets: secrets.facts,
      },
      task,
    ).catch(error => resultOf(deps, error, signal));
    const step = newest?.step ?? 0;
    if (newest !== undefined) await saveData(journal, newest);
    await saveLastPage(deps, journal, { page, step });
    await journal.recordHosts();
    await saveTrace(deps, journal, { taskId, step });
    return end;
  } catch (error) {
    return resultOf(deps, error, signal);
  } finally {
    await browser
      ?.close()
      .catch((error: unknown) => deps.log('error', 'the browser did not close', { taskId, error: String(error) }));
  }
}

function openForTask(deps: WorkerDeps, { consent, startUrl }: Task, secrets: TaskSecrets): Promise<OpenBrowser> {
  const mayNavigate = (url: string): Refusal | undefined =>
    covers(consent.scope, url)
      ? undefined
      : refusal(
          'scope.site-outside',
          `${url.slice(0, 200)} is not on a consented site (${consent.scope.sites.join(', ')}).`,
        );
  const { budget, verbs } = consent.scope;
  const downloads = verbs.includes('download') ? 'all' : 'read-only';
  const { source, credentials } = secrets;
  return deps.openBrowser({
    ...deps.browser,
    mayNavigate,
    consentedPorts: portOf(startUrl),
    maxBytes: budget.bytes,
    downloads,
    credentials,
    secrets: source,
  });
}

/** A port of its own in the start address is one that the person saw and agreed to; no other is. */
function portOf(startUrl: string): readonly string[] {
  const { host = '', port = '' } = URL.parse(startUrl) ?? {};
  return port === '' ? [] : [host];
}

/** Codes after which this worker must not write the end: another does, or the queue delivers again. */
const NOT_OURS = ['task.lease-lost', 'task.finished', 'store.unavailable'] as const;

function resultOf(deps: WorkerDeps, error: unknown, signal: AbortSignal): TaskResult {
  const stop = error instanceof Stop ? error : signal.reason instanceof Stop ? signal.reason : undefined;
  if (stop?.reason === 'cancelled' || isErrandError(error, 'task.cancelled')) return cancelled();
  if (stop?.reason === 'deadline') return failure('task.interrupted', "The function's time was used up.");
  if (stop?.reason === 'lease-lost') throw stop;
  if (error instanceof ErrandError) {
    if (NOT_OURS.some(code => code === error.code)) throw error;
    return failure(error.code, error.detail);
  }
  deps.log('error', 'a run failed unexpectedly', {
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return failure('internal.unexpected', error instanceof Error ? error.message.slice(0, 300) : String(error));
}
