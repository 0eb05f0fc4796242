/** Takes what is worth keeping out of one turn into the record: what was done, said, answered, read. Never what was typed, never a page. */

import { excerptIn } from '../fence.ts';
import { noteIn } from '../handed-back.ts';
import type { ModelMessage, ToolCall } from '../model-client.ts';
import { outcomesUnknownIn } from '../resumed.ts';
import { clipChars } from '../shrink.ts';
import { type DidCall, type Extra, type FoldedData, placeOf, type SoFar } from './so-far.ts';
import type { Turn } from './turns.ts';

const MAX_SAID = 140;
const MAX_NAME = 60;
/** Tools and codes are ours, but a model may call what is not there. */
const MAX_TOOL = 40;
const MAX_DETAIL = 120;
const MAX_QUESTION = 120;
const MAX_ANSWER = 300;
const TOOK_OVER = '(the person took over and said)';
const MAX_QUOTE = 200;
/** What a reading was asked for is told whole where it is not endless: the offline model finds its readings by it. */
const MAX_ASKED = 300;
const MAX_CELL = 300;
const MAX_SAMPLE = 500;
/** Rows of one-row readings, which are what was looked for. */
const MAX_FACTS = 1_600;
const FACT_ROWS = 2;

export function foldTurn(soFar: SoFar, turn: Turn): SoFar {
  const n = soFar.turns;
  const answered = turn.said.toolCalls.map(call => ({ call, ...resultOf(turn.after, call) }));
  const did = answered.map(({ call, value }) => didOf(call, value, soFar.url));
  const said = turn.said.text === '' ? {} : { said: clipChars(turn.said.text, MAX_SAID) };
  const folded: SoFar = {
    ...soFar,
    turns: n + 1,
    turn: [...soFar.turn, { n, ...said, did: did.length === 0 ? [['(no call)', 'model.malformed']] : did }],
  };
  const told = answered.reduce((into, one) => withFacts(into, n, one), folded);
  const open = turn.after.flatMap(message => (message.role === 'user' ? outcomesUnknownIn(message.text) : []));
  const notes = turn.after.flatMap(message => (message.role === 'user' ? (noteIn(message.text) ?? []) : []));
  const answer = notes.map(note => ({ n, asked: TOOK_OVER, answer: clipChars(note, MAX_ANSWER) }));
  return { ...told, open: [...told.open, ...open], answer: [...told.answer, ...answer] };
}

