/** What the events of a run make of its steps: what was seen, thought and done in each, and what is to be remarked. Pure. */

import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Outcome, Usage } from '../../lib/domain/events.ts';

export interface ActionView {
  readonly index: number;
  readonly words: string;
  /** Undefined while it is under way, or where the worker was lost and nobody knows. */
  readonly outcome: Outcome | undefined;
  readonly ms: number | undefined;
}

export type Remark =
  | { readonly kind: 'resumed' | 'unknown'; readonly detail: string }
  | { readonly kind: 'refused'; readonly words: string; readonly detail: string }
  | { readonly kind: 'malformed' | 'stuck' | 'suspicious'; readonly detail: string }
  | { readonly kind: 'extracted'; readonly name: string; readonly rows: number }
  | { readonly kind: 'asked'; readonly questionId: string; readonly question: string; readonly answer?: string }
  | { readonly kind: 'approval'; readonly approval: Approval; readonly decision: Reach | 'denied' | undefined };

export interface StepView {
  readonly step: number;
  readonly url: string;
  readonly title: string;
  readonly screenshotId: string | undefined;
  readonly observeMs: number | undefined;
  readonly reasoning: string;
  readonly decideMs: number | undefined;
  readonly usage: Usage | undefined;
  readonly actions: readonly ActionView[];
  readonly remarks: readonly Remark[];
}

/** A step that no event has told of yet is begun. */
export function changeStep(
  steps: readonly StepView[],
  step: number,
  change: (old: StepView) => StepView,
): readonly StepView[] {
  const known = steps.some(old => old.step === step);
  return (known ? steps : [...steps, freshStep(step)]).map(old => (old.step === step ? change(old) : old));
}

export const markRemarks = (steps: readonly StepView[], mark: (old: Remark) => Remark): readonly StepView[] =>
  steps.map(step => ({ ...step, remarks: step.remarks.map(mark) }));

/** Reading actions have no recorded intent, so an outcome may come without its start. */
export function finishAction(
  old: StepView,
  { index, outcome, ms }: { index: number; outcome: Outcome; ms: number },
): StepView {
  const known = old.actions.some(action => action.index === index);
  const actions = known ? old.actions : [...old.actions, { index, words: '', outcome: undefined, ms: undefined }];
  return { ...old, actions: actions.map(action => (action.index === index ? { ...action, outcome, ms } : action)) };
}

const freshStep = (step: number): StepView => ({
  step,
  url: '',
  title: '',
  screenshotId: undefined,
  observeMs: undefined,
  reasoning: '',
  decideMs: undefined,
  usage: undefined,
  actions: [],
  remarks: [],
});
