/** Brings a snapshot of a run under its size: pages first, then what was heard and collected, and it says in sentences what it cut. */

import { jsonBytes } from './clip.ts';
import { withoutExcerpt, withoutPage } from './fence.ts';
import { messagesOf, turnsOf } from './history/turns.ts';
import type { ModelMessage } from './model-client.ts';
import type { RunSnapshot } from './run-snapshot.ts';
import { clipChars } from './shrink.ts';

/** Of the whole snapshot as JSON in UTF-8. */
export const MAX_SNAPSHOT_BYTES = 300_000;
const MAX_HISTORY_BYTES = 130_000;
/** Of the answers, the habits and the other small things together; each is clipped. */
const MAX_ANSWERS_BYTES = 20_000;
/** Kept free for what was read, which a report has to quote from. */
const SEEN_BYTES = 40_000;
const HEARD_BYTES = 40_000;
/** For the sentences on what was cut. */
const CUT_BYTES = 4_000;

export function fitSnapshot(whole: RunSnapshot): RunSnapshot {
  const cut: string[] = [];
  const answers = newestWithin(whole.answers, MAX_ANSWERS_BYTES);
  if (answers.length < whole.answers.length) cut.push('Only your newest answers are kept word for word.');
  const small = { ...whole, history: { messages: fitHistory(whole, cut) }, answers, datasets: [], heard: [], seen: [] };
  let left = MAX_SNAPSHOT_BYTES - CUT_BYTES - jsonBytes(small);
  const datasets = fitDatasets(whole.datasets, left - SEEN_BYTES - HEARD_BYTES, cut);
  left -= jsonBytes(datasets);
  const heard = fitHeard(whole.heard, left - SEEN_BYTES, cut);
  left -= jsonBytes(heard);
  const seen = newestWithin(whole.seen, left);
  if (seen.length < whole.seen.length)
    cut.push(
      `Of ${whole.seen.length} pages and texts that were read, only the newest ${seen.length} can be quoted as evidence.`,
    );
  return { ...small, datasets, heard, seen, cut: cut.map(sentence => clipChars(sentence, 300)).slice(0, 10) };
}

type Messages = RunSnapshot['history']['messages'];

/** The page goes in any case. */
function fitHistory({ history }: RunSnapshot, cut: string[]): Messages {
  const bare = history.messages.map(message => withText(message, withoutPage));
  if (jsonBytes(bare) <= MAX_HISTORY_BYTES) return bare;
  cut.push('What was found and read has to be read again.');
  const short = bare.map(message => withText(message, withoutExcerpt));
  if (jsonBytes(short) <= MAX_HISTORY_BYTES) return short;
  cut.push('Of the last turns, only the newest is remembered.');
  const { head, turns } = turnsOf(short);
  const newest = messagesOf({ head, turns: turns.slice(-1) });
  return plain(
    newest.map(message => (message.role === 'system' ? message : withText(message, text => clipChars(text, 6_000)))),
  );
}

function withText<M extends ModelMessage>(message: M, change: (text: string) => string): M {
  return message.role === 'tool' ? { ...message, text: change(message.text) } : message;
}

const plain = (messages: readonly ModelMessage[]): Messages =>
  messages.map(message =>
    message.role === 'assistant'
      ? { ...message, toolCalls: message.toolCalls.map(call => ({ ...call })) }
      : message.role === 'user'
        ? { role: message.role, text: message.text }
        : { ...message },
  );

function fitDatasets(datasets: RunSnapshot['datasets'], bytes: number, cut: string[]): RunSnapshot['datasets'] {
  let left = bytes;
  return datasets.map(({ name, rows }) => {
    left -= jsonBytes(name) + 30;
    const end = rows.findIndex(row => {
      left -= jsonBytes(row) + 1;
      return left < 0;
    });
    if (end < 0) return { name, rows };
    cut.push(`Of the ${rows.length} rows of ${JSON.stringify(clipChars(name, 60))} only the first ${end} are kept.`);
    return { name, rows: rows.slice(0, end) };
  });
}

/** The newest of each site, in equal shares. */
function fitHeard(heard: RunSnapshot['heard'], bytes: number, cut: string[]): RunSnapshot['heard'] {
  if (jsonBytes(heard) <= bytes) return heard;
  cut.push('Of what pages have said, only the newest is known by its site.');
  const share = Math.max(0, Math.floor(bytes / heard.length) - 200);
  return heard.map(([site, text]) => [clipChars(site, 100), jsonBytes(text) <= share ? text : tail(text, share)]);
}

/** At most six bytes a character; most take one. */
function tail(text: string, bytes: number): string {
  let chars = bytes;
  while (chars > 0 && jsonBytes(text.slice(-chars)) > bytes) chars = Math.floor(chars / 2);
  return chars === 0 ? '' : text.slice(-chars);
}

function newestWithin(texts: readonly string[], bytes: number): string[] {
  let left = bytes;
  const last = texts.findLastIndex(text => {
    left -= jsonBytes(text) + 1;
    return left < 0;
  });
  return texts.slice(last + 1);
}