interface Result {
  /** Undefined where there is none: then nobody knows what came of the call. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  readonly excerpt: string | undefined;
}

interface Answered extends Result {
  readonly call: ToolCall;
}

function resultOf(after: readonly ModelMessage[], call: ToolCall): Result {
  const message = after.find(one => one.role === 'tool' && one.callId === call.callId);
  if (message === undefined) return { value: undefined, excerpt: undefined };
  return { value: objectIn(message.text.split('\n', 1)[0] ?? ''), excerpt: excerptIn(message.text) };
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function didOf(call: ToolCall, value: Result['value'], lastPlace: string): DidCall {
  const name = clipChars(call.name, MAX_TOOL);
  if (value === undefined) return [name, 'unknown'];
  const { ok, effect, code, url, detail, note, rows } = value;
  const place = placeOf(textIn(url) ?? '');
  const ref = ok === true ? undefined : textIn(objectIn(call.argumentsText).ref);
  const about = ok === true ? undefined : textIn(detail);
  const aside = textIn(note);
  const extra: Extra = {
    ...(place === '' || place === lastPlace ? {} : { url: place }),
    ...(ref === undefined ? {} : { ref: clipChars(ref, 20) }),
    ...(about === undefined ? {} : { detail: clipChars(about, MAX_DETAIL) }),
    ...(aside === undefined ? {} : { note: clipChars(aside, MAX_DETAIL) }),
    ...(typeof rows === 'number' ? { rows } : {}),
  };
  const outcome = ok === true ? (textIn(effect) ?? 'ok') : (textIn(code) ?? 'failed');
  return Object.keys(extra).length === 0
    ? [name, clipChars(outcome, MAX_TOOL)]
    : [name, clipChars(outcome, MAX_TOOL), extra];
}

function withFacts(soFar: SoFar, n: number, { call, value, excerpt }: Answered): SoFar {
  const by = clipChars(call.name, MAX_TOOL);
  if (value === undefined) return { ...soFar, open: [...soFar.open, `${by} in turn ${n}`] };
  const args = objectIn(call.argumentsText);
  const place = placeOf(textIn(value.url) ?? '');
  const answer = textIn(value.answer);
  const files = [value.files, value.saved].flat().flatMap(file => textIn(file) ?? []);
  const quote = excerpt === undefined ? undefined : clipChars(excerpt, MAX_QUOTE);
  const isQuoted = soFar.quote.some(({ text }) => text === quote);
  return {
    ...soFar,
    url: place === '' ? soFar.url : place,
    answer:
      answer === undefined || call.name !== 'ask'
        ? soFar.answer
        : [
            ...soFar.answer,
            { n, asked: clipChars(String(args.question ?? ''), MAX_QUESTION), answer: clipChars(answer, MAX_ANSWER) },
          ],
    decision: [...soFar.decision, ...decisionOf(n, by, value)],
    data: call.name === 'extract' && value.ok === true ? withReading(soFar.data, args, value) : soFar.data,
    file: [...new Set([...soFar.file, ...files.map(file => clipChars(file, 120))])],
    quote: quote === undefined || isQuoted ? soFar.quote : [...soFar.quote, { n, by, text: quote }],
  };
}

/** `approved` is set by the agent where a person said yes to this very act. */
function decisionOf(n: number, act: string, value: Readonly<Record<string, unknown>>): SoFar['decision'] {
  const why = clipChars(textIn(value.detail) ?? '', MAX_DETAIL);
  if (value.code === 'approval.denied') return [{ n, act, said: 'no', ...(why === '' ? {} : { why }) }];
  const reach = textIn(value.approved);
  return reach === undefined ? [] : [{ n, act, said: 'yes', why: clipChars(reach, MAX_DETAIL) }];
}

/** Readings of the same kind into the same dataset are one fact; the newest stands last. */
function withReading(
  data: SoFar['data'],
  args: Readonly<Record<string, unknown>>,
  value: Readonly<Record<string, unknown>>,
): SoFar['data'] {
  const name = clipChars(textIn(value.name) ?? '', MAX_NAME);
  const asked = clipChars(textIn(args.instruction) ?? '', MAX_ASKED);
  const rows = typeof value.rows === 'number' ? value.rows : 0;
  const total = typeof value.total === 'number' ? value.total : rows;
  const before = data.find(one => one.name === name && one.asked === asked);
  const fresh = Array.isArray(value.sample) ? value.sample.filter(isRow).map(clipCells) : [];
  const sample =
    rows <= FACT_ROWS
      ? newestWithin([...(before?.sample ?? []), ...fresh], MAX_FACTS)
      : (before?.sample ?? firstWithin(fresh, MAX_SAMPLE));
  const entry: FoldedData = {
    name,
    asked,
    readings: (before?.readings ?? 0) + 1,
    rows: (before?.rows ?? 0) + rows,
    total,
    sample,
  };
  return [...data.filter(one => one !== before), entry];
}

const isRow = (row: unknown): row is Readonly<Record<string, unknown>> =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

const clipCells = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .slice(0, 20)
      .map(([column, cell]) => [
        clipChars(column, MAX_NAME),
        typeof cell === 'number' || typeof cell === 'boolean' || cell === null
          ? cell
          : clipChars(typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? ''), MAX_CELL),
      ]),
  );

function firstWithin<T>(entries: readonly T[], chars: number): T[] {
  let left = chars;
  const end = entries.findIndex(entry => {
    left -= JSON.stringify(entry).length + 1;
    return left < 0;
  });
  return entries.slice(0, end < 0 ? entries.length : end);
}

const newestWithin = <T>(entries: readonly T[], chars: number): T[] =>
  firstWithin(entries.toReversed(), chars).toReversed();
