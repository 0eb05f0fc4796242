/** How a run can end, as results for the person. Ends nothing by itself. */

import type { ErrorCode } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { clip } from './clip.ts';
import { checkEvidence } from './evidence.ts';
import type { NextStep, RunState } from './run.ts';
import type { Intent } from './tools/tool.ts';

export function finish(state: RunState, intent: Extract<Intent, { kind: 'finish' }>): NextStep {
  const { evidence, evidenceNotes } = checkEvidence(intent.evidence, state);
  const base = { summary: intent.summary, evidence, evidenceNotes: [...evidenceNotes] };
  if (intent.outcome === 'done') return { kind: 'finished', state, result: { status: 'completed', ...base } };
  return {
    kind: 'failed',
    state,
    result: { status: 'failed', ...base, code: 'agent.gave-up', detail: intent.summary.slice(0, 500) },
  };
}

/** Bytes of JSON: a result is in one event with room to spare, whatever the model or a page made it of. */
const MAX_SUMMARY_BYTES = 9_000;
const MAX_DETAIL_BYTES = 2_000;
const MAX_NOTES_BYTES = 8_000;

/** The last gate before a result becomes an event: an end that is too large would be no end at all. */
export function clipResult(result: TaskResult): TaskResult {
  const notes = result.evidenceNotes.slice(0, 20);
  return {
    ...result,
    summary: clip(result.summary, MAX_SUMMARY_BYTES),
    evidenceNotes: notes.map(note => clip(note, MAX_NOTES_BYTES / notes.length)),
    ...(result.detail === undefined ? {} : { detail: clip(result.detail, MAX_DETAIL_BYTES) }),
  };
}

export function failure(code: ErrorCode, detail: string, state?: Pick<RunState, 'datasets'>): TaskResult {
  const got = (state?.datasets ?? []).map(dataset => `${dataset.rows.length} rows of "${dataset.name}"`);
  const kept = got.length === 0 ? '' : ` What was collected is kept: ${got.join(', ')}.`;
  return {
    status: 'failed',
    summary: `The errand did not end well: ${detail}${kept}`,
    evidence: 'none',
    evidenceNotes: [],
    code,
    detail,
  };
}

export function cancelled(): TaskResult {
  return {
    status: 'cancelled',
    summary: 'The errand was cancelled; nothing more was done.',
    evidence: 'none',
    evidenceNotes: [],
    code: 'task.cancelled',
  };
}
