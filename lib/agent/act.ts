/** Does one action under the eyes of the police, with its intent on record before and its outcome after. Knows no loop. */

import { type Action, type ActionOf, describeAction } from '../domain/action.ts';
import { addSpent, type Spent } from '../domain/budget.ts';
import { isErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome, Usage } from '../domain/events.ts';
import { clip, jsonBytes } from './clip.ts';
import { addRows, type Dataset, DEFAULT_DATASET } from './datasets.ts';
import { extractRows } from './extract.ts';
import { clipOutcome, forRecord, withTarget } from './for-record.ts';
import type { PageAction } from './page.ts';
import { police, type Ruling } from './police.ts';
import { type RunDeps, type RunState, secondsSince } from './run.ts';

export interface Done {
  readonly action: Action;
  /** What the model is told. */
  readonly value: Readonly<Record<string, unknown>> & { readonly ok: boolean };
  /** `navigated`: what follows in the turn was meant for another page. */
  readonly effect: 'navigated' | 'changed' | 'none' | 'failed';
  /** Why it failed, where our own code says so. */
  readonly refused?: Refusal;
  /** True where something new came of it: the page changed, or rows were read. */
  readonly progressed: boolean;
  readonly datasets: readonly Dataset[];
  readonly spent: Spent;
}

/** Bytes of JSON: an event holds the action and a line about it, and has 24 KB. */
const MAX_ACTION_BYTES = 14_000;
const MAX_LINE_BYTES = 2_000;

export async function act(deps: RunDeps, state: RunState, asked: Action, index: number): Promise<Done> {
  const whole = withTarget(asked, state.observation);
  if ('ok' in whole) return refused(state, asked, whole);
  const action = forRecord(whole);
  if (jsonBytes(action) > MAX_ACTION_BYTES)
    return refused(state, asked, refusal('model.malformed', `The arguments of ${asked.kind} are too long.`));
  const ruling = police({
    consent: state.task.consent,
    taskId: state.task.taskId,
    action: whole,
    pageUrl: state.observation.url,
    spent: { ...state.spent, bytes: deps.page.bytesReceived(), seconds: secondsSince(state, deps.clock()) },
    now: deps.clock(),
  });
  switch (ruling.kind) {
    case 'allow':
      return perform(deps, state, { whole, action, ruling, index });
    case 'ask':
    case 'deny': {
      const told = ruling.kind === 'deny' ? ruling.refusal : refusal('consent.missing', ruling.question);
      await deps.journal.record([
        {
          type: 'action.refused',
          data: { step: state.step, action, verb: ruling.verb, code: told.code, detail: clip(told.detail, 1_000) },
        },
      ]);
      return refused(state, action, told);
    }
    default:
      return ruling satisfies never;
  }
}

interface Allowed {
  readonly whole: Action;
  /** For the record. */
  readonly action: Action;
  readonly ruling: Ruling;
  readonly index: number;
}

async function perform(deps: RunDeps, state: RunState, { whole, action, ruling, index }: Allowed): Promise<Done> {
  const { step } = state;
  const start = deps.clock();
  const description = clip(describeAction(action), MAX_LINE_BYTES);
  deps.signal.throwIfAborted();
  // Reading needs no intent, but has one all the same: the trace then says what was read, and a cancel is seen here.
  await deps.journal.record([
    { type: 'action.started', data: { step, index, action, verb: ruling.verb, description } },
  ]);
  switch (whole.kind) {
    case 'extract':
      return extract(deps, state, { action: whole, index, start });
    case 'screenshot':
      return picture(deps, state, { action: whole, index, start });
    default: {
      const outcome = await deps.page.perform(whole satisfies PageAction, deps.signal);
      await finished(deps, state, { index, start, outcome: clipOutcome(outcome) });
      const effect = outcome.ok ? outcome.effect : 'failed';
      return {
        action,
        value: clipOutcome(outcome),
        effect,
        progressed: outcome.ok && outcome.effect !== 'none',
        datasets: state.datasets,
        spent: state.spent,
      };
    }
  }
}

