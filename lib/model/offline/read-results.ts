/** What the offline model's own calls were answered with: results, rows, answers. Reads messages; keeps nothing. */

import type { ModelMessage, ToolCall } from '../../agent/model-client.ts';
import { ONE_FACT } from './answer.ts';
import { readJsonLine } from './read-json-line.ts';

export interface Result {
  readonly call: ToolCall;
  readonly ok: boolean;
  readonly effect: string | undefined;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  /** Of a reading. */
  readonly rows: number | undefined;
}

export function resultsAfter(
  messages: readonly ModelMessage[],
  index: number,
  calls: readonly ToolCall[],
): readonly Result[] {
  return calls.flatMap(call => {
    const message = messages.find((other, at) => at > index && other.role === 'tool' && other.callId === call.callId);
    return message === undefined ? [] : [{ call, ...readResult(message.text) }];
  });
}

function readResult(text: string): Omit<Result, 'call'> {
  const json = objectIn(text);
  const field = (name: string): string | undefined => {
    const found: unknown = Reflect.get(json, name);
    return typeof found === 'string' ? found : undefined;
  };
  const rows: unknown = Reflect.get(json, 'rows');
  return {
    ok: 'ok' in json && json.ok === true,
    effect: field('effect'),
    code: field('code'),
    detail: field('detail'),
    rows: typeof rows === 'number' ? rows : undefined,
  };
}

function objectIn(text: string): object {
  const value = readJsonLine(text);
  return typeof value === 'object' && value !== null ? value : {};
}

/** What the person said to the newest `ask`. */
export function readAnswer(messages: readonly ModelMessage[]): string | undefined {
  for (const message of messages.toReversed()) {
    if (message.role !== 'tool') continue;
    const answer: unknown = Reflect.get(objectIn(message.text), 'answer');
    if (typeof answer === 'string') return answer;
  }
  return undefined;
}

/** One reading: what it was asked for, and the first rows of what came. */
export interface Reading {
  readonly instruction: string;
  readonly name: string;
  readonly rows: number;
  /** Of the dataset, after this reading. */
  readonly total: number;
  readonly sample: readonly Readonly<Record<string, unknown>>[];
}

export function readReadings(messages: readonly ModelMessage[]): readonly Reading[] {
  return messages.flatMap((message, index) =>
    message.role === 'assistant'
      ? message.toolCalls
          .filter(call => call.name === 'extract')
          .flatMap(call => readingOf(messages, index, call) ?? [])
      : [],
  );
}

function readingOf(messages: readonly ModelMessage[], index: number, call: ToolCall): Reading | undefined {
  const answer = messages.find((other, at) => at > index && other.role === 'tool' && other.callId === call.callId);
  const json = objectIn(answer?.text ?? '');
  if (!('sample' in json) || !('name' in json)) return undefined;
  const rows = 'rows' in json ? Number(json.rows) : 0;
  return {
    instruction: String(Reflect.get(objectIn(call.argumentsText), 'instruction') ?? ''),
    name: String(json.name),
    rows,
    total: 'total' in json ? Number(json.total) : rows,
    sample: Array.isArray(json.sample) ? json.sample.filter(isRow) : [],
  };
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The answers that were read to questions, by the question. */
export function readFacts(messages: readonly ModelMessage[]): ReadonlyMap<string, string> {
  return new Map(
    readReadings(messages)
      .filter(({ instruction, rows }) => instruction.startsWith(ONE_FACT) && rows > 0)
      .map(({ instruction, sample }) => [instruction.slice(ONE_FACT.length), String(sample[0]?.answer ?? '')]),
  );
}
