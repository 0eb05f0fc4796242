/** Where the offline model is in its steps, read from its own earlier turns: it keeps no state of its own. */

import type { ModelMessage, ToolCall } from '../../agent/model-client.ts';

export interface Labelled {
  /** From 0. */
  readonly step: number;
  readonly of: number;
  readonly text: string;
  /** How many steps the turn does, a call each. */
  readonly count?: number;
  /** It clears the way and is no part of the step. */
  readonly aside?: boolean;
}

/** `step 3 of 7: …`, `steps 3 to 5 of 7: …`, `step 3 of 7 (aside): …` */
export function label({ step, of, text, count = 1, aside = false }: Labelled): string {
  const which = count === 1 ? `step ${step + 1}` : `steps ${step + 1} to ${step + count}`;
  return `${which} of ${of}${aside ? ' (aside)' : ''}: ${text}`;
}

const LABEL = /^steps? (\d+)(?: to (\d+))? of \d+( \(aside\))?:/;

export interface StepProgress {
  /** Turns of this step that went well. */
  readonly done: number;
  /** Failed turns since the last that went well; what lay over the page counts as no failure. */
  readonly failed: number;
  readonly asides: number;
  /** Refs that were tried in vain since the last turn that went well. */
  readonly tried: readonly string[];
  /** What the newest result of this step said. */
  readonly lastEffect: string | undefined;
  readonly lastCode: string | undefined;
  readonly lastDetail: string | undefined;
}

export interface Progress {
  /** The step to play: the newest that was begun, or the first. */
  readonly step: number;
  readonly of: StepProgress;
}

export const fresh: StepProgress = {
  done: 0,
  failed: 0,
  asides: 0,
  tried: [],
  lastEffect: undefined,
  lastCode: undefined,
  lastDetail: undefined,
};

export function readProgress(messages: readonly ModelMessage[]): Progress {
  let progress: Progress = { step: 0, of: fresh };
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant') continue;
    const match = LABEL.exec(message.text);
    if (match === null) continue;
    const step = Number(match[1]) - 1;
    const of = step === progress.step ? progress.of : fresh;
    const results = resultsAfter(messages, index, message.toolCalls);
    if (match[3] !== undefined) progress = { step, of: afterAside(of) };
    else progress = match[2] === undefined ? { step, of: afterTurn(of, results) } : afterSeveral(step, results);
  }
  return progress;
}

interface Result {
  readonly call: ToolCall;
  readonly ok: boolean;
  readonly effect: string | undefined;
  readonly code: string | undefined;
  readonly detail: string | undefined;
}

function resultsAfter(messages: readonly ModelMessage[], index: number, calls: readonly ToolCall[]): readonly Result[] {
  return calls.flatMap(call => {
    const message = messages.find((other, at) => at > index && other.role === 'tool' && other.callId === call.callId);
    return message === undefined ? [] : [{ call, ...readResult(message.text) }];
  });
}

const afterAside = (of: StepProgress): StepProgress => ({
  ...of,
  asides: of.asides + 1,
  lastEffect: undefined,
  lastCode: undefined,
});

function afterTurn(of: StepProgress, results: readonly Result[]): StepProgress {
  const failed = results.find(result => !result.ok);
  if (failed === undefined)
    return { ...fresh, asides: of.asides, done: of.done + 1, lastEffect: results.at(-1)?.effect };
  const last = { lastEffect: undefined, lastCode: failed.code, lastDetail: failed.detail };
  if (failed.code === 'agent.dropped') return of;
  if (failed.code === 'page.covered') return { ...of, ...last };
  const ref = refOf(failed.call);
  return { ...of, ...last, failed: of.failed + 1, tried: ref === undefined ? of.tried : [...of.tried, ref] };
}

/** Up to the first call that was not done; that step is then played alone. */
function afterSeveral(first: number, results: readonly Result[]): Progress {
  const bad = results.findIndex(result => !result.ok);
  if (bad < 0) return { step: first + Math.max(0, results.length - 1), of: { ...fresh, done: 1 } };
  return { step: first + bad, of: afterTurn(fresh, results.slice(bad, bad + 1)) };
}

function refOf(call: ToolCall): string | undefined {
  const args = readJsonLine(call.argumentsText);
  return typeof args === 'object' && args !== null && 'ref' in args && typeof args.ref === 'string'
    ? args.ref
    : undefined;
}

function readResult(text: string): Omit<Result, 'call'> {
  const value = readJsonLine(text);
  const json: object = typeof value === 'object' && value !== null ? value : {};
  const field = (name: string): string | undefined => {
    const found: unknown = Reflect.get(json, name);
    return typeof found === 'string' ? found : undefined;
  };
  return {
    ok: 'ok' in json && json.ok === true,
    effect: field('effect'),
    code: field('code'),
    detail: field('detail'),
  };
}

/** What the person said to the newest `ask`. */
export function readAnswer(messages: readonly ModelMessage[]): string | undefined {
  for (const message of messages.toReversed()) {
    if (message.role !== 'tool') continue;
    const value = readJsonLine(message.text);
    if (typeof value === 'object' && value !== null && 'answer' in value && typeof value.answer === 'string')
      return value.answer;
  }
  return undefined;
}

/** A tool result is one line of JSON, and what follows it (a note, a page) is not. */
export function readJsonLine(text: string): unknown {
  try {
    return JSON.parse(text.split('\n', 1)[0] ?? '');
  } catch {
    return undefined;
  }
}
