/** Says what "it" is: what was searched for, what was asked, what was picked. Keeps as unread what cannot be said. */

import type { Step } from '../steps.ts';

interface Referred {
  readonly steps: readonly Step[];
  readonly unread: readonly string[];
}

interface Known {
  /** Searched for and not opened yet. */
  found: string | undefined;
  /** What the newest question to the person asks for. */
  asked: string | undefined;
  hasAsked: boolean;
  hasPicked: boolean;
  /** What was picked is open already. */
  isOpen: boolean;
}

export function refer(steps: readonly Step[]): Referred {
  const known: Known = { found: undefined, asked: undefined, hasAsked: false, hasPicked: false, isOpen: false };
  const unread: string[] = [];
  const named = steps.flatMap((step): readonly Step[] => {
    const meant = meantBy(step, known);
    learn(step, known);
    if (typeof meant === 'string') unread.push(meant);
    return typeof meant === 'object' ? [meant] : [];
  });
  return { steps: withWays(named), unread };
}

/** "compare the prices of …, tell me which is cheaper": the second says which way, and is no step of its own. */
function withWays(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step, index): readonly Step[] => {
    const [before, next] = [steps[index - 1], steps[index + 1]];
    if (step.kind === 'pick' && step.what === 'them' && before?.kind === 'compare') return [];
    return step.kind === 'compare' && next?.kind === 'pick' && next.what === 'them'
      ? [{ ...step, of: next.of }]
      : [step];
  });
}

/** The step with what it means by "it", the words that mean nothing, or nothing where it is done already. */
function meantBy(step: Step, { found, asked, hasAsked, hasPicked, isOpen }: Known): Step | string | undefined {
  switch (step.kind) {
    case 'click': {
      if (step.it === undefined) return isIntoBasket(step) && found !== undefined ? { ...step, near: found } : step;
      if (step.it === 'picked') return hasPicked ? step : 'the one that was picked';
      const { it: _, ...rest } = step;
      if (found === undefined) return isOpen ? undefined : 'open it';
      return { ...rest, name: found };
    }
    case 'fill': {
      if (step.value.from === 'words') return step;
      if (!hasAsked) return `it (into ${step.field})`;
      if (step.field !== '') return step;
      return asked === undefined ? 'type it in' : { ...step, field: asked };
    }
    case 'answer':
      return found === undefined ? step : { ...step, question: withName(step.question, found) };
    default:
      return step;
  }
}

const isIntoBasket = ({ name, near }: Extract<Step, { kind: 'click' }>): boolean =>
  near === undefined && /^(?:add )?to (?:basket|cart|bag|favou?rites|wish ?list)$/u.test(name);

const withName = (question: string, name: string): string =>
  question
    .replace(/\b(?:its|their)\s+(\p{L}+(?:\s+\p{L}+)?)/iu, (_, what: string) => `${what} of ${name}`)
    .replace(/\b(?:it|they|them)\b/iu, name);

function learn(step: Step, known: Known): void {
  switch (step.kind) {
    case 'search':
      known.found = step.query;
      break;
    // A page that was opened is what "it" is from then on, whatever it is called.
    case 'goto':
    case 'back':
    case 'click':
      known.found = undefined;
      known.isOpen = step.kind === 'click' && step.it === 'picked';
      break;
    case 'ask':
      known.hasAsked = true;
      known.asked = step.thing;
      break;
    case 'pick':
      known.hasPicked = true;
      break;
    default:
      break;
  }
}
