/** What the page asks where an action says yes: in a dialog of the browser's, or in a small one of its own. Judges nothing. */

import type { Action } from './action.ts';

export function questionOf(action: Action): string | undefined {
  if (action.kind === 'answer-dialog') return action.accept ? (action.question ?? '') : undefined;
  return 'target' in action ? action.target?.asks : undefined;
}
