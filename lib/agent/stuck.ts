/** Notices when the agent goes in circles. Pure: it counts what it is told, and ends nothing by itself. */

import type { Action } from '../domain/action.ts';
import { digestOf } from '../domain/digest.ts';

export interface Habits {
  /** What was done lately and on which page, newest last. */
  readonly recent: readonly string[];
  /** How many steps in a row left the page as it was and read nothing new. */
  readonly idle: number;
  readonly warned: boolean;
}

export const noHabits: Habits = { recent: [], idle: 0, warned: false };

export type Progress =
  | { readonly kind: 'fine' }
  | { readonly kind: 'warn'; readonly detail: string }
  | { readonly kind: 'stuck'; readonly detail: string };

const SAME_ACTION = 3;
const IDLE_STEPS = 5;
const WINDOW = 12;

/** What a turn did: its actions, the page they were done on, and whether anything came of it. */
export interface TurnDone {
  readonly actions: readonly Action[];
  readonly fingerprint: string;
  readonly progressed: boolean;
}

/** First time: say so to the model. If it then goes on the same way, it is stuck. */
export function judge(habits: Habits, turn: TurnDone): { habits: Habits; progress: Progress } {
  const key = digestOf({ actions: turn.actions, page: turn.fingerprint });
  const recent = [...habits.recent, key].slice(-WINDOW);
  const idle = turn.progressed ? 0 : habits.idle + 1;
  const same = turn.progressed ? 0 : recent.filter(other => other === key).length;
  const detail =
    same >= SAME_ACTION
      ? `The same action was done ${same} times on the same page without effect.`
      : idle >= IDLE_STEPS
        ? `The page has not changed for ${idle} steps.`
        : undefined;
  if (detail === undefined)
    return { habits: { recent, idle, warned: turn.progressed ? false : habits.warned }, progress: { kind: 'fine' } };
  if (habits.warned) return { habits: { recent, idle, warned: true }, progress: { kind: 'stuck', detail } };
  return { habits: { recent: [], idle: Math.max(0, idle - 2), warned: true }, progress: { kind: 'warn', detail } };
}
