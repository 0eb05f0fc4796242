/** Checks an exported audit by itself: every hash, every link, every number, every stream's head. Pure; asks nobody. */

import { type AuditEventLine, AuditLine } from './audit-line.ts';
import { CHAIN_START, hashOfLink } from './chain.ts';
import { digestOf } from './digest.ts';

export interface AuditFault {
  /** Of the text, from 1; 0 for what is about a whole stream. */
  readonly line: number;
  readonly what: string;
}

export interface CheckedStream {
  readonly stream: string;
  readonly events: number;
  /** Of its last event. Keep it elsewhere: a later export must still have it at that number. */
  readonly hash: string;
}

export interface AuditCheck {
  readonly faults: readonly AuditFault[];
  readonly streams: readonly CheckedStream[];
}

interface Chain {
  seq: number;
  hash: string;
  hasHead: boolean;
  /** Hashes by number, for the comparison with an earlier export. */
  readonly hashes: Map<number, string>;
}

/** `earlier` is an older export of the same: every event that it has must still be there, unchanged. */
export function verifyAudit(text: string, earlier?: string): AuditCheck {
  const faults: AuditFault[] = [];
  const chains = readChains(text, faults);
  for (const [stream, chain] of chains) {
    if (!chain.hasHead) faults.push({ line: 0, what: `${stream} has no head: the end of the export is missing.` });
  }
  if (chains.size === 0) faults.push({ line: 0, what: 'There is no event in it.' });
  if (earlier !== undefined) compare(readChains(earlier, []), chains, faults);
  const streams = [...chains].map(([stream, { seq, hash }]) => ({ stream, events: seq, hash }));
  return { faults, streams };
}

function readChains(text: string, faults: AuditFault[]): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const [index, one] of text.split('\n').entries()) {
    if (one.trim() === '') continue;
    const line = index + 1;
    const say = (what: string): void => void faults.push({ line, what });
    const read = readLine(one);
    if (read === undefined) {
      say('This is no line of an audit.');
      continue;
    }
    const chain = chains.get(read.stream) ?? { seq: 0, hash: CHAIN_START, hasHead: false, hashes: new Map() };
    chains.set(read.stream, chain);
    if ('head' in read) {
      chain.hasHead = true;
      const { seq, hash } = read.head;
      if (seq !== chain.seq) say(`The head of ${read.stream} is event ${seq}; the last one here is ${chain.seq}.`);
      else if (hash !== chain.hash) say(`Event ${seq} of ${read.stream} is not the one that the head names.`);
    } else follow(chain, read, say);
  }
  return chains;
}

function readLine(text: string): AuditLine | undefined {
  try {
    const read = AuditLine.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function follow(chain: Chain, line: AuditEventLine, say: (what: string) => void): void {
  const { stream, seq, data, dataDigest, prev, hash } = line;
  const which = `Event ${seq} of ${stream}`;
  if (chain.hasHead) say(`${which} comes after the head.`);
  if (seq !== chain.seq + 1) say(`${which} follows event ${chain.seq}.`);
  if (prev !== chain.hash) say(`${which} does not follow from the event before: one of the two was changed.`);
  if (data !== undefined && digestOf(data) !== dataDigest) say(`${which} has other data than its digest says.`);
  if (hashOfLink(line, dataDigest, prev) !== hash) say(`${which} does not have the hash that it claims.`);
  chain.seq = seq;
  chain.hash = hash;
  chain.hashes.set(seq, hash);
}

function compare(before: Map<string, Chain>, after: Map<string, Chain>, faults: AuditFault[]): void {
  for (const [stream, chain] of before) {
    const now = after.get(stream);
    const changed = [...chain.hashes].find(([seq, hash]) => now?.hashes.get(seq) !== hash);
    if (changed !== undefined) {
      faults.push({ line: 0, what: `Event ${changed[0]} of ${stream} is not what it was in the earlier export.` });
    }
  }
}
