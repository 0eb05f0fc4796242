/** How long a first change is waited for after an act, and what counts as one. Waits for nothing. */

import type { PageAction } from '../agent/page.ts';
import { isActed, isRefusal, type Said } from './act/acted.ts';
import type { Late } from './settle.ts';

/** Where nothing has changed, a first change is waited for: handlers wait a moment before they do something. */
const LATE_MS = 150;
const SCROLL_MS = 80;
/** Menus open under the pointer, and suggestions under a field, after a while. */
const HOVER_MS = 400;
const SUGGEST_MS = 500;

export function lateFor(action: PageAction, said: Said): Late {
  const isPrompt = /^(wait|switch-tab|close-tab|answer-dialog)$/.test(action.kind) || isRefusal(said);
  if (isPrompt || (isActed(said) && said.untouched === true)) return { lateMs: 0, awaited: 'changes' };
  if (isActed(said) && said.suggests === true) return { lateMs: SUGGEST_MS, awaited: 'sights' };
  // What has moved has moved; only what is loaded with it may come a moment later.
  if (action.kind === 'scroll' && isActed(said) && said.changed) return { lateMs: SCROLL_MS, awaited: 'changes' };
  return { lateMs: action.kind === 'hover' ? HOVER_MS : LATE_MS, awaited: 'changes' };
}
