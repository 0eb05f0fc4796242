/** The steps of a run that are worth a look, to be marked on its slider: where it asked, failed, or was taken over. Pure. */

import { howItEnded } from '../../lib/domain/how-it-ended.ts';
import type { StepView } from './step-view.ts';

export type MarkTone = 'accent' | 'good' | 'warn' | 'bad';

export interface Mark {
  /** The index of the step. */
  readonly at: number;
  readonly tone: MarkTone;
}

/** More than these would be a line. The gravest are kept. */
const MOST = 120;
const graver: readonly MarkTone[] = ['bad', 'warn', 'accent', 'good'];

export function notableSteps(steps: readonly StepView[]): readonly Mark[] {
  const marks = steps.flatMap((step, at) => {
    const tone = toneOf(step);
    return tone === undefined ? [] : [{ at, tone }];
  });
  if (marks.length <= MOST) return marks;
  return marks.toSorted((a, b) => graver.indexOf(a.tone) - graver.indexOf(b.tone)).slice(0, MOST);
}

function toneOf({ remarks, actions }: StepView): MarkTone | undefined {
  const kinds = new Set(remarks.map(remark => remark.kind));
  const has = (...wanted: readonly (typeof remarks)[number]['kind'][]): boolean => wanted.some(kind => kinds.has(kind));
  if (has('refused', 'suspicious')) return 'bad';
  if (has('approval', 'stuck', 'unknown', 'budget', 'secret')) return 'warn';
  if (actions.some(({ outcome }) => outcome !== undefined && howItEnded(outcome) !== 'done')) return 'warn';
  if (has('asked', 'told', 'hand')) return 'accent';
  return has('extracted') ? 'good' : undefined;
}
