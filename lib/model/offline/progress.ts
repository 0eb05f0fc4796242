/** Where the offline model is in its steps, read from its own earlier turns: it keeps no state of its own. */

import type { ModelMessage } from '../../agent/model-client.ts';

/** `step 3 of 7: …`; `(aside)` marks what clears the way and is no part of the step. */
export function label(step: number, of: number, text: string, aside = false): string {
  return `step ${step + 1} of ${of}${aside ? ' (aside)' : ''}: ${text}`;
}

const LABEL = /^step (\d+) of \d+( \(aside\))?:/;

export interface StepProgress {
  /** Turns of this step whose calls all went well. */
  readonly done: number;
  /** Failed turns since the last that went well. */
  readonly failed: number;
  readonly asides: number;
  /** What the newest result of this step said, where it failed. */
  readonly lastCode: string | undefined;
  readonly lastDetail: string | undefined;
}

export interface Progress {
  /** The step to play: the newest that was begun, or the first. */
  readonly step: number;
  readonly of: StepProgress;
}

const fresh: StepProgress = { done: 0, failed: 0, asides: 0, lastCode: undefined, lastDetail: undefined };

export function readProgress(messages: readonly ModelMessage[]): Progress {
  let step = 0;
  let of = fresh;
  let current: { aside: boolean } | undefined;
  let results: { ok: boolean; code: string | undefined; detail: string | undefined }[] = [];
  const close = (): void => {
    if (current === undefined) return;
    const failed = results.find(result => !result.ok);
    if (current.aside) of = { ...of, asides: of.asides + 1, lastCode: undefined, lastDetail: undefined };
    else if (failed === undefined)
      of = { ...of, done: of.done + 1, failed: 0, lastCode: undefined, lastDetail: undefined };
    else of = { ...of, failed: of.failed + 1, lastCode: failed.code, lastDetail: failed.detail };
    current = undefined;
    results = [];
  };
  for (const message of messages) {
    if (message.role === 'assistant') {
      close();
      const match = LABEL.exec(message.text);
      if (match === null) continue;
      const index = Number(match[1]) - 1;
      if (index !== step) of = fresh;
      step = index;
      current = { aside: match[2] !== undefined };
    } else if (message.role === 'tool' && current !== undefined) results.push(readResult(message.text));
  }
  close();
  return { step, of };
}

function readResult(text: string): { ok: boolean; code: string | undefined; detail: string | undefined } {
  const json = readJsonLine(text);
  const ok = typeof json === 'object' && json !== null && 'ok' in json && json.ok === true;
  const field = (name: 'code' | 'detail'): string | undefined => {
    const value = typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { ok, code: field('code'), detail: field('detail') };
}

/** A tool result is one line of JSON, and what follows it (a note, a page) is not. */
export function readJsonLine(text: string): unknown {
  try {
    return JSON.parse(text.split('\n', 1)[0] ?? '');
  } catch {
    return undefined;
  }
}
