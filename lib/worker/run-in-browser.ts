/** One run in a browser of its own: gone on with where there was one before, put away where it must rest, else to its end. */

import { cancelled, failure } from '../agent/endings.ts';
import { runAgent } from '../agent/loop.ts';
import type { Page } from '../agent/page.ts';
import { PutAway, type PutAwayReason } from '../agent/put-away.ts';
import type { RunState } from '../agent/run.ts';
import type { OpenBrowser } from '../browser/open-browser.ts';
import type { SoFar } from '../domain/budget.ts';
import { cutText } from '../domain/cut-text.ts';
import { ErrandError, type ErrorCode, isErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { TaskResult } from '../domain/result.ts';
import { isTransient } from '../domain/retry.ts';
import { covers } from '../domain/scope.ts';
import type { Task } from '../domain/task.ts';
import { allowedBudget } from '../domain/task-budget.ts';
import { redactJournal, redactModel, redactPage } from '../secrets/redact-run.ts';
import { type TracedRun, traceRun } from '../telemetry/trace-run.ts';
import { countActing } from './count-acting.ts';
import { openJournal } from './journal.ts';
import { keepCheckpoints } from './keep-checkpoints.ts';
import { openPersonHands } from './person-hands.ts';
import { recordHosts } from './record-hosts.ts';
import { recordSecrets } from './record-secrets.ts';
import { readResume, restorePage } from './resume.ts';
import { mayRetry } from './retry-task.ts';
import { runClock } from './run-clock.ts';
import { saveBeforeAsking } from './save-before-asking.ts';
import { saveData, saveLastPage, saveTrace } from './save-results.ts';
import { showFrames, showsNobody } from './show-frames.ts';
import { openTaskSecrets, type TaskSecrets } from './task-secrets.ts';
import { patientModel, startPatiently } from './try-again.ts';
import { Stop, type Watching } from './watch.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface Run {
  readonly task: Task;
  /** Up to its lease. */
  readonly events: readonly TaskEvent[];
  readonly fence: number;
  readonly signal: AbortSignal;
  readonly watching: Pick<Watching, 'wantsRest' | 'surelyHolds' | 'task' | 'note'>;
}

export type RunEnd =
  | { readonly kind: 'ended'; readonly result: TaskResult; readonly soFar?: SoFar | undefined }
  | { readonly kind: 'put-away'; readonly reason: PutAwayReason; readonly step: number }
  /** Something that it cannot do without is away, and may be back soon. */
  | { readonly kind: 'interrupted'; readonly code: ErrorCode; readonly detail: string };

interface SecretRun extends Run {
  readonly secrets: TaskSecrets;
}

/** What a run logs and what it ends as go through the redactor too: errors quote addresses and pages. */
export async function runWithSecrets(deps: WorkerDeps, run: Run): Promise<RunEnd> {
  const secrets = await openTaskSecrets(deps, run.task);
  const { text, deep } = secrets.redactor;
  const log: WorkerDeps['log'] = (level, message, fields) => deps.log(level, text(message), deep(fields));
  const end = await runInBrowser({ ...deps, log }, { ...run, secrets });
  if (end.kind === 'interrupted') return { ...end, detail: text(end.detail) };
  return end.kind === 'ended' ? { ...end, result: deep(end.result) } : end;
}

/** Whatever happens in a run becomes a result, except the loss of the lease and of the table. What was collected is saved either way. */
async function runInBrowser(deps: WorkerDeps, run: SecretRun): Promise<RunEnd> {
  const { task, fence, signal, secrets, watching } = run;
  const { taskId, ownerId } = task;
  const { redactor } = secrets;
  let browser: OpenBrowser | undefined;
  let newest: RunState | undefined;
  let traced: TracedRun | undefined;
  let showing = showsNobody;
  try {
    const from = await readResume(deps, run);
    // A browser takes seconds to open, and without time for a step it would only be closed again.
    const reason = watching.wantsRest();
    if (reason !== undefined) return { kind: 'put-away', reason, step: task.steps };
    const clock = runClock(deps);
    const start = clock();
    const received = Math.max(task.spent.bytes, from?.run?.spent.bytes ?? 0);
    browser = await startPatiently(deps, signal, () => openForTask(deps, task, { secrets, received }));
    const { version, contacts, live } = browser;
    showing = showFrames(deps, { taskId, ownerId, live, typed: secrets.source.values, redactor });
    const tookOver = (): void => hands.note();
    const asking = { taskId, ownerId, fence, signal, tookOver, wrote: watching.note };
    const own = redactJournal(openJournal(deps, asking), redactor);
    const journal = recordHosts(recordSecrets(own, secrets.uses), contacts, task.consent.scope);
    const shown = redactPage(browser.page, redactor, secrets.source.values);
    const hands = openPersonHands(deps, { ...run, journal, live, showing });
    const page = holding(counting(shown, received), watching);
    const acting = countActing({ clock, bytes: page.bytesReceived });
    const ms = clock() - start;
    await journal.record([{ type: 'browser.opened', data: { browser: version, ms } }]);
    const resumed = from === undefined ? undefined : await restorePage({ journal, page, task }, from);
    const checkpoints = keepCheckpoints(deps, { task, fence, page, before: from?.page });
    const saving = saveBeforeAsking(journal, async () => (newest === undefined ? undefined : checkpoints.save(newest)));
    traced = traceRun(deps.telemetry?.tracing, task, { page, journal: acting.onJournal(saving), model: deps.model });
    const end = await runAgent(
      {
        page: traced.page,
        model: redactModel(patientModel(deps, traced.model), redactor),
        journal: traced.journal,
        clock,
        mark: deps.mark,
        signal,
        keep: state => {
          newest = state;
          acting.keep(state);
        },
        wantsRest: watching.wantsRest,
        control: acting.onControl(hands),
        checkpoint: checkpoints.afterStep,
        checkpointNow: checkpoints.save,
        secrets: secrets.facts,
        isResumable: deps.keys !== undefined && mayRetry(task),
      },
      task,
      resumed,
    ).catch(error => breakOf(error, run) ?? resultOf(deps, error, run));
    const soFar = acting.soFar();
    const step = newest?.step ?? 0;
    if ('kind' in end) {
      const hasCrashed = end.kind === 'interrupted' && end.code === 'page.crashed';
      if (newest !== undefined) await (hasCrashed ? checkpoints.saveCrashed(newest) : checkpoints.save(newest));
      await journal.recordHosts();
      await journal.recordSecrets();
      return end.kind === 'put-away' ? { ...end, step } : end;
    }
    if (newest !== undefined) await saveData(journal, newest);
    await saveLastPage(deps, journal, { page, step });
    await journal.recordHosts();
    await journal.recordSecrets();
    await saveTrace(deps, journal, { taskId, step });
    return { kind: 'ended', result: end, soFar };
  } catch (error) {
    const broken = breakOf(error, run);
    if (broken?.kind === 'put-away') return { ...broken, step: newest?.step ?? task.steps };
    return broken ?? { kind: 'ended', result: resultOf(deps, error, run) };
  } finally {
    await showing.end();
    traced?.end();
    await browser
      ?.close()
      .catch((error: unknown) => deps.log('error', 'the browser did not close', { taskId, error: String(error) }));
  }
}

