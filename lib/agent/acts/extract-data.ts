/** Reads rows off the page, or off a file, into a dataset. Changes nothing on the page. */

import type { ActionOf } from '../../domain/action.ts';
import { spend } from '../act.ts';
import { addRows, DEFAULT_DATASET } from '../datasets.ts';
import { type Begun, type Done, done, failed, orRefusal, recordFinished } from '../done.ts';
import { extractRows } from '../extract.ts';
import type { RunDeps, RunState } from '../run.ts';

const SAMPLE_ROWS = 5;
const MAX_SAMPLE_CHARS = 2_000;

export async function extractData(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'extract'>>): Promise<Done> {
  const { action } = begun;
  const page = await orRefusal(action.file === undefined ? deps.page.readText() : deps.page.readFile(action.file));
  if (!page.ok) return failed(deps, state, begun, page);
  const extraction = await extractRows(deps, action, page);
  const spent = spend(state.spent, extraction.usage);
  if (!extraction.ok) {
    const { usage: _, ...told } = extraction;
    await recordFinished(deps, state, begun, told);
    return { ...done(state, action, { value: told, effect: 'failed', progressed: false }), spent };
  }
  const { rows, cut, usage } = extraction;
  const name = action.name ?? DEFAULT_DATASET;
  const datasets = addRows(state.datasets, name, rows);
  await recordFinished(deps, state, begun, { ok: true, effect: 'none', url: page.url, note: `${rows.length} rows` });
  const sample = JSON.stringify(rows.slice(0, SAMPLE_ROWS)).slice(0, MAX_SAMPLE_CHARS);
  await deps.journal.record([
    { type: 'data.extracted', data: { step: state.step, name, rows: rows.length, sample, usage } },
  ]);
  const value = {
    ok: true,
    name,
    rows: rows.length,
    total: datasets.find(dataset => dataset.name === name)?.rows.length ?? rows.length,
    sample: rows.slice(0, SAMPLE_ROWS),
    ...(cut ? { note: 'The page was longer than what could be read; its end is missing.' } : {}),
  };
  const heard = { url: page.url, text: page.markdown, form: 'markdown' } as const;
  return { ...done(state, action, { value, effect: 'none', progressed: rows.length > 0 }), datasets, spent, heard };
}
