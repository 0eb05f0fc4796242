/** What the person said in mid-run, read as steps that come after the plan's. What it cannot read, or cannot do so, it says. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { parse, type Reading } from './grammar/parse.ts';
import type { Step, StepOf } from './steps.ts';

export interface Told {
  readonly steps: readonly Step[];
  /** Sentences for the report. */
  readonly notes: readonly string[];
  /** Something of the plan is taken back, and it cannot tell what: to go on would be to do what is no longer wanted. */
  readonly takenBack: string | undefined;
}

const HEAD = 'INSTRUCTION\n';
const MAX_QUOTED = 200;

/** Steps keep their places: what is added comes after all that was there, whatever was played by then. `plan`: the errand's own. */
export function readTold(messages: readonly ModelMessage[], plan: readonly Step[]): Told {
  const steps: Step[] = [];
  const notes: string[] = [];
  let takenBack: string | undefined;
  for (const text of messages.flatMap(wordsIn)) {
    const quoted = `"${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED - 1)}…` : text}"`;
    if (TAKES_BACK.test(text.replace(QUOTED, ''))) {
      takenBack ??= `you said ${quoted}, and I cannot tell which of my steps that takes back`;
      continue;
    }
    const said = text.replace(ALSO, '');
    const read = nextPage(said, [...plan, ...steps]) ?? parse(said);
    steps.push(...read.steps);
    if (read.unread.length > 0) notes.push(`You said ${quoted}: I do not understand ${inQuotes(read.unread)}.`);
    if (read.steps.length > 0 && FIRST.test(text))
      notes.push(
        `You said ${quoted}: I did that last, for what I am told in mid-run I can only do after my other steps.`,
      );
  }
  return { steps, notes, takenBack };
}

/** "check the second page": the same reading once more, a page on. Alone it would be a box to tick. */
const NEXT_PAGE =
  /^(?:check|read|look\s+at|look\s+through|go\s+through|do|take|list)\s+(?:the\s+)?(?:second|next)\s+page(?:\s+(?:too|also|as\s+well))?\s*[.!]?$/iu;

function nextPage(said: string, before: readonly Step[]): Reading | undefined {
  if (!NEXT_PAGE.test(said.trim())) return undefined;
  const there = parse('go to the next page').steps;
  const last = before.findLast((step): step is StepOf<'extract'> => step.kind === 'extract');
  return { steps: last === undefined ? there : [...there, { ...last, pages: 1 }], unread: [] };
}

/** "do not tick it" is no such thing: that is kept to from then on. */
const TAKES_BACK =
  /\b(?:instead|rather than|never ?mind)\b|(?:^|[,.;!]\s*|\b(?:please|and|then|but|oh|ok)\s+)(?:stop|skip|cancel|forget|leave out)\b/iu;
const QUOTED = /"[^"]*"|“[^”]*”/gu;
const FIRST = /\b(?:first|before (?:that|you|anything|going on))\b/iu;
const ALSO = /^\s*(?:(?:and|also|please|then|oh|ok|okay|too)\b[\s,]*)+/iu;

const inQuotes = (unread: readonly string[]): string =>
  unread.map(clause => `"${clause.slice(0, MAX_QUOTED)}"`).join(', ');

function wordsIn(message: ModelMessage): readonly string[] {
  if (message.role !== 'user' || !message.text.startsWith(HEAD)) return [];
  try {
    const value: unknown = JSON.parse(message.text.slice(HEAD.length));
    const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'text') : undefined;
    return typeof text === 'string' ? [text] : [];
  } catch {
    return [];
  }
}