interface OpeningFor {
  readonly secrets: TaskSecrets;
  /** By the browsers before. */
  readonly received: number;
}

function openForTask(deps: WorkerDeps, task: Task, { secrets, received }: OpeningFor): Promise<OpenBrowser> {
  const { consent, startUrl } = task;
  const mayNavigate = (url: string): Refusal | undefined =>
    covers(consent.scope, url)
      ? undefined
      : refusal(
          'scope.site-outside',
          `${cutText(url, 200)} is not on a consented site (${consent.scope.sites.join(', ')}).`,
        );
  const { verbs } = consent.scope;
  const downloads = verbs.includes('download') ? 'all' : 'read-only';
  const { source, credentials } = secrets;
  return deps.openBrowser({
    ...deps.browser,
    mayNavigate,
    consentedPorts: portOf(startUrl),
    maxBytes: Math.max(LEAST_BYTES, allowedBudget(task).bytes - received),
    downloads,
    credentials,
    secrets: source,
  });
}

/** Enough to show the page again, before anything is decided on it. */
const LEAST_BYTES = 100_000;

/** What the browsers before this one received counts too. */
function counting(page: Page, before: number): Page {
  return { ...page, bytesReceived: () => before + page.bytesReceived() };
}

/** A browser cannot be fenced by a table: between the intent and the act the worker may have slept, and the errand be another's. */
function holding(page: Page, { surelyHolds }: Run['watching']): Page {
  return {
    ...page,
    async perform(action, signal, files) {
      if (!surelyHolds()) throw new Stop('lease-lost');
      return page.perform(action, signal, files);
    },
  };
}

/** A port of its own in the start address is one that the person saw and agreed to; no other is. */
function portOf(startUrl: string): readonly string[] {
  const { host = '', port = '' } = URL.parse(startUrl) ?? {};
  return port === '' ? [] : [host];
}

type Break = Exclude<RunEnd, { readonly kind: 'ended' }>;

/** An act that the deadline or a crash cut off is one of unknown outcome: the next worker finds its intent without a result. */
function breakOf(error: unknown, { task, signal }: Run): Break | undefined {
  const putAway = (reason: PutAwayReason): Break => ({ kind: 'put-away', reason, step: task.steps });
  if (error instanceof PutAway) return putAway(error.reason);
  const stop = stopOf(error, signal);
  if (stop !== undefined) return stop.reason === 'deadline' ? putAway('deadline') : undefined;
  if (!(error instanceof ErrandError) || !isTransient(error.code) || !mayRetry(task)) return undefined;
  return { kind: 'interrupted', code: error.code, detail: error.detail };
}

const stopOf = (error: unknown, { reason }: AbortSignal): Stop | undefined =>
  error instanceof Stop ? error : reason instanceof Stop ? reason : undefined;

/** Codes after which this worker must not write the end: another does, or the queue delivers again. */
const NOT_OURS = ['task.lease-lost', 'task.finished', 'store.unavailable'] as const;

function resultOf(deps: WorkerDeps, error: unknown, { task, signal }: Run): TaskResult {
  const stop = stopOf(error, signal);
  if (stop?.reason === 'cancelled' || isErrandError(error, 'task.cancelled')) return cancelled();
  if (stop?.reason === 'lease-lost') throw stop;
  if (error instanceof ErrandError) {
    if (NOT_OURS.some(code => code === error.code)) throw error;
    const tries = isTransient(error.code) ? ` (tried ${(task.retries ?? 0) + 1} times)` : '';
    return failure(error.code, `${error.detail}${tries}`);
  }
  deps.log('error', 'a run failed unexpectedly', {
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return failure('internal.unexpected', error instanceof Error ? error.message.slice(0, 300) : String(error));
}
