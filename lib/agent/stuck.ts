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
/** The same on the same page though something seemed to come of it each time: a toggle, a form sent over and over. */
const SAME_WARNED = 6;
const SAME_STUCK = 9;
const WINDOW = 24;

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
  const times = recent.filter(other => other === key).length;
  if (turn.progressed) return { habits: { recent, idle: 0, warned: false }, progress: judgeRepeats(times) };
  const idle = habits.idle + 1;
  const detail = whyIdle(times, idle);
  if (detail === undefined) return { habits: { ...habits, recent, idle }, progress: { kind: 'fine' } };
  if (habits.warned) return { habits: { recent, idle, warned: true }, progress: { kind: 'stuck', detail } };
  return { habits: { recent: [], idle: Math.max(0, idle - 2), warned: true }, progress: { kind: 'warn', detail } };
}

function judgeRepeats(times: number): Progress {
  const detail = `The same was done ${times} times on the same page.`;
  if (times >= SAME_STUCK) return { kind: 'stuck', detail };
  return times === SAME_WARNED ? { kind: 'warn', detail } : { kind: 'fine' };
}

function whyIdle(times: number, idle: number): string | undefined {
  if (times >= SAME_ACTION) return `The same action was done ${times} times on the same page without effect.`;
  return idle >= IDLE_STEPS ? `The page has not changed for ${idle} steps.` : undefined;
}
