/** Does one action under the eyes of the police, with its intent on record before and its outcome after. Knows no loop. */

import { type Action, type ActionOf, describeAction } from '../domain/action.ts';
import { addSpent, type Spent } from '../domain/budget.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome, Usage } from '../domain/events.ts';
import { addRows, type Dataset, DEFAULT_DATASET } from './datasets.ts';
import { extractRows } from './extract.ts';
import type { Observation, PageAction } from './page.ts';
import { police, type Ruling } from './police.ts';
import type { RunDeps, RunState } from './run.ts';

export interface Done {
  readonly action: Action;
  /** What the model is told. */
  readonly value: Readonly<Record<string, unknown>> & { readonly ok: boolean };
  /** `navigated`: what follows in the turn was meant for another page. */
  readonly effect: 'navigated' | 'changed' | 'none' | 'failed';
  /** True where something new came of it: the page changed, or rows were read. */
  readonly progressed: boolean;
  readonly datasets: readonly Dataset[];
  readonly spent: Spent;
}

/** Puts the element's role and name into the action, as they were when it was decided: the trace and the police need them. */
export function withTarget(action: Action, observation: Observation): Action | Refusal {
  if (!('ref' in action) || action.ref === undefined) return action;
  const target = observation.targets.get(action.ref);
  if (target === undefined) return refusal('page.ref-unknown', `The newest page has no element ${action.ref}.`);
  return { ...action, target };
}

export async function act(deps: RunDeps, state: RunState, asked: Action, index: number): Promise<Done> {
  const action = withTarget(asked, state.observation);
  if ('ok' in action) return refused(state, asked, action);
  const ruling = police({
    consent: state.task.consent,
    taskId: state.task.taskId,
    action,
    pageUrl: state.observation.url,
    spent: { ...state.spent, bytes: deps.page.bytesReceived() },
    now: deps.clock(),
  });
  switch (ruling.kind) {
    case 'allow':
      return perform(deps, state, { action, ruling, index });
    case 'ask':
    case 'deny': {
      const told = ruling.kind === 'deny' ? ruling.refusal : refusal('consent.missing', ruling.question);
      await deps.journal.record([
        {
          type: 'action.refused',
          data: { step: state.step, action, verb: ruling.verb, code: told.code, detail: told.detail },
        },
      ]);
      return refused(state, action, told);
    }
    default:
      return ruling satisfies never;
  }
}

interface Allowed {
  readonly action: Action;
  readonly ruling: Ruling;
  readonly index: number;
}

async function perform(deps: RunDeps, state: RunState, { action, ruling, index }: Allowed): Promise<Done> {
  const { step } = state;
  const start = deps.clock();
  await deps.journal.record([
    { type: 'action.started', data: { step, index, action, verb: ruling.verb, description: describeAction(action) } },
  ]);
  switch (action.kind) {
    case 'extract':
      return extract(deps, state, { action, index, start });
    case 'screenshot':
      return picture(deps, state, { action, index, start });
    default: {
      const outcome = await deps.page.perform(action satisfies PageAction, deps.signal);
      await finished(deps, state, { index, start, outcome });
      const effect = outcome.ok ? outcome.effect : 'failed';
      return {
        action,
        value: outcome,
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
  const page = await deps.page.readText();
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
    outcome: { ok: true, effect: 'none', url: page.url, note: `${rows.length} rows` },
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
  const { bytes, mediaType } = await deps.page.screenshot({ fullPage: action.fullPage ?? false });
  const name = `picture-${state.step}-${index}.jpg`;
  const artifactId = await deps.journal.saveArtifact({ kind: 'screenshot', name, mediaType, bytes, step: state.step });
  await finished(deps, state, {
    index,
    start,
    outcome: { ok: true, effect: 'none', url: state.observation.url, note: name },
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

function refused(state: RunState, action: Action, told: Refusal): Done {
  return {
    action,
    value: { ...told },
    effect: 'failed',
    progressed: false,
    datasets: state.datasets,
    spent: state.spent,
  };
}

export function spend(spent: Spent, usage: Usage): Spent {
  return addSpent(spent, { tokens: usage.inputTokens + usage.outputTokens, usd: usage.usd });
}
