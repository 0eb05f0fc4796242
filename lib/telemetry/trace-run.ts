/** One run of the agent as spans: read off what it does to its page, its model and its journal, so that the agent itself knows nothing of tracing.
 *
 *   invoke_agent ─┬─ step ─┬─ browser observe, browser screenshot
 *                 │        ├─ chat
 *                 │        └─ execute_tool ── browser act | chat
 *                 └─ step …
 */

import type { Span } from '@opentelemetry/api';
import type { Journal } from '../agent/journal.ts';
import type { ModelClient } from '../agent/model-client.ts';
import type { Page } from '../agent/page.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import { ambient } from './ambient.ts';
import { providerOf, traceModel } from './trace-model.ts';
import { failAs, note, spanned, type Tracing } from './tracing.ts';

export interface RunParts {
  readonly page: Page;
  readonly model: ModelClient;
  readonly journal: Journal;
}

export interface TracedRun extends RunParts {
  /** To be called once, however the run ends. */
  end(): void;
}

/** Without tracing these are the same parts. */
export function traceRun(tracing: Tracing | undefined, task: Task, parts: RunParts): TracedRun {
  if (tracing === undefined) return { ...parts, end: () => {} };
  const spans = openSpans(tracing, task, parts.model);
  return {
    page: tracePage(tracing, parts.page, spans),
    model: traceModel(tracing, parts.model, { parent: spans.forModel, used: spans.used }),
    journal: {
      ...parts.journal,
      async record(events) {
        const after = await parts.journal.record(events);
        for (const event of events) spans.follow(event);
        return after;
      },
    },
    end: spans.end,
  };
}

interface RunSpans {
  /** The innermost that is open. */
  readonly inner: () => Span;
  /** A look begins a new step where something was decided or done in the last one. */
  readonly forLook: () => Span;
  readonly forModel: () => Span;
  readonly used: (tokens: { readonly input: number; readonly output: number }) => void;
  readonly follow: (event: TaskEvent) => void;
  readonly end: () => void;
}

function openSpans(tracing: Tracing, { taskId, sessionId }: Task, model: ModelClient): RunSpans {
  const agent = tracing.start('invoke_agent errand', {
    parent: ambient().parent,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': providerOf(model),
      'gen_ai.agent.name': 'errand',
      'gen_ai.conversation.id': sessionId,
      'gen_ai.request.model': model.name,
      'errand.task.id': taskId,
    },
  });
  let step: Span | undefined;
  let tool: Span | undefined;
  let isUsed = false;
  let input = 0;
  let output = 0;
  const endTool = (): void => {
    tool?.end();
    tool = undefined;
  };
  const endStep = (): void => {
    endTool();
    step?.end();
    step = undefined;
    isUsed = false;
  };
  const openStep = (): Span => {
    step ??= tracing.start('step', { parent: agent });
    return step;
  };
  return {
    inner: () => tool ?? step ?? agent,
    forLook() {
      if (isUsed && tool === undefined) endStep();
      return tool ?? openStep();
    },
    forModel: () => tool ?? openStep(),
    used(tokens) {
      input += tokens.input;
      output += tokens.output;
    },
    follow(event) {
      switch (event.type) {
        case 'page.observed':
          note(openStep(), { 'errand.step': event.data.step });
          return;
        case 'step.decided':
          isUsed = true;
          note(openStep(), { 'errand.step': event.data.step });
          return;
        case 'action.started':
        case 'action.refused': {
          const { action, verb, step: number } = event.data;
          endTool();
          isUsed = true;
          const parent = openStep();
          note(parent, { 'errand.step': number });
          tool = tracing.start(`execute_tool ${action.kind}`, { parent, attributes: toolOf(action.kind, verb) });
          if (event.type === 'action.started') return;
          failAs(tool, event.data.code);
          endTool();
          return;
        }
        case 'action.finished': {
          const { outcome } = event.data;
          if (outcome.ok) note(tool, { 'errand.effect': outcome.effect });
          else failAs(tool, outcome.code);
          endTool();
          return;
        }
        default:
      }
    },
    end() {
      endStep();
      note(agent, { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output });
      agent.end();
    },
  };
}

const toolOf = (kind: string, verb: string) => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': kind,
  'gen_ai.tool.type': 'function',
  'errand.verb': verb,
});

function tracePage(tracing: Tracing, page: Page, spans: RunSpans): Page {
  const under = <T>(name: string, parent: Span, run: () => Promise<T>): Promise<T> =>
    spanned(tracing, name, { parent }, run);
  return {
    ...page,
    observe: () => under('browser observe', spans.forLook(), () => page.observe()),
    screenshot: options => under('browser screenshot', spans.inner(), () => page.screenshot(options)),
    perform: (action, signal, files) =>
      spanned(tracing, 'browser act', { parent: spans.inner() }, async span => {
        const outcome = await page.perform(action, signal, files);
        if (!outcome.ok) failAs(span, outcome.code);
        return outcome;
      }),
  };
}
