/** Brings the record under its size, oldest first, so that a long run costs no more a step than a short one. Says how much it left out. */

import { clipChars } from '../shrink.ts';
import { charsOf, type DidCall, type FoldedData, type FoldedTurn, type Kind, type SoFar } from './so-far.ts';

/** Characters of each kind in the message; some four are a token. In sum the record's hard cap, with its head. */
const MAX_CHARS: Readonly<Record<Kind, number>> = {
  turn: 1_800,
  note: 900,
  answer: 1_000,
  decision: 500,
  data: 2_400,
  file: 400,
  quote: 500,
  open: 800,
};
const HEAD_CHARS = 600;
export const MAX_SO_FAR_CHARS = Object.values(MAX_CHARS).reduce((sum, chars) => sum + chars, HEAD_CHARS);

const MAX_NOTE = 140;
const MAX_SUMS = 16;

export function fitSoFar(soFar: SoFar): SoFar {
  const { turn, notes } = fitTurns(joinAlike(soFar.turn));
  const short = {
    ...soFar,
    turn,
    note: [...soFar.note, ...notes.filter(note => !soFar.note.includes(note))],
    data: charsOf('data', soFar.data) <= MAX_CHARS.data ? soFar.data : withoutOldSamples(soFar.data),
    open: soFar.open.map(one => clipChars(one, 200)),
  };
  const kept = {
    note: newest('note', short.note),
    answer: newest('answer', short.answer),
    decision: newest('decision', short.decision),
    data: newest('data', short.data),
    file: newest('file', short.file),
    quote: newest('quote', short.quote),
    open: newest('open', short.open),
  };
  const lost = (['note', 'answer', 'decision', 'data', 'file', 'quote', 'open'] as const).reduce(
    (sum, kind) => sum + short[kind].length - kept[kind].length,
    0,
  );
  return { ...short, ...kept, leftOut: soFar.leftOut + lost };
}

function newest<T>(kind: Kind, entries: readonly T[]): T[] {
  let left = MAX_CHARS[kind];
  const from = entries.findLastIndex(entry => {
    left -= charsOf(kind, [entry]);
    return left < 0;
  });
  return entries.slice(from + 1);
}

function withoutOldSamples(data: SoFar['data']): SoFar['data'] {
  const bare = data.map(({ sample: _, asked: __, ...rest }): FoldedData => rest);
  let whole = data.length;
  const mixed = (): FoldedData[] => [...bare.slice(0, data.length - whole), ...data.slice(data.length - whole)];
  while (whole > 0 && charsOf('data', mixed()) > MAX_CHARS.data) whole -= 1;
  return mixed();
}

/** What a sentence begins with, where it names its part of a plan: `step 2 of 5: …`. */
const labelOf = (said: string | undefined): string | undefined => /^[^:]{1,40}: /.exec(said ?? '')?.[0];

/** Turns of one call that do the same part of a plan one after the other, page after page, are one line. */
function joinAlike(turns: readonly FoldedTurn[]): readonly FoldedTurn[] {
  const joined: FoldedTurn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last !== undefined && isAlike(last, turn)) joined[joined.length - 1] = join(last, turn);
    else joined.push(turn);
  }
  return joined;
}

const spanOf = ({ n, to = n }: FoldedTurn): number => to - n + 1;
const timesOf = ([, , extra]: DidCall): number => extra?.times ?? 1;
const callsOf = ({ did }: FoldedTurn): number => did.reduce((sum, call) => sum + timesOf(call), 0);
const wentWell = ({ did }: FoldedTurn): boolean =>
  did.every(([, outcome]) => /^(?:ok|none|changed|navigated)$/.test(outcome));

function isAlike(one: FoldedTurn, next: FoldedTurn): boolean {
  const label = labelOf(one.said);
  return (
    label !== undefined &&
    label === labelOf(next.said) &&
    [one, next].every(turn => wentWell(turn) && callsOf(turn) === spanOf(turn))
  );
}

/** The newest of each kind of call stands last, with what it said. */
function join(one: FoldedTurn, next: FoldedTurn): FoldedTurn {
  return {
    n: one.n,
    to: next.to ?? next.n,
    ...(next.said === undefined ? {} : { said: next.said }),
    did: sum(one.did, next.did),
  };
}

function sum(before: readonly DidCall[], after: readonly DidCall[]): DidCall[] {
  const calls = [...before];
  for (const call of after) {
    const [name, outcome, extra] = call;
    const index = calls.findIndex(([other, came]) => other === name && came === outcome);
    const same = calls[index];
    if (same === undefined) {
      calls.push(call);
      continue;
    }
    calls.splice(index, 1);
    calls.push([name, outcome, { ...extra, times: timesOf(same) + timesOf(call) }]);
  }
  return calls;
}

/** What a person would write down: a quoted word, a price, a share, a time, a number that counts no pages. */
const TELLS = /["“„«]|[£$€¥₹%]|\d[.,:]\d|\d{3}/;

/** The oldest turns are told as sums; what their sentences found goes on as notes. */
function fitTurns(turns: readonly FoldedTurn[]): { turn: FoldedTurn[]; notes: readonly string[] } {
  let sums: FoldedTurn | undefined;
  let rest = [...turns];
  const notes: string[] = [];
  const all = (): FoldedTurn[] => (sums === undefined ? rest : [sums, ...rest]);
  while (rest.length > 0 && charsOf('turn', all()) > MAX_CHARS.turn) {
    const [first, ...later] = rest;
    if (first === undefined) break;
    if (first.said !== undefined && TELLS.test(first.said)) notes.push(clipChars(first.said, MAX_NOTE));
    sums = sumUp(sums, first);
    rest = later;
  }
  return { turn: all(), notes };
}

function sumUp(before: FoldedTurn | undefined, next: FoldedTurn): FoldedTurn {
  const plain = [...(before?.did ?? []), ...next.did].map(
    (call): DidCall => [call[0], call[1], { times: timesOf(call) }],
  );
  const sums = plain.reduce<DidCall[]>((all, call) => sum(all, [call]), []);
  const others = sums.slice(0, -MAX_SUMS).reduce((all, call) => all + timesOf(call), 0);
  const rest: DidCall[] = others === 0 ? [] : [['others', 'various', { times: others }]];
  return { n: before?.n ?? next.n, to: next.to ?? next.n, did: [...rest, ...sums.slice(-MAX_SUMS)] };
}
