/** One step on one page: the turn that does it, or that it is done, or why it cannot be. Knows no history but this step's. */

import { CHOOSABLE, CLICKABLE, FILLABLE, likeness, matchTargets, TICKABLE } from './match-target.ts';
import type { StepProgress } from './progress.ts';
import type { SeenElement, SeenPage } from './read-observation.ts';
import type { Step } from './steps.ts';

type Call = { readonly name: string; readonly args: Readonly<Record<string, unknown>> };

export type Played =
  | { readonly kind: 'turn'; readonly calls: readonly Call[]; readonly text?: string; readonly aside?: boolean }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string };

const MAX_TRIES = 3;
const MAX_ASIDES = 4;

const turn = (name: string, args: Readonly<Record<string, unknown>> = {}): Played => ({
  kind: 'turn',
  calls: [{ name, args }],
});
const done: Played = { kind: 'done' };

export function play(step: Step, of: StepProgress, page: SeenPage): Played {
  if (of.lastCode === 'page.covered') return clearTheWay(of, page);
  if (of.failed >= MAX_TRIES) return { kind: 'failed', why: of.lastDetail ?? 'it did not work' };
  switch (step.kind) {
    case 'extract':
      return playExtract(step, of, page);
    case 'click':
      return playClick(step, of, page);
    case 'search':
      return of.done > 0
        ? done
        : onTarget(of, page, { found: searchFields(page), what: 'a search field' }, ref =>
            turn('fill', { ref, value: step.query, submit: true }),
          );
    case 'fill':
      return of.done > 0
        ? done
        : onTarget(
            of,
            page,
            {
              found: matchTargets(page.elements, { name: step.field, roles: FILLABLE }),
              what: `a field "${step.field}"`,
            },
            ref => turn('fill', { ref, value: step.value }),
          );
    case 'select':
      return of.done > 0 ? done : playSelect(step, of, page);
    case 'tick':
      return playTick(step, of, page);
    default:
      return of.done > 0
        ? done
        : of.failed > 0
          ? { kind: 'failed', why: of.lastDetail ?? 'it did not work' }
          : playPlain(step);
  }
}

function playPlain(step: Exclude<Step, { kind: 'extract' | 'click' | 'search' | 'fill' | 'select' | 'tick' }>): Played {
  switch (step.kind) {
    case 'goto':
      return turn('navigate', { url: step.url });
    case 'back':
      return turn('back');
    case 'press':
      return turn('press', { keys: step.keys });
    case 'scroll':
      return turn('scroll', { to: step.to });
    case 'wait': {
      const { kind: _, ...until } = step;
      return turn('wait', until);
    }
    case 'screenshot':
      return turn('screenshot', { fullPage: step.fullPage });
    case 'ask':
      return turn('ask', { question: step.question });
    default:
      return step satisfies never;
  }
}

interface Candidates {
  readonly found: readonly SeenElement[];
  readonly what: string;
}

/** The best candidate first, after each failure the next one; where there is none, a wait and a scroll before giving up. */
function onTarget(of: StepProgress, page: SeenPage, { found, what }: Candidates, use: (ref: string) => Played): Played {
  const target = found[of.failed] ?? (of.failed > 0 ? undefined : found[0]);
  if (target !== undefined) return use(target.ref);
  if (of.failed > 0) return { kind: 'failed', why: of.lastDetail ?? `${what} did not work` };
  if (of.asides === 0)
    return {
      kind: 'turn',
      calls: [{ name: 'wait', args: { seconds: 1 } }],
      text: `I see no ${what.replace(/^an? /, '')} yet, so I wait a moment`,
      aside: true,
    };
  if (of.asides === 1)
    return {
      kind: 'turn',
      calls: [{ name: 'scroll', args: { to: 'bottom' } }],
      text: 'I look further down',
      aside: true,
    };
  return {
    kind: 'failed',
    why: `there is no ${what.replace(/^an? /, '')} on "${page.title}"; there are: ${nearest(page, what)}`,
  };
}

function nearest(page: SeenPage, what: string): string {
  const named = page.elements.filter(element => element.name !== '');
  const ranked = named
    .map((element, order) => ({ element, order, score: likeness(element.name, what) }))
    .sort((a, b) => b.score - a.score || Number(a.element.isAround) - Number(b.element.isAround) || a.order - b.order);
  return ranked
    .slice(0, 6)
    .map(({ element }) => `${element.role} "${element.name}"`)
    .join(', ');
}

function playClick(step: Extract<Step, { kind: 'click' }>, of: StepProgress, page: SeenPage): Played {
  if (of.done > 0) return done;
  const found =
    step.name === ''
      ? page.elements.filter(element => element.role === (step.role ?? 'link') && !element.isAround)
      : matchTargets(page.elements, { name: step.name, roles: CLICKABLE, hint: step.role });
  const from = found.slice(step.nth - 1);
  if (step.optional && (from.length === 0 || of.failed > 0)) return done;
  return onTarget(of, page, { found: from, what: `a ${step.role ?? 'link or button'} "${step.name}"` }, ref =>
    turn('click', { ref }),
  );
}

