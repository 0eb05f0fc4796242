/** Where the offline model is in its steps, read from its own earlier turns: it keeps no state of its own. */

import type { ModelMessage, ToolCall } from '../../agent/model-client.ts';
import { readJsonLine } from './read-json-line.ts';
import { type Result, resultsAfter } from './read-results.ts';

interface Labelled {
  /** From 0. */
  readonly step: number;
  readonly of: number;
  readonly text: string;
  /** How many steps the turn does, a call each. */
  readonly count?: number;
  /** It is no part of the step. */
  readonly aside?: Aside;
}

/** `aside`: gets something out of the way; `look`: looks where the target might be; `way`: goes where it is. */
export type Aside = 'aside' | 'look' | 'way';

/** `step 3 of 7: …`, `steps 3 to 5 of 7: …`, `step 3 of 7 (aside): …` */
export function label({ step, of, text, count = 1, aside }: Labelled): string {
  const which = count === 1 ? `step ${step + 1}` : `steps ${step + 1} to ${step + count}`;
  return `${which} of ${of}${aside === undefined ? '' : ` (${aside})`}: ${text}`;
}

const LABEL = /^steps? (\d+)(?: to (\d+))? of \d+(?: \((aside|look|way)\))?:/;

export interface StepProgress {
  /** Turns of this step that went well. */
  readonly done: number;
  /** Of those, the ones that read. */
  readonly reads: number;
  /** Failed turns since the last that went well; what lay over the page counts as no failure. */
  readonly failed: number;
  readonly asides: number;
  readonly looks: number;
  readonly ways: number;
  /** What came of the newest of these. */
  readonly asideEffect: string | undefined;
  /** Refs that were tried in vain since the last turn that went well. */
  readonly tried: readonly string[];
  /** What the newest result of this step said. */
  readonly lastEffect: string | undefined;
  readonly lastCode: string | undefined;
  readonly lastDetail: string | undefined;
  /** Rows that the newest reading brought. */
  readonly lastRows: number | undefined;
}

export interface Progress {
  /** The step to play: the newest that was begun, or the first. */
  readonly step: number;
  readonly of: StepProgress;
  /** Steps that were played, and not only skipped. */
  readonly played: ReadonlySet<number>;
}

export const fresh: StepProgress = {
  done: 0,
  reads: 0,
  failed: 0,
  asides: 0,
  looks: 0,
  ways: 0,
  asideEffect: undefined,
  tried: [],
  lastEffect: undefined,
  lastCode: undefined,
  lastDetail: undefined,
  lastRows: undefined,
};

export function readProgress(messages: readonly ModelMessage[]): Progress {
  let progress: Omit<Progress, 'played'> = { step: 0, of: fresh };
  const played = new Set<number>();
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant') continue;
    const match = LABEL.exec(message.text);
    if (match === null) continue;
    const step = Number(match[1]) - 1;
    const of = step === progress.step ? progress.of : fresh;
    const results = resultsAfter(messages, index, message.toolCalls);
    if (match[3] !== undefined) progress = { step, of: afterAside(asideIn(match[3]), of, results) };
    else {
      for (let at = step; at < (match[2] === undefined ? step + 1 : Number(match[2])); at += 1) played.add(at);
      progress = match[2] === undefined ? { step, of: afterTurn(of, results) } : afterSeveral(step, results);
    }
  }
  return { ...progress, played };
}

const asideIn = (word: string): Aside => (word === 'look' || word === 'way' ? word : 'aside');

/** What something lay over was not done, and is worth another try; what failed otherwise is not. */
function afterAside(kind: Aside, of: StepProgress, results: readonly Result[]): StepProgress {
  const failed = results.find(({ ok }) => !ok);
  if (failed?.code === 'page.covered') return { ...of, lastCode: failed.code, lastDetail: failed.detail };
  return {
    ...of,
    asides: of.asides + (kind === 'aside' ? 1 : 0),
    looks: of.looks + (kind === 'look' ? 1 : 0),
    ways: of.ways + (kind === 'way' ? 1 : 0),
    asideEffect: failed === undefined ? results.at(-1)?.effect : 'none',
    lastEffect: undefined,
    lastCode: undefined,
  };
}

function afterTurn(of: StepProgress, results: readonly Result[]): StepProgress {
  const failed = results.find(result => !result.ok);
  const last = results.at(-1);
  if (failed === undefined) {
    const isRead = last?.rows !== undefined;
    return {
      ...fresh,
      asides: of.asides,
      looks: of.looks,
      ways: of.ways,
      asideEffect: of.asideEffect,
      done: of.done + 1,
      reads: of.reads + (isRead ? 1 : 0),
      lastEffect: last?.effect,
      lastRows: last?.rows,
    };
  }
  const said = { lastEffect: undefined, lastCode: failed.code, lastDetail: failed.detail };
  if (failed.code === 'agent.dropped') return of;
  if (failed.code === 'page.covered') return { ...of, ...said };
  const ref = refOf(failed.call);
  return { ...of, ...said, failed: of.failed + 1, tried: ref === undefined ? of.tried : [...of.tried, ref] };
}

/** Up to the first call that was not done; that step is then played alone. */
function afterSeveral(first: number, results: readonly Result[]): Omit<Progress, 'played'> {
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
