/** Fills, sets and searches by the names of fields. */

import { FILLABLE, isDisabled, isPassword, matchTargets } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { type Assignment, readPhrase, readValue } from './assign.ts';
import { done, failed, onTarget, type Played, type Scene, turn, way } from './played.ts';
import { isOn, partsOf, tickCall, type Way, type Wish, waysTo } from './put-in.ts';

export function playFill(step: StepOf<'fill'>, scene: Scene): Played {
  const { page, answer } = scene;
  const value = step.value.from === 'words' ? step.value.text : answer;
  if (value === undefined) return failed('there is no answer that could be typed');
  const wish: Wish = { field: step.field, value };
  const isWhole = step.value.from === 'answer' || step.value.exact === true;
  const assignments = isWhole ? [{ kind: 'value', ...wish } as const] : readValue(page, wish);
  const submit = step.submit === true ? { submit: true } : {};
  return give(scene, {
    assignments,
    what: `field "${step.field}"`,
    name: step.field,
    submit,
    isOptional: step.only !== undefined,
  });
}

export function playSet(step: StepOf<'set'>, scene: Scene): Played {
  const assignments = readPhrase(scene.page, step.phrase);
  const what = `field that "${step.phrase}" begins with`;
  if (assignments !== undefined)
    return give(scene, { assignments, what, name: '', submit: {}, isOptional: step.only !== undefined });
  return onTarget(scene, { found: [], what, name: '', use: () => done, isOptional: step.only !== undefined });
}

interface Given {
  readonly assignments: readonly Assignment[];
  readonly what: string;
  readonly name: string;
  readonly submit: Readonly<Record<string, unknown>>;
  readonly isOptional: boolean;
}

/** All in one turn, for none of it changes the page; after a failure what does not hold yet, and another way for what failed. */
function give(scene: Scene, { assignments, what, name, submit, isOptional }: Given): Played {
  const { page, of } = scene;
  const ways = assignments.map(assignment =>
    waysFor(page, assignment).find(({ element }) => !of.tried.includes(element.ref)),
  );
  const missing = assignments[ways.indexOf(undefined)];
  if (missing !== undefined) {
    const part =
      assignments.length === 1 ? what : `field for "${missing.kind === 'tick' ? missing.name : missing.field}"`;
    return onTarget(scene, {
      found: [],
      what: part,
      name: missing.kind === 'tick' ? missing.name : name,
      use: () => done,
      isOptional,
    });
  }
  const left = ways.filter(way => way !== undefined && (of.failed === 0 || !way.holds));
  const calls = left.flatMap(way => way?.calls ?? []);
  if (calls.length === 0) return done;
  if (of.failed >= 3) return failed(`${what}: ${of.lastDetail ?? 'it did not work'}`);
  return {
    kind: 'turn',
    calls: calls.map((call, index) =>
      index === calls.length - 1 ? { ...call, args: { ...call.args, ...submit } } : call,
    ),
  };
}

const LEAST = 45;

function waysFor(page: SeenPage, assignment: Assignment): readonly Way[] {
  if (assignment.kind === 'value') return waysTo(page, assignment).filter(({ score }) => score >= LEAST);
  const boxes = partsOf(
    assignment.name,
    page.elements.filter(({ role }) => /^(?:checkbox|switch|radio)$/.test(role)),
  );
  return boxes.map(element => ({ element, score: 100, calls: [tickCall(element.ref, true)], holds: isOn(element) }));
}

export function playSearch(step: StepOf<'search'>, scene: Scene): Played {
  const found = searchFields(scene.page);
  if (found.length === 0 && scene.of.ways === 0) {
    const opener = searchOpener(scene.page);
    if (opener !== undefined) return opener;
  }
  return onTarget(scene, {
    found,
    what: 'search field',
    name: '',
    use: ({ ref }) => turn('fill', { ref, value: step.query, submit: true }),
    isOptional: step.only !== undefined,
  });
}

/** Many pages hide the field behind a button of that name. */
function searchOpener(page: SeenPage): Played | undefined {
  const [opener] = matchTargets(page.elements, { name: 'search', roles: new Set(['button', 'link', 'clickable']) });
  return opener === undefined
    ? undefined
    : way('click', { ref: opener.ref }, `I see no field to search in, so I click "${opener.name}"`);
}

const SEARCH = /\bsearch|\bfind\b|suche|buscar|recherche|cerca|zoek|検索/i;

/** What is called so; where nothing is, the only text field there is. */
export function searchFields(page: SeenPage): readonly SeenElement[] {
  const fields = page.elements.filter(
    element =>
      FILLABLE.has(element.role) && element.options.length === 0 && !isDisabled(element) && !isPassword(element),
  );
  const isSearch = (element: SeenElement): boolean =>
    element.role === 'searchbox' || SEARCH.test(`${element.name} ${element.placeholder ?? ''}`);
  const texts = fields.filter(element => element.role === 'textbox');
  const named = fields.filter(isSearch);
  return named.length > 0 ? named : texts.length === 1 ? texts : [];
}
