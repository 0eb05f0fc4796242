/** What follows from what was read: which is more, which is the least, how many. Arithmetic; where a figure is missing it says so. */

import { amountIn, bestOf, readBest } from './extract/best-row.ts';
import { comparativeOf, wayInWords } from './grammar/quantities.ts';
import type { Reading } from './read-results.ts';
import type { Step, StepOf } from './steps.ts';

export interface Known {
  /** Answers by their questions. */
  readonly facts: ReadonlyMap<string, string>;
  readonly readings: readonly Reading[];
}

export function concluded(steps: readonly Step[], known: Known): readonly string[] {
  return steps.flatMap(step => {
    switch (step.kind) {
      case 'compare':
        return [comparison(step, known)];
      case 'pick':
        return pickedIn(step, known);
      case 'count':
        return counted(known);
      default:
        return [];
    }
  });
}

function comparison({ things, of }: StepOf<'compare'>, { facts }: Known): string {
  const figures = things.map(thing => {
    const said = facts.get(`${of.by} of the ${thing}`) ?? '';
    // After the last colon stands the figure, before it what it belongs to.
    const text = said.slice(said.lastIndexOf(': ') + 1).trim();
    return { thing, text, amount: amountIn(text) };
  });
  const best = bestOf(figures, ({ amount }) => amount, of);
  const missing = figures.filter(({ amount }) => amount === undefined).map(({ thing }) => thing);
  if (best === undefined || missing.length > 0)
    return `I found no ${of.by} of ${missing.join(', ')}, so I cannot compare.`;
  const others = figures.filter(figure => figure !== best);
  const told = others.map(({ thing, text }) => `${text} for the ${thing}`).join(', ');
  return others.some(({ amount }) => amount === best.amount)
    ? `They are the same: ${best.text} for the ${best.thing}, ${told}.`
    : `The ${best.thing} is ${comparativeOf(of)}: ${best.text}, against ${told}.`;
}

function pickedIn({ of, what }: StepOf<'pick'>, { readings }: Known): readonly string[] {
  const rows = readings
    .filter(({ instruction }) => {
      const best = readBest(instruction);
      return best?.what === what && best.of.by === of.by && best.of.way === of.way;
    })
    .flatMap(({ sample }) => sample);
  const best = bestOf(rows, row => amountIn(String(row[of.by] ?? '')), of);
  if (best === undefined) return [];
  return [`With ${wayInWords(of)}: ${String(best.name ?? '')}, ${String(best[of.by] ?? '')}.`];
}

function counted({ readings }: Known): readonly string[] {
  const last = readings.at(-1);
  return last === undefined ? [] : [`There are ${last.total} of "${last.name}".`];
}
