/** Saves what a run got: the data, the last page, the trace. Best effort for the page, since a browser may be gone. */

import { fileNameOf, toCsv, toJson } from '../agent/datasets.ts';
import type { Journal } from '../agent/journal.ts';
import type { Page } from '../agent/page.ts';
import type { RunState } from '../agent/run.ts';
import { isErrandError } from '../domain/errors.ts';
import type { Stored } from '../domain/events.ts';
import { taskStream } from '../domain/ids.ts';
import { readEvents } from '../store/reads.ts';
import type { TaskJournal } from './journal.ts';
import type { WorkerDeps } from './worker-deps.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Larger pages are left out: nobody reads them, and the bucket is paid for. */
const MAX_PAGE_BYTES = 20_000_000;

export async function saveData(
  journal: Journal,
  { datasets, step }: Pick<RunState, 'datasets' | 'step'>,
): Promise<void> {
  for (const dataset of datasets) {
    const name = fileNameOf(dataset.name);
    await journal.saveArtifact({
      kind: 'data-csv',
      name: `${name}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      bytes: encode(toCsv(dataset)),
      step,
    });
    await journal.saveArtifact({
      kind: 'data-json',
      name: `${name}.json`,
      mediaType: 'application/json',
      bytes: encode(toJson(dataset)),
      step,
    });
  }
}

export async function saveLastPage(
  deps: WorkerDeps,
  journal: Journal,
  { page, step }: { page: Page; step: number },
): Promise<void> {
  try {
    const { html, mhtml } = await page.capture();
    const save = async (
      kind: 'page-html' | 'page-mhtml',
      name: string,
      mediaType: string,
      text: string,
    ): Promise<void> => {
      const bytes = encode(text);
      if (bytes.byteLength <= MAX_PAGE_BYTES) await journal.saveArtifact({ kind, name, mediaType, bytes, step });
    };
    await save('page-html', 'page.html', 'text/html; charset=utf-8', html);
    if (mhtml !== undefined) await save('page-mhtml', 'page.mhtml', 'multipart/related', mhtml);
  } catch (error) {
    if (isErrandError(error, 'task.lease-lost') || isErrandError(error, 'task.finished')) throw error;
    deps.log('warn', 'the last page could not be saved', { error: String(error) });
  }
}

const PAGE_OF_EVENTS = 200;

/** One JSON object a line: every event so far, with the observations whole. A trace that cannot be saved undoes no result. */
export async function saveTrace(
  deps: WorkerDeps,
  journal: TaskJournal,
  at: { taskId: string; step: number },
): Promise<void> {
  try {
    const bytes = encode(await traceOf(deps, journal, at.taskId));
    const mediaType = 'application/jsonl';
    await journal.saveArtifact({ kind: 'trace', name: 'trace.jsonl', mediaType, bytes, step: at.step });
  } catch (error) {
    if (isErrandError(error) && error.code !== 'bucket.unavailable') throw error;
    deps.log('warn', 'the trace could not be saved', { taskId: at.taskId, error: String(error) });
  }
}

async function traceOf(deps: WorkerDeps, { whole }: TaskJournal, taskId: string): Promise<string> {
  const lines: string[] = [];
  for (let after = 0; ; ) {
    const events = await readEvents(deps.store, taskStream(taskId), { after, limit: PAGE_OF_EVENTS });
    lines.push(...events.map(event => JSON.stringify(withWholeText(event, whole))));
    const last = events.at(-1);
    if (last === undefined || events.length < PAGE_OF_EVENTS) break;
    after = last.seq;
  }
  return `${lines.join('\n')}\n`;
}

function withWholeText(event: Stored, whole: TaskJournal['whole']): Stored {
  if (event.type !== 'page.observed') return event;
  const text = whole.get(event.data.step);
  return text === undefined ? event : { ...event, data: { ...event.data, text } };
}
