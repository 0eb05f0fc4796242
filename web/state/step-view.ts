/** What the events of a run make of its steps: what was seen, thought and done in each, and what is to be remarked. Pure. */

import type { Action } from '../../lib/domain/action.ts';
import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Budget } from '../../lib/domain/budget.ts';
import type { Outcome, Usage } from '../../lib/domain/events.ts';

export interface ActionView {
  readonly index: number;
  readonly words: string;
  /** What was to be done, with the locators of its element; undefined for reading, of which only the outcome is told. */
  readonly action: Action | undefined;
  /** Undefined while it is under way, or where the worker was lost and nobody knows. */
  readonly outcome: Outcome | undefined;
  readonly ms: number | undefined;
}

export type Remark =
  | { readonly kind: 'resumed' | 'unknown'; readonly detail: string }
  | { readonly kind: 'refused'; readonly words: string; readonly detail: string }
  | { readonly kind: 'malformed' | 'stuck' | 'suspicious'; readonly detail: string }
  | { readonly kind: 'extracted'; readonly name: string; readonly rows: number; readonly sample: string }
  | { readonly kind: 'asked'; readonly questionId: string; readonly question: string; readonly answer?: string }
  | { readonly kind: 'approval'; readonly approval: Approval; readonly decision: Reach | 'denied' | undefined }
  /** A word of the person's in mid-run. */
  | { readonly kind: 'told'; readonly text: string }
  /** What the person did with their own hands, in words; never what they typed. */
  | { readonly kind: 'hand'; readonly acts: readonly string[] }
  | { readonly kind: 'returned'; readonly by: 'person' | 'idle'; readonly note?: string | undefined }
  | { readonly kind: 'budget'; readonly limit: keyof Budget; readonly decision: 'extended' | 'ended' | undefined }
  | {
      readonly kind: 'secret';
      readonly name: string;
      readonly site: string;
      readonly decision: 'stored' | 'skipped' | undefined;
    };

export interface StepView {
  readonly step: number;
  /** When it began and when the newest thing of it happened, as the events say; in milliseconds. */
  readonly beganAt: number;
  readonly lastAt: number;
  readonly url: string;
  readonly title: string;
  /** The page as the agent was shown it. */
  readonly text: string;
  readonly screenshotId: string | undefined;
  readonly observeMs: number | undefined;
  readonly reasoning: string;
  readonly decideMs: number | undefined;
  readonly usage: Usage | undefined;
  readonly actions: readonly ActionView[];
  readonly remarks: readonly Remark[];
}

/** A step that no event has told of yet is begun. The newest step is what nearly every event is about. */
export function changeStep(
  steps: readonly StepView[],
  { step, at }: { readonly step: number; readonly at: number },
  change: (old: StepView) => StepView,
): readonly StepView[] {
  const index = steps.findLastIndex(old => old.step === step);
  const old = steps[index];
  if (old === undefined) return [...steps, change(freshStep(step, at))];
  return steps.with(index, { ...change(old), lastAt: Math.max(old.lastAt, at) });
}

export const markRemarks = (steps: readonly StepView[], mark: (old: Remark) => Remark): readonly StepView[] =>
  steps.map(step => (step.remarks.length === 0 ? step : { ...step, remarks: step.remarks.map(mark) }));

/** Reading actions have no recorded intent, so an outcome may come without its start. */
export function finishAction(
  old: StepView,
  { index, outcome, ms }: { index: number; outcome: Outcome; ms: number },
): StepView {
  const known = old.actions.some(action => action.index === index);
  const unknown: ActionView = { index, words: '', action: undefined, outcome: undefined, ms: undefined };
  const actions = known ? old.actions : [...old.actions, unknown];
  return { ...old, actions: actions.map(action => (action.index === index ? { ...action, outcome, ms } : action)) };
}

const freshStep = (step: number, at: number): StepView => ({
  step,
  beganAt: at,
  lastAt: at,
  url: '',
  title: '',
  text: '',
  screenshotId: undefined,
  observeMs: undefined,
  reasoning: '',
  decideMs: undefined,
  usage: undefined,
  actions: [],
  remarks: [],
});
