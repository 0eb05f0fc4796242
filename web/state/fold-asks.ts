/** What an event says of a budget or a secret that a run waits for, and of the person's words to it. A pure fold; asks no clock. */

import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { goOn, rest } from './acting-time.ts';
import { remark } from './fold-step.ts';
import { addAmounts } from './say-amount.ts';
import { markRemarks, type Remark } from './step-view.ts';
import type { TaskView } from './task-view.ts';

export type AskEvent = Extract<
  TaskEvent,
  {
    type:
      | 'budget.reached'
      | 'budget.extended'
      | 'budget.declined'
      | 'secret.needed'
      | 'secret.stored'
      | 'secret.skipped'
      | 'instruction.added';
  }
>;

export function foldAsk(view: TaskView, event: Stored<AskEvent>): TaskView {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'budget.reached': {
      const { step, limit } = event.data;
      const asked = remark(rest(view, at), { step, at }, { kind: 'budget', limit, decision: undefined });
      return { ...asked, status: 'waiting', budgetAsk: event.data };
    }
    case 'budget.extended': {
      const extended = addAmounts(view.extended, event.data.add);
      return goOn({ ...ofBudget(view, 'extended'), extended, budgetAsk: undefined }, at);
    }
    case 'budget.declined':
      return goOn({ ...ofBudget(view, 'ended'), budgetAsk: undefined }, at);
    case 'secret.needed': {
      const { step, name, site } = event.data;
      const asked = remark(rest(view, at), { step, at }, { kind: 'secret', name, site, decision: undefined });
      return { ...asked, status: 'waiting', secretNeeded: event.data };
    }
    case 'secret.stored':
      return goOn({ ...ofSecret(view, event.data.name, 'stored'), secretNeeded: undefined }, at);
    case 'secret.skipped':
      return goOn({ ...ofSecret(view, event.data.name, 'skipped'), secretNeeded: undefined }, at);
    case 'instruction.added':
      return remark(view, { step: view.steps.at(-1)?.step ?? 1, at }, { kind: 'told', text: event.data.text });
    default:
      return event satisfies never;
  }
}

/** What is not decided is the newest: an older question that lapsed stays as it is. */
function ofBudget(view: TaskView, decision: 'extended' | 'ended'): TaskView {
  const step = view.budgetAsk?.step;
  const mark = (old: Remark): Remark =>
    old.kind === 'budget' && old.decision === undefined ? { ...old, decision } : old;
  const steps = view.steps.map(one => (one.step === step ? { ...one, remarks: one.remarks.map(mark) } : one));
  return { ...view, steps };
}

function ofSecret(view: TaskView, name: string, decision: 'stored' | 'skipped'): TaskView {
  const mark = (old: Remark): Remark =>
    old.kind === 'secret' && old.name === name && old.decision === undefined ? { ...old, decision } : old;
  return { ...view, steps: markRemarks(view.steps, mark) };
}