/** A list that has the option comes before one that has the name: "choose copper" says which list by itself. */
function playSelect(step: Extract<Step, { kind: 'select' }>, of: StepProgress, page: SeenPage): Played {
  const hasOption = (element: SeenElement): boolean =>
    element.options.some(option => likeness(option, step.option) >= 68);
  const named = step.field === '' ? [] : matchTargets(page.elements, { name: step.field, roles: CHOOSABLE });
  const lists = page.elements.filter(
    element => (element.role === 'combobox' || element.role === 'listbox') && hasOption(element),
  );
  const choices = matchTargets(page.elements, {
    name: step.option,
    roles: new Set(['radio', 'option', 'tab', 'button']),
  }).filter(element => element.role !== 'button' || step.field === '');
  const found = [
    ...new Set([
      ...named.filter(hasOption),
      ...named.filter(element => element.role === 'combobox' || element.role === 'listbox'),
      ...lists,
      ...choices,
    ]),
  ];
  return onTarget(
    of,
    page,
    { found, what: step.field === '' ? `an option "${step.option}"` : `a list "${step.field}"` },
    ref => {
      const element = found.find(other => other.ref === ref);
      if (element !== undefined && element.role !== 'combobox' && element.role !== 'listbox')
        return turn('click', { ref });
      const option = element?.options.toSorted((a, b) => likeness(b, step.option) - likeness(a, step.option))[0];
      return turn('select', {
        ref,
        options: [option !== undefined && likeness(option, step.option) >= 55 ? option : step.option],
      });
    },
  );
}

function playTick(step: Extract<Step, { kind: 'tick' }>, of: StepProgress, page: SeenPage): Played {
  if (of.done > 0) return done;
  const found = matchTargets(page.elements, { name: step.name, roles: TICKABLE, hint: 'box' });
  const isTicked = found[of.failed] !== undefined && /\bchecked\b/.test(found[of.failed]?.states ?? '');
  if (found[of.failed] !== undefined && isTicked === step.on) return done;
  return onTarget(of, page, { found, what: `a box "${step.name}"` }, ref => turn('click', { ref }));
}

function searchFields(page: SeenPage): readonly SeenElement[] {
  const fields = page.elements.filter(
    element => FILLABLE.has(element.role) && element.options.length === 0 && !/\bdisabled\b/.test(element.states),
  );
  const isSearch = (element: SeenElement): boolean =>
    element.role === 'searchbox' ||
    /search|find|suche|buscar|recherche|検索/i.test(`${element.name} ${element.placeholder ?? ''}`);
  return [
    ...fields.filter(isSearch),
    ...fields.filter(element => !isSearch(element) && element.role === 'textbox').slice(0, 1),
  ];
}

const DISMISS = [
  'only necessary',
  'necessary only',
  'reject all',
  'reject',
  'decline',
  'no thanks',
  'not now',
  'close',
  'dismiss',
  'got it',
  'accept all cookies',
  'accept all',
  'accept',
  'agree',
  'ok',
  'continue reading',
  'continue',
];

/** What lies over the page is closed by the choice that shares least. */
function clearTheWay(of: StepProgress, page: SeenPage): Played {
  if (of.asides >= MAX_ASIDES) return { kind: 'failed', why: of.lastDetail ?? 'something lies over it' };
  const free = page.elements.filter(
    element =>
      (element.role === 'button' || element.role === 'link' || element.role === 'clickable') &&
      !element.states.includes('covered by') &&
      !element.isAround,
  );
  for (const name of DISMISS) {
    const button = free.find(element => likeness(element.name, name) >= 76);
    if (button !== undefined)
      return {
        kind: 'turn',
        calls: [{ name: 'click', args: { ref: button.ref } }],
        text: `something lies over the page, so I click "${button.name}"`,
        aside: true,
      };
  }
  return {
    kind: 'turn',
    calls: [{ name: 'press', args: { keys: 'Escape' } }],
    text: 'something lies over the page, so I press Escape',
    aside: true,
  };
}

/** extract, Next, extract, Next, … one dataset. A missing Next is the last page. */
function playExtract(step: Extract<Step, { kind: 'extract' }>, of: StepProgress, page: SeenPage): Played {
  const pagesRead = Math.ceil(of.done / 2);
  if (of.done % 2 === 0 && pagesRead < step.pages)
    return turn('extract', { instruction: step.instruction, name: step.name });
  if (pagesRead >= step.pages) return done;
  const [next] = matchTargets(page.elements, { name: 'next', roles: new Set(['link', 'button', 'clickable']) }).filter(
    element => likeness(element.name, 'next') >= 76 && !/\bdisabled\b/.test(element.states),
  );
  if (next === undefined || of.failed > 1) return done;
  return {
    kind: 'turn',
    calls: [{ name: 'click', args: { ref: next.ref } }],
    text: `page ${pagesRead + 1} of ${step.pages}: I click "${next.name}"`,
  };
}
