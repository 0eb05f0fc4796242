/** What telemetry costs: an invocation and a step of the agent bare, with tracing off, and with tracing on (recorded, not sent). In one run, turn by turn. */

import type { Journal } from '../lib/agent/journal.ts';
import type { ModelClient } from '../lib/agent/model-client.ts';
import type { Page } from '../lib/agent/page.ts';
import type { Task } from '../lib/domain/task.ts';
import { observed } from '../lib/telemetry/observed.ts';
import { openTracing } from '../lib/telemetry/otel/open-tracing.ts';
import { traceRun } from '../lib/telemetry/trace-run.ts';
import type { Tracing } from '../lib/telemetry/tracing.ts';
import { type Figure, median, times } from './measure.ts';

const ROUNDS = 60;
const CALLS = 500;

const usage = { inputTokens: 900, outputTokens: 40, usd: 0 };
const model = {
  name: 'bench',
  seesImages: false,
  complete: async () => ({ text: '', toolCalls: [], usage, model: 'bench' }),
} as ModelClient;
const page = {
  observe: async () => ({}),
  perform: async () => ({ ok: true, effect: 'changed', url: '' }),
} as unknown as Page;
const journal = { record: async () => task } as unknown as Journal;
const task = { taskId: 'tsk_0', sessionId: 'ses_0' } as Task;
const action = { kind: 'click', ref: 'e1' } as never;
const request = { purpose: 'act', messages: [], tools: [], toolChoice: 'required', maxOutputTokens: 4_000 } as const;
const { signal } = new AbortController();

const event = {
  routeKey: 'GET /tasks',
  headers: {},
  requestContext: { requestId: 'bench', http: { method: 'GET' } },
};
const answer = async (_event: typeof event) => ({ statusCode: 200 });

/** As the loop does it: look, decide, act. */
async function step(
  on: { readonly page: Page; readonly model: ModelClient; readonly journal: Journal },
  number: number,
) {
  await on.page.observe();
  await on.journal.record([{ type: 'page.observed', data: { step: number, url: '', title: '', text: '', ms: 1 } }]);
  await on.model.complete(request, signal);
  const decided = { step: number, reasoning: '', actions: [], model: 'bench', usage, ms: 1 };
  await on.journal.record([{ type: 'step.decided', data: decided }]);
  const begun = { step: number, index: 0, action, verb: 'input', description: '' } as const;
  await on.journal.record([{ type: 'action.started', data: begun }]);
  const outcome = await on.page.perform(action, signal, []);
  await on.journal.record([{ type: 'action.finished', data: { step: number, index: 0, outcome, ms: 1 } }]);
}

type Run = () => Promise<unknown>;

function invocations(tracing: Tracing | undefined): Run {
  const handler = observed(answer, async () => tracing);
  return () => handler(event);
}

function steps(tracing: Tracing | undefined): Run {
  const traced = traceRun(tracing, task, { page, model, journal });
  let number = 0;
  return () => {
    number += 1;
    return step(traced, number);
  };
}

/** Microseconds a call: the median of rounds that take turns, so that a busy moment meets all alike. */
async function compare(runs: Readonly<Record<'bare' | 'off' | 'on', Run>>) {
  const took = { bare: [] as number[], off: [] as number[], on: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const start = performance.now();
      for (let call = 0; call < CALLS; call += 1) await run();
      took[name as keyof typeof took].push(((performance.now() - start) * 1_000) / CALLS);
    }
  }
  return { bare: median(took.bare), off: median(took.off), on: median(took.on) };
}

const micros = (value: number): string => `${value.toFixed(1)} µs`;

export async function benchTelemetry(): Promise<readonly Figure[]> {
  // Where nobody listens: what is measured is making and encoding spans, and the collector's time is not ours.
  const tracing = openTracing({ endpoint: 'http://127.0.0.1:9', resource: {}, lost: () => {} });
  const quiet: Tracing = { ...tracing, flush: async () => {} };
  const off = steps(undefined);
  const oneStep = await compare({ bare: () => step({ page, model, journal }, 1), off, on: steps(quiet) });
  const call = await compare({ bare: () => answer(event), off: invocations(undefined), on: invocations(quiet) });
  const figure = (what: string, ours: number, beside: number, want: string): Figure => ({
    what,
    ours: micros(ours),
    beside: micros(beside),
    ratio: times(ours, beside),
    want,
  });
  return [
    figure('a step of the agent, tracing off : none', oneStep.off, oneStep.bare, '≤ 1.05 ×'),
    figure('a step of the agent, tracing on : off', oneStep.on, oneStep.off, 'told'),
    figure('an invocation, telemetry off : bare handler', call.off, call.bare, '≤ 10 µs'),
    figure('an invocation, tracing on : off', call.on, call.off, 'told'),
  ];
}