interface Begun<A extends Action> {
  readonly action: A;
  readonly index: number;
  readonly start: number;
}

const SAMPLE_ROWS = 5;

async function extract(
  deps: RunDeps,
  state: RunState,
  { action, index, start }: Begun<ActionOf<'extract'>>,
): Promise<Done> {
  const page = await orRefusal(deps.page.readText());
  if ('ok' in page) return failed(deps, state, { action, index, start }, page);
  const extraction = await extractRows(deps, action, page);
  const spent = spend(state.spent, extraction.usage);
  if (!extraction.ok) {
    const { usage: _, ...told } = extraction;
    await finished(deps, state, { index, start, outcome: told });
    return { action, value: told, effect: 'failed', progressed: false, datasets: state.datasets, spent };
  }
  const { rows, cut } = extraction;
  const name = action.name ?? DEFAULT_DATASET;
  const datasets = addRows(state.datasets, name, rows);
  const sample = JSON.stringify(rows.slice(0, SAMPLE_ROWS)).slice(0, 2_000);
  await finished(deps, state, {
    index,
    start,
    outcome: clipOutcome({ ok: true, effect: 'none', url: page.url, note: `${rows.length} rows` }),
  });
  await deps.journal.record([
    { type: 'data.extracted', data: { step: state.step, name, rows: rows.length, sample, usage: extraction.usage } },
  ]);
  const total = datasets.find(dataset => dataset.name === name)?.rows.length ?? rows.length;
  const value = {
    ok: true,
    name,
    rows: rows.length,
    total,
    sample: rows.slice(0, SAMPLE_ROWS),
    ...(cut ? { note: 'The page was longer than what could be read; its end is missing.' } : {}),
  };
  return { action, value, effect: 'none', progressed: rows.length > 0, datasets, spent };
}

async function picture(
  deps: RunDeps,
  state: RunState,
  { action, index, start }: Begun<ActionOf<'screenshot'>>,
): Promise<Done> {
  const shot = await orRefusal(deps.page.screenshot({ fullPage: action.fullPage ?? false }));
  if ('ok' in shot) return failed(deps, state, { action, index, start }, shot);
  const { bytes, mediaType } = shot;
  const name = `picture-${state.step}-${index}.jpg`;
  const artifactId = await deps.journal.saveArtifact({ kind: 'screenshot', name, mediaType, bytes, step: state.step });
  await finished(deps, state, {
    index,
    start,
    outcome: clipOutcome({ ok: true, effect: 'none', url: state.observation.url, note: name }),
  });
  return {
    action,
    value: { ok: true, saved: name, artifactId },
    effect: 'none',
    progressed: true,
    datasets: state.datasets,
    spent: state.spent,
  };
}

async function finished(
  deps: RunDeps,
  state: RunState,
  { index, start, outcome }: { index: number; start: number; outcome: Outcome },
): Promise<void> {
  await deps.journal.record([
    { type: 'action.finished', data: { step: state.step, index, outcome, ms: Math.round(deps.clock() - start) } },
  ]);
}

/** A page that cannot be read now is told to the model. A browser that is gone ends the run. */
async function orRefusal<T extends object>(reading: Promise<T>): Promise<T | Refusal> {
  try {
    return await reading;
  } catch (error) {
    if (!isErrandError(error) || !error.code.startsWith('page.') || error.code === 'page.crashed') throw error;
    return refusal(error.code, error.detail);
  }
}

async function failed(
  deps: RunDeps,
  state: RunState,
  { action, index, start }: Begun<Action>,
  told: Refusal,
): Promise<Done> {
  await finished(deps, state, { index, start, outcome: clipOutcome(told) });
  return refused(state, action, told);
}

function refused(state: RunState, action: Action, told: Refusal): Done {
  return {
    action,
    value: { ...told },
    refused: told,
    effect: 'failed',
    progressed: false,
    datasets: state.datasets,
    spent: state.spent,
  };
}

export function spend(spent: Spent, usage: Usage): Spent {
  return addSpent(spent, { tokens: usage.inputTokens + usage.outputTokens, usd: usage.usd });
}
