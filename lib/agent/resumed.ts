/** The one message that tells the model that its run goes on after a break, and what it cannot count on. Restores nothing. */

import { excerptIn, fenceExcerpt } from './fence.ts';
import type { ModelMessage } from './model-client.ts';
import { clipChars } from './shrink.ts';

export interface Resumed {
  /** What is as it was: `the page at its address, cookies`. Words of ours. */
  readonly restored: readonly string[];
  /** What the person has decided meanwhile, in words of ours with theirs in them. */
  readonly decided?: readonly string[];
  /** Sentences: `The form of shop.test is empty again.` */
  readonly notRestored: readonly string[];
  /** Actions that were begun, and nobody knows whether they were done. */
  readonly outcomeUnknown: readonly string[];
}

const HEAD = 'RESUMED';
const TOLD =
  'Your run was interrupted and goes on in a new browser. All refs are new: use only those of the newest page.';
const TOLD_OF_UNKNOWN =
  'What is listed as outcomeUnknown may or may not have been done: look for its effect before anything else, and do not simply do it again.';
const MAX_ENTRIES = 12;
const MAX_ENTRY_CHARS = 300;

/** What is told quotes pages, so it is fenced off as they are. */
export function resumedMessage(
  { restored, decided = [], notRestored, outcomeUnknown }: Resumed,
  mark: string,
): ModelMessage {
  const clip = (entries: readonly string[]): readonly string[] =>
    entries.slice(0, MAX_ENTRIES).map(entry => clipChars(entry, MAX_ENTRY_CHARS));
  const known = { restored: clip(restored), notRestored: clip(notRestored) };
  const [told, facts] =
    outcomeUnknown.length === 0
      ? [TOLD, known]
      : [`${TOLD} ${TOLD_OF_UNKNOWN}`, { ...known, outcomeUnknown: clip(outcomeUnknown) }];
  const said = decided.length === 0 ? [] : [`Meanwhile: ${JSON.stringify(clip(decided))}`];
  return { role: 'user', text: [HEAD, told, fenceExcerpt(JSON.stringify(facts), mark), ...said].join('\n') };
}

/** What an older message of this kind said is open; nothing for any other message. */
export function outcomesUnknownIn(text: string): readonly string[] {
  if (!text.startsWith(`${HEAD}\n`)) return [];
  try {
    const facts: unknown = JSON.parse(excerptIn(text) ?? '');
    const open: unknown = typeof facts === 'object' && facts !== null ? Reflect.get(facts, 'outcomeUnknown') : [];
    return Array.isArray(open) ? open.filter(one => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
