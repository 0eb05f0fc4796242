/** The one message that tells the model that its run goes on after a break, and what it cannot count on. Restores nothing. */

import { excerptIn, fenceExcerpt } from './fence.ts';
import type { ModelMessage } from './model-client.ts';
import { clipChars } from './shrink.ts';

export interface Resumed {
  /** What is as it was: `the page at its address, cookies`. Words of ours. */
  readonly restored: readonly string[];
  /** Sentences: `The form of shop.test is empty again.` */
  readonly notRestored: readonly string[];
  /** Actions that were begun, and nobody knows whether they were done. */
  readonly outcomeUnknown: readonly string[];
}

const HEAD = 'RESUMED';
const TOLD =
  'Your run was interrupted and goes on in a new browser. All refs are new: use only those of the newest page. What is listed as outcomeUnknown may or may not have been done: look for its effect before anything else, and do not simply do it again.';
const MAX_ENTRIES = 12;
const MAX_ENTRY_CHARS = 300;

/** What is told quotes pages, so it is fenced off as they are. */
export function resumedMessage({ restored, notRestored, outcomeUnknown }: Resumed, mark: string): ModelMessage {
  const clip = (entries: readonly string[]): readonly string[] =>
    entries.slice(0, MAX_ENTRIES).map(entry => clipChars(entry, MAX_ENTRY_CHARS));
  const facts = { restored: clip(restored), notRestored: clip(notRestored), outcomeUnknown: clip(outcomeUnknown) };
  return { role: 'user', text: `${HEAD}\n${TOLD}\n${fenceExcerpt(JSON.stringify(facts), mark)}` };
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
